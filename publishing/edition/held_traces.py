"""Where on disk a withdrawn thing still is: in which files of which editions, and in which releases."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from publishing.canonical import sha256_hex
from publishing.edition.codings import CODINGS
from publishing.edition.listing import FRAME, MANIFEST, SIGNATURE, STORE, STORE_SIGNATURE, StoreDocument
from publishing.edition.read import Previous, current_number, numbers, read_store
from publishing.edition.store import Store
from publishing.edition.traces import Traces
from publishing.folder import DataFolder
from publishing.frame_file import load_frame_file
from publishing.minisign import BadSignature
from publishing.release_folders import MANIFEST as RELEASE_MANIFEST
from publishing.release_folders import SIGNATURE as RELEASE_SIGNATURE
from publishing.release_folders import STAYING, Release, is_release_id, read_release
from publishing.resource import file_of

SUFFIXES = ("", *(coding.suffix for coding in CODINGS))
_LISTS = {
    name + suffix for name in (MANIFEST[1:], SIGNATURE[1:], STORE, STORE_SIGNATURE) for suffix in SUFFIXES
}
"""They name every address that an edition has, and nothing of what is there."""
_ENCLOSED = re.compile(rb"/(?:media|files)/[A-Za-z0-9._~/-]*[A-Za-z0-9_~-]")


class NothingInForce(Exception):
    """There is no trustworthy edition in force to compare with. The message is Chinese."""


@dataclass(slots=True)
class Held:
    """Where it is. Names are those below `editions`."""

    in_force: list[str] = field(default_factory=list)
    """Files of the edition in force, by their names there: none of them may be erased."""
    files: dict[int, list[str]] = field(default_factory=dict)
    """Files of other editions, by their names there."""
    whole: list[int] = field(default_factory=list)
    """Editions whose own signed lists hold a word: only without them is it gone."""
    releases: list[Release] = field(default_factory=list)
    hashes: set[str] = field(default_factory=set)
    """SHA-256 of the files of other editions, as they are and as they are listed."""


def search(folder: DataFolder, public_key: str, paths: Sequence[str], words: Sequence[str]) -> Held:
    """Reads every file of every edition and release once, however many editions share it. Raises NothingInForce."""
    return _Search(folder, public_key, paths, words).run()


def holding_releases(folder: DataFolder, traces: Traces) -> list[Release]:
    """The releases, of every dataset, that hold a trace and are not withdrawn."""
    found = (read_release(home) for home in _release_homes(folder))
    return [release for release in found if not release.withdrawn and _holds(release, traces)]


def base_urls(folder: DataFolder) -> set[str]:
    """Those of all editions on disk."""
    found = set()
    for number in numbers(folder):
        try:
            found.add(load_frame_file(folder.edition(number) / FRAME).frame.base_url)
        except (OSError, ValueError):
            continue
    return found


class _Search:
    def __init__(
        self, folder: DataFolder, public_key: str, paths: Sequence[str], words: Sequence[str]
    ) -> None:
        self.folder, self.public_key = folder, public_key
        self.traces = Traces(paths, words, base_urls(folder))
        self.current = current_number(folder)
        self.named = {file_of(path) for path in paths} | {
            file_of(f"{path}index.json") for path in paths if path.endswith("/")
        }
        self.judged: dict[int, bool] = {}
        self.found = Held(releases=holding_releases(folder, self.traces))

    def run(self) -> Held:
        """The edition in force first: what it has besides is not erased anywhere."""
        known = numbers(self.folder)
        if known and self.current is None:
            raise NothingInForce("没有正在公开的版，请先生成一版。")
        public = self._public()
        if self.current is not None:
            self.found.in_force = self._names(self.current, self.named)
        holding = set(self.found.in_force)
        stays = {entry["sha256"] for entry in public["files"] if entry["path"] not in holding}
        named = self.named | self._withdrawn_release_files()
        named |= self._enclosed(known) - {entry["file"] for entry in public["resources"].values()}
        others = [number for number in known if number != self.current]
        for number in others:
            self._plan(number, named, stays)
        for number in others:
            self._plan_the_same(number)
        return self.found

    def _public(self) -> StoreDocument:
        if self.current is None:
            return StoreDocument(
                edition=0, published="", manifest_sha256="", files=[], resources={}, routes={}
            )
        try:
            return read_store(self.folder.edition(self.current), self.public_key)
        except (OSError, ValueError, BadSignature) as error:
            raise NothingInForce(
                f"正在公开的第 {self.current} 版不可信，请先重新生成一版：{error}"
            ) from error

    def _names(self, number: int, named: set[str]) -> list[str]:
        """The files of an edition that go: those of these names, those that hold a trace, and their codings."""
        home = self.folder.edition(number)
        there = dict(_files(home))
        bases = {
            base_name(name)
            for name, inode in there.items()
            if base_name(name) in named or self._held(home, name, inode)
        }
        return sorted(name for name in there if base_name(name) in bases)

    def _held(self, home: Path, name: str, inode: int) -> bool:
        """Judged once for all editions that share the file."""
        if name in _LISTS:
            return self.traces.words_in_file(home / name)
        if inode not in self.judged:
            self.judged[inode] = self.traces.in_file(home / name)
        return self.judged[inode]

    def _plan(self, number: int, named: set[str], stays: set[str]) -> None:
        """`stays` are the hashes of what is public and may be."""
        names = self._names(number, named)
        if not _LISTS.isdisjoint(names):
            self.found.whole.append(number)
        store = self._store(number)
        listed = _hashes(store)
        for name in names:
            actual = sha256_hex((self.folder.edition(number) / name).read_bytes())
            if actual in stays:
                continue
            self.found.files.setdefault(number, []).append(name)
            self.found.hashes |= {actual, listed.get(name, actual)} - stays
        self.found.hashes |= self._stored(number, store, named) - stays

    def _stored(self, number: int, store: StoreDocument | None, named: set[str]) -> set[str]:
        """Hashes of files that are lost or changed there, and whose objects hold it: whoever mends them, or goes back
        to that edition, would bring it back.
        """
        listed, objects = _hashes(store), Store(self.folder.objects)
        touched = Previous(number, self.folder.edition(number), None, store).touched()
        bases = {
            name
            for name in touched
            if name not in _LISTS
            and (path := objects.path(listed[name])).is_file()
            and (name in named or self.traces.in_file(path))
        }
        return {listed[name] for name in touched if base_name(name) in bases}

    def _plan_the_same(self, number: int) -> None:
        """Files of an edition that are the same as one that goes, at other addresses."""
        listed = _hashes(self._store(number))
        same = {name for name, digest in listed.items() if digest in self.found.hashes}
        there = {name for name in same if (self.folder.edition(number) / name).exists()}
        if there:
            self.found.files[number] = sorted(there | set(self.found.files.get(number, ())))

    def _store(self, number: int) -> StoreDocument | None:
        try:
            return read_store(self.folder.edition(number), self.public_key)
        except (OSError, ValueError, BadSignature):
            return None

    def _withdrawn_release_files(self) -> set[str]:
        """What editions hold of releases that were withdrawn, or will be."""
        withdrawn = [read_release(home) for home in _release_homes(self.folder)]
        homes = [f"data/{one.dataset}/{one.id}" for one in withdrawn if one.withdrawn]
        homes += [f"data/{one.dataset}/{one.id}" for one in self.found.releases]
        found = set()
        for number in numbers(self.folder):
            for home in homes:
                folder = self.folder.edition(number) / home
                found |= {f"{home}/{base_name(name)}" for name, _ in _files(folder)}
        return {name for name in found if name.rpartition("/")[2] not in STAYING}

    def _enclosed(self, known: list[int]) -> set[str]:
        """Pictures and documents on the withdrawn pages, in any edition: they may show what the page told."""
        found: set[str] = set()
        for number in known:
            for name in self.named:
                path = self.folder.edition(number) / name
                if number != self.current and name.endswith(".html") and path.is_file():
                    found |= {one.decode().lstrip("/") for one in _ENCLOSED.findall(path.read_bytes())}
        return found


def _hashes(store: StoreDocument | None) -> dict[str, str]:
    """By name, as listed; nothing of a list that cannot be trusted."""
    return {entry["path"]: entry["sha256"] for entry in store["files"]} if store else {}


def _holds(release: Release, traces: Traces) -> bool:
    for path in sorted(release.folder.iterdir()):
        if path.name in {RELEASE_MANIFEST, RELEASE_SIGNATURE}:
            continue
        if traces.in_file(path):
            return True
    return False


def _release_homes(folder: DataFolder) -> list[Path]:
    return sorted(home for home in folder.releases.glob("*/*") if is_release_id(home.name))


def base_name(name: str) -> str:
    """The name of the plain file that a file is a coding of."""
    for coding in CODINGS:
        name = name.removesuffix(coding.suffix)
    return name


def _files(home: Path) -> Iterator[tuple[str, int]]:
    """Every file below, by its name there, with its number on the disk; links are not followed."""
    waiting = [("", str(home))] if home.is_dir() else []
    while waiting:
        before, path = waiting.pop()
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{before}{entry.name}/", entry.path))
                elif entry.is_file(follow_symlinks=False):
                    yield before + entry.name, entry.inode()
