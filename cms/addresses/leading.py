"""Where an address without content leads: decided from plain values, for the build and for the desk alike."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from publishing.reserved import RESERVED_SEGMENTS

LIST, SECTION, DATASET = "list", "section", "dataset"


@dataclass(frozen=True, slots=True)
class PublicSubject:
    """A page of an edition and whose it is. `kind` and `key` stay when it moves."""

    path: str
    kind: str
    """Its type in the public contract; `list` for the lists of a section."""
    key: str
    """The number of a page, the code of a snippet or a dataset; of a list, the number of its section."""
    title: str


@dataclass(frozen=True, slots=True)
class OldAddress:
    """An address as it is remembered: whose it was, and where staff send its readers, if anywhere."""

    path: str
    kind: str
    key: str
    target: str = ""


class Leading:
    """Answers where old addresses lead while certain pages are public."""

    def __init__(self, subjects: Collection[PublicSubject], known: Iterable[OldAddress]) -> None:
        """`known` are the remembered addresses; those that have content now are never asked about."""
        self.paths = {subject.path for subject in subjects}
        self._places = {(subject.kind, subject.key): subject.path for subject in subjects}
        self._lists: dict[str, set[str]] = defaultdict(set)
        for subject in subjects:
            if subject.kind == LIST:
                self._lists[subject.key].add(subject.path)
        self._known: Mapping[str, OldAddress] = {old.path: old for old in known}

    def end(self, old: OldAddress) -> str | None:
        """Where readers of an address without content get to in one hop; None where they learn that it is gone.

        What staff chose comes first, through other old addresses to the end. Where that leads nowhere, or back to
        where it began, its own subject is followed.
        """
        passed = [old]
        seen = {old.path}
        while target := passed[-1].target:
            if self.answers(target):
                return target
            if target in seen or target not in self._known:
                break
            seen.add(target)
            passed.append(self._known[target])
        return next((place for back in reversed(passed) if (place := self._place(back))), None)

    def answers(self, path: str) -> bool:
        """True for a public page, and for a file whose name the next edition will not change."""
        return path in self.paths or (path not in self._known and self._is_file(path))

    def _is_file(self, path: str) -> bool:
        """Data of a public dataset, feeds of a public section, and the single files of the public contract."""
        first, *rest = path.removeprefix("/").split("/")
        if first not in RESERVED_SEGMENTS:
            return False
        if first == "data" and len(rest) > 1:
            return f"/data/{rest[0]}/" in self.paths
        if first == "feeds":
            return bool(rest) and f"/{rest[0].partition('.')[0]}/" in self.paths
        if not rest:
            return "." in first
        return first in {"data", "codes", "api", "edition", ".well-known"}

    def _place(self, old: OldAddress) -> str | None:
        """Where the subject of an address is now; None where it is not public."""
        if old.kind != LIST:
            return self._places.get((old.kind, old.key))
        section = self._places.get((SECTION, old.key))
        if section is None:
            return None
        # A section may have moved with its lists: the same list there, else an earlier page of it.
        rest = old.path.strip("/").split("/")[1:]
        while rest:
            place = f"{section}{'/'.join(rest)}/"
            if place in self._lists[old.key]:
                return place
            rest.pop()
        return section
