"""The indexes of a dataset in an edition: one SQLite file per release, and what is known of all releases.

A release never changes, so neither does its file: each edition takes over the files of the one before.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from publishing.canonical import canonical_json
from publishing.formats.json_file import read_head
from publishing.json_text import read_json
from publishing.release_index import has_todays_shape, write_release_index
from publishing.releases import Release, release_order

__all__ = [
    "DatasetIndex",
    "IndexedRelease",
    "has_todays_shape",
    "index_name",
    "open_index",
    "releases_bytes",
    "releases_name",
    "write_release_index",
]

REMEMBERED = 50_000
"""Ids of a dataset up to which a process remembers which releases they are in: some 250 bytes each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedRelease:
    """What an edition knows of a release beside its rows."""

    id: str
    published: datetime
    kind: str
    note: str
    previous: str | None
    licence: str
    cite: str
    rows: int
    columns: tuple[str, ...]
    """The column ids of that release, which may be others than today's."""
    manifest_sha256: str
    withdrawn: bool
    """True where its rows were erased for privacy; then it has no file, and no licence, cite or columns."""


def index_name(dataset: str, release: str) -> str:
    """The file below the edition that holds the rows of a release."""
    return f".edition/index/{dataset}/{release}.sqlite3"


def releases_name(dataset: str) -> str:
    """The file below the edition that lists the releases of a dataset."""
    return f".edition/index/{dataset}/releases.json"


def releases_bytes(releases: Sequence[Release]) -> bytes:
    """The list of a dataset's releases, given in any order; equal releases give equal bytes."""
    ordered = sorted(releases, key=lambda release: release_order(release.id), reverse=True)
    entries = [_entry(release, release.withdrawn or not _data(release).is_file()) for release in ordered]
    return b'{"releases":[%b]}' % b",".join(entries)


def open_index(path: Path) -> sqlite3.Connection:
    """A connection that can only read, takes no lock, and may be used from any thread, one at a time."""
    return sqlite3.connect(
        f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )


@dataclass(frozen=True)
class DatasetIndex:
    """A dataset's releases in the edition at `root`. Safe with several threads: it holds no connection."""

    root: Path
    dataset: str

    @cached_property
    def releases(self) -> list[IndexedRelease]:
        """All of them, newest first; those that were withdrawn too."""
        document = read_json((self.root / releases_name(self.dataset)).read_bytes())
        return [_read(entry) for entry in document["releases"]]

    def open(self, release: IndexedRelease | str) -> sqlite3.Connection:
        """A new read-only connection to the rows of a release that was not withdrawn; the caller closes it."""
        name = release if isinstance(release, str) else release.id
        return open_index(self.root / index_name(self.dataset, name))

    def releases_with(self, stem: str) -> list[IndexedRelease]:
        """Where to look for the ids that are `stem` and digits, in the order of publication.

        Each such id is in one of these releases first, and the newest is among them. None where there is no
        such id; all of them where a dataset has more ids than are remembered.
        """
        if self._first_holders is None:
            return self._oldest_first()
        found = self._first_holders.get(stem)
        if not found:
            return []
        newest = self._oldest_first()[-1]
        return found if found[-1] is newest else [*found, newest]

    @cached_property
    def _first_holders(self) -> Mapping[str, list[IndexedRelease]] | None:
        """By stem, the releases in which an id appears that none before has. None where there are too many ids."""
        seen: set[str] = set()
        holders: dict[str, list[IndexedRelease]] = {}
        for release in self._oldest_first():
            if release.rows > REMEMBERED:
                return None
            fresh = self._ids(release) - seen
            seen |= fresh
            if len(seen) > REMEMBERED:
                return None
            for stem in {name.rstrip("0123456789") for name in fresh}:
                holders.setdefault(stem, []).append(release)
        return holders

    def _ids(self, release: IndexedRelease) -> set[str]:
        with closing(self.open(release)) as connection:
            return {name for (name,) in connection.execute("SELECT v_id FROM rows WHERE v_id IS NOT NULL")}

    def _oldest_first(self) -> list[IndexedRelease]:
        """Those that can be looked into for an id; one that was withdrawn has no columns."""
        return [release for release in reversed(self.releases) if "id" in release.columns]


@lru_cache(maxsize=4096)
def _entry(release: Release, withdrawn: bool) -> bytes:
    """A release in the list, as canonical JSON. It never changes, and each build asks for every release again."""
    head: Mapping[str, Any] = {} if withdrawn else read_head(_data(release))
    schema = {} if withdrawn else read_json((release.folder / "schema.json").read_bytes())
    entry = IndexedRelease(
        id=release.id,
        published=release.published,
        kind=release.kind,
        note=release.note,
        previous=release.previous,
        licence=head.get("licence", ""),
        cite=head.get("cite", ""),
        rows=release.rows,
        columns=tuple(field["name"] for field in schema.get("fields", ())),
        manifest_sha256=release.manifest_sha256,
        withdrawn=withdrawn,
    )
    return canonical_json(asdict(entry) | {"published": release.published.isoformat()})


def _data(release: Release) -> Path:
    return release.folder / f"{release.dataset}.json"


def _read(entry: dict[str, Any]) -> IndexedRelease:
    """The reverse of `_entry`."""
    read = {"published": datetime.fromisoformat(entry["published"]), "columns": tuple(entry["columns"])}
    return IndexedRelease(**(entry | read))
