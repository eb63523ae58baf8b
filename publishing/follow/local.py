"""The editions on this host, and what a new one can take from them instead of fetching it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from publishing.edition.listing import FileEntry
from publishing.edition.read import numbers
from publishing.folder import DataFolder
from publishing.follow.draft import Draft
from publishing.follow.faults import Refused
from publishing.follow.offer import Offer, local_offer


@dataclass(frozen=True, slots=True)
class LocalEdition:
    """One whole edition on this host."""

    root: Path
    offer: Offer


def local_editions(folder: DataFolder, public_key: str) -> list[LocalEdition]:
    """Those with a list that the key signed, the latest first."""
    found = []
    for number in numbers(folder):
        root = folder.edition(number)
        try:
            found.append(LocalEdition(root, local_offer(root, public_key)))
        except (OSError, Refused):
            continue
    return sorted(found, key=lambda edition: edition.offer.order, reverse=True)


def take(draft: Draft, names: Iterable[str], editions: Sequence[LocalEdition]) -> list[FileEntry]:
    """Links or copies what this host has already; gives back the files that have to be fetched.

    A link is made to the same path with the same bytes and the same time in the latest edition that has it; equal
    bytes elsewhere are copied.
    """
    files = draft.offer.files
    left = [files[name] for name in names if not _linked(draft, files[name], editions)]
    digests = {entry["sha256"] for entry in left}
    elsewhere = {
        entry["sha256"]: f"{edition.root}/{name}"
        for edition in reversed(editions)
        for name, entry in edition.offer.files.items()
        if entry["sha256"] in digests
    }
    return _not_copied(draft, left, elsewhere)


def spread(draft: Draft, files: Sequence[FileEntry]) -> list[FileEntry]:
    """Copies within the draft what it already holds under another name; gives back what it does not."""
    digests = {entry["sha256"] for entry in files}
    there = {
        entry["sha256"]: str(path)
        for name, entry in draft.offer.files.items()
        if entry["sha256"] in digests and (path := draft.root / name).is_file()
    }
    return _not_copied(draft, files, there)


def once_each(files: Iterable[FileEntry]) -> list[FileEntry]:
    """One file for each run of bytes, so that equal ones are fetched once."""
    return list({entry["sha256"]: entry for entry in files}.values())


def _linked(draft: Draft, entry: FileEntry, editions: Iterable[LocalEdition]) -> bool:
    name = entry["path"]
    moment = draft.offer.modified[name]
    for edition in editions:
        there = edition.offer
        if there.files.get(name) == entry and there.modified[name] == moment:
            return draft.link(entry, f"{edition.root}/{name}")
    return False


def _not_copied(draft: Draft, files: Iterable[FileEntry], sources: Mapping[str, str]) -> list[FileEntry]:
    """Copies those whose bytes are at hand, and gives back the others."""
    return [
        entry
        for entry in files
        if (source := sources.get(entry["sha256"])) is None or not draft.copy(entry, source)
    ]
