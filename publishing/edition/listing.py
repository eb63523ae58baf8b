"""The two signed lists of an edition: `store.json` (every file on disk) and the public manifest."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from urllib.parse import quote

from publishing.canonical import canonical_json, sha256_hex
from publishing.contract import StoredFile, StoredObject
from publishing.edition.codings import coding
from publishing.edition.tree import TreeFile, seconds
from publishing.moment import moment_text
from publishing.resource import Resource

EDITION_JSON = "/edition.json"
MANIFEST = "/edition/manifest.json"
SIGNATURE = "/edition/manifest.json.minisig"
PRIVATE = ".edition"
"""The folder of an edition that is not served."""
FRAME = ".edition/frame.json"
STORE = ".edition/store.json"
STORE_SIGNATURE = ".edition/store.json.minisig"


class FileEntry(TypedDict):
    """One file: its path, and the size and SHA-256 of its bytes. In the manifest the path is a public one."""

    path: str
    size: int
    sha256: str


class ResourceEntry(TypedDict):
    """What the reader needs to answer one path. `modified` is when the path got these bytes."""

    file: str
    type: str
    size: int
    sha256: str
    modified: str
    codings: list[str]
    location: str | None


class RouteEntry(TypedDict):
    """Where an abandoned path leads; None with a reason where it is gone."""

    target: str | None
    reason: str


class StoreDocument(TypedDict):
    """`store.json`."""

    edition: int
    published: str
    manifest_sha256: str
    files: list[FileEntry]
    resources: dict[str, ResourceEntry]
    routes: dict[str, RouteEntry]


class ManifestDocument(TypedDict):
    """`/edition/manifest.json`."""

    edition: int
    published: str
    previous: str | None
    trial: bool
    files: list[FileEntry]


@dataclass(frozen=True, slots=True)
class Placed:
    """A resource and the object that holds its bytes."""

    resource: Resource
    stored: StoredObject

    def files(self) -> list[tuple[str, StoredFile, str]]:
        """Its files on disk: name below the edition, facts, and the suffix of the object linked there."""
        name = self.resource.file
        coded = [(coding(known), file) for known, file in self.stored.codings.items()]
        return [
            (name, self.stored.plain, ""),
            *((name + code.suffix, file, code.suffix) for code, file in coded),
        ]


def file_entry(path: str, file: StoredFile) -> FileEntry:
    """One line of a list."""
    return {"path": path, "size": file.size, "sha256": file.sha256}


def file_entries(placed: Iterable[Placed]) -> list[FileEntry]:
    """Every file on disk behind the resources, codings included."""
    return [file_entry(name, file) for one in placed for name, file, _ in one.files()]


def tree_files(placed: Iterable[Placed], entries: Mapping[str, ResourceEntry]) -> list[TreeFile]:
    """The files of resources as the tree takes them; their times are those of `entries`."""
    return [
        TreeFile(name, file, one.stored.plain.sha256, suffix, seconds(entries[one.resource.path]["modified"]))
        for one in placed
        for name, file, suffix in one.files()
    ]


def public_files(resources: Mapping[str, ResourceEntry]) -> list[FileEntry]:
    """The manifest's closed list: every path but the edition's own, percent-encoded and sorted."""
    listed: list[FileEntry] = [
        {"path": quote(path, safe="/~"), "size": entry["size"], "sha256": entry["sha256"]}
        for path, entry in resources.items()
        if path != EDITION_JSON and not path.startswith("/edition/")
    ]
    return by_path(listed)


def by_path(files: Sequence[FileEntry]) -> list[FileEntry]:
    """Sorted by path, as code points."""
    return sorted(files, key=lambda entry: entry["path"])


def manifest_bytes(
    number: int,
    published: datetime,
    previous: str | None,
    trial: bool,
    resources: Mapping[str, ResourceEntry],
) -> bytes:
    """The manifest: canonical JSON. `previous` is the SHA-256 of the manifest before, or None."""
    document: ManifestDocument = {
        "edition": number,
        "published": moment_text(published),
        "previous": previous,
        "trial": trial,
        "files": public_files(resources),
    }
    return canonical_json(document)


def edition_json_bytes(manifest: bytes) -> bytes:
    """`/edition.json`, which follows from the manifest."""
    facts = json.loads(manifest)
    said = {name: facts[name] for name in ("edition", "published", "trial")}
    return canonical_json(said | {"manifest_sha256": sha256_hex(manifest)})
