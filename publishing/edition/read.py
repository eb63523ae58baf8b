"""Which editions are on disk, and what they say of themselves."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import cast

from publishing.canonical import sha256_hex
from publishing.contract import StoredFile, StoredObject
from publishing.edition.codings import coding
from publishing.edition.listing import (
    MANIFEST,
    STORE,
    STORE_SIGNATURE,
    FileEntry,
    ManifestDocument,
    StoreDocument,
)
from publishing.edition.tree import PRIVATE_TIME, TreeFile, is_untouched, seconds
from publishing.folder import DataFolder
from publishing.minisign import BadSignature, verify


@dataclass(frozen=True, slots=True)
class EditionInfo:
    """One edition on disk. Where it cannot be read, `fault` says why and the facts are empty."""

    number: int
    current: bool
    published: datetime | None = None
    files: int = 0
    """Public addresses in the manifest."""
    bytes: int = 0
    """Their size before content coding."""
    manifest_sha256: str = ""
    trial: bool = False
    fault: str = ""


def current_number(folder: DataFolder) -> int | None:
    """The number of the edition in force; None before the first, or when the link leads nowhere."""
    try:
        target = folder.current.readlink().name
    except OSError:  # also where it is a folder, as a backup makes it that follows links
        return None
    return int(target) if target.isdecimal() and folder.edition(int(target)).is_dir() else None


def numbers(folder: DataFolder) -> list[int]:
    """The numbers of all editions on disk, the highest first; drafts are not counted."""
    if not folder.editions.is_dir():
        return []
    found = (path.name for path in folder.editions.iterdir() if path.is_dir() and not path.is_symlink())
    return sorted((int(name) for name in found if name.isdecimal()), reverse=True)


def list_editions(folder: DataFolder) -> list[EditionInfo]:
    """Every edition on disk, newest first. A damaged one is in the list too, with its fault."""
    current = current_number(folder)
    return [_info(folder, number, number == current) for number in numbers(folder)]


def read_manifest(edition: Path) -> ManifestDocument:
    """The public manifest, unchecked. Raises OSError, or ValueError for what is not JSON."""
    return cast(ManifestDocument, json.loads((edition / MANIFEST[1:]).read_bytes()))


def read_store(edition: Path, public_key: str) -> StoreDocument:
    """`store.json`, its signature checked. Raises OSError or BadSignature."""
    data = (edition / STORE).read_bytes()
    verify(data, (edition / STORE_SIGNATURE).read_bytes(), public_key)
    return cast(StoreDocument, json.loads(data))


@dataclass(frozen=True)
class Previous:
    """What a build takes over from the edition in force."""

    number: int
    root: Path
    """Its folder."""
    manifest_sha256: str | None
    """Of the manifest's bytes as they lie on disk; None where they cannot be read."""
    store: StoreDocument | None
    """None where its signature does not fit: then nothing is taken over but the chain."""
    fault: str = ""

    def stored(self, path: str) -> StoredObject | None:
        """What a public path of that edition is in the store of objects; None for a path that it lacks."""
        entry = self.store["resources"].get(path) if self.store else None
        if entry is None:
            return None
        codings = {name: self._file(entry["file"] + coding(name).suffix) for name in entry["codings"]}
        return StoredObject(StoredFile(entry["size"], entry["sha256"]), codings)

    def same(self, file: TreeFile) -> str | None:
        """Where that edition has the very same file, untouched; None where it has not."""
        listed = self._files.get(file.name)
        if listed is None or listed["sha256"] != file.file.sha256:
            return None
        path = f"{self.root}/{file.name}"
        return path if is_untouched(path, file.file.size, file.modified) else None

    def private(self, name: str) -> StoredFile | None:
        """A file of that edition that is not served, as its list has it; None for one that it lacks."""
        return self._file(name) if name in self._files else None

    def touched(self) -> list[str]:
        """The listed files that are lost, or have not the size and time that they were given, sorted."""
        times = self._times
        return [
            name
            for name, entry in self._files.items()
            if not is_untouched(f"{self.root}/{name}", entry["size"], times.get(name, PRIVATE_TIME))
        ]

    def damaged(self) -> list[str]:
        """The listed files that are lost or changed, sorted. Reads every file of the edition."""
        return [name for name, entry in self._files.items() if not self._holds(entry)]

    @cached_property
    def _files(self) -> dict[str, FileEntry]:
        return {entry["path"]: entry for entry in self.store["files"]} if self.store else {}

    @cached_property
    def _times(self) -> dict[str, int]:
        resources = self.store["resources"].values() if self.store else ()
        return {
            entry["file"] + suffix: seconds(entry["modified"])
            for entry in resources
            for suffix in ("", *(coding(name).suffix for name in entry["codings"]))
        }

    def _file(self, name: str) -> StoredFile:
        return StoredFile(self._files[name]["size"], self._files[name]["sha256"])

    def _holds(self, entry: FileEntry) -> bool:
        path = self.root / entry["path"]
        return path.is_file() and sha256_hex(path.read_bytes()) == entry["sha256"]


def read_previous(folder: DataFolder, public_key: str) -> Previous | None:
    """The edition in force, or the highest on disk where the link is lost; None before the first.

    An edition newer than the one in force was never seen by a reader (a crash before the switch): it is passed over.
    """
    number = current_number(folder) or next(iter(numbers(folder)), None)
    if number is None:
        return None
    edition = folder.edition(number)
    try:
        digest = sha256_hex((edition / MANIFEST[1:]).read_bytes())
    except OSError as error:
        return Previous(number, edition, None, None, f"第 {number} 版的清单读不出：{error}")
    try:
        return Previous(number, edition, digest, read_store(edition, public_key))
    except (OSError, BadSignature) as error:
        return Previous(
            number, edition, digest, None, f"第 {number} 版的 store.json 不可信，没有沿用其中的时间：{error}"
        )


def _info(folder: DataFolder, number: int, current: bool) -> EditionInfo:
    edition = folder.edition(number)
    try:
        manifest = read_manifest(edition)
        return EditionInfo(
            number=number,
            current=current,
            published=datetime.fromisoformat(manifest["published"]),
            files=len(manifest["files"]),
            bytes=sum(entry["size"] for entry in manifest["files"]),
            manifest_sha256=sha256_hex((edition / MANIFEST[1:]).read_bytes()),
            trial=manifest["trial"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        return EditionInfo(number=number, current=current, fault=f"清单读不出：{error}")
