"""Releases of datasets as they lie below `DATA/releases`: which there are, their files and their rows.

`releases/{dataset}/{release}/` holds the files of `publishing.formats`, `manifest.json` and its `.minisig`. Of a
release that was withdrawn for privacy the signed manifest and the schema stay, and `withdrawn.json` says why.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from publishing.canonical import sha256_hex
from publishing.folder import DataFolder
from publishing.formats import FORMATS, JSON
from publishing.json_text import read_json
from publishing.structure import Value

MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.minisig"
SCHEMA = "schema.json"
WITHDRAWN = "withdrawn.json"
"""In the place of what was erased for privacy: what is still known of the release itself. Signed."""
STAYING = frozenset({MANIFEST, SIGNATURE, SCHEMA})
"""The files that a withdrawn release keeps in public."""

_ID = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:\.(?P<turn>[1-9][0-9]{0,5}))?")


class WithdrawnRelease(Exception):
    """The rows of this release were erased for privacy."""


@dataclass(frozen=True, slots=True)
class Release:
    """One release on disk. `rows` is how many it has; `previous` the id before it, or None."""

    dataset: str
    id: str
    published: datetime
    kind: str
    note: str
    previous: str | None
    rows: int
    folder: Path
    manifest_sha256: str = ""
    """What tells apart two releases of one id, as after a restored backup: the manifest lists every byte."""
    withdrawn: bool = False
    """True where the bytes were erased for privacy; the manifest stays, and what is known of it."""


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One public file of a release: its name, full content type, Chinese title and where its bytes are."""

    name: str
    media_type: str
    title: str
    path: Path


def is_release_id(text: str) -> bool:
    """True for `2026-11-23` and `2026-11-23.1`."""
    return _ID.fullmatch(text) is not None


def release_order(release: str) -> tuple[str, int]:
    """What release ids sort by: the day, then the turn of that day. Raises ValueError for another text."""
    found = _ID.fullmatch(release)
    if found is None:
        raise ValueError(f"not a release id: {release}")
    return found["day"], int(found["turn"] or 0)


def releases_of(folder: DataFolder, dataset_code: str) -> list[Release]:
    """Every release of the dataset, newest first; empty where there is none."""
    return [read_release(path) for path in _folders(folder, dataset_code)]


def latest_release(folder: DataFolder, dataset_code: str) -> Release | None:
    """The newest release that has rows, or None. One that was withdrawn for privacy has none."""
    return newest_with_rows(read_release(path) for path in _folders(folder, dataset_code))


def last_release(folder: DataFolder, dataset_code: str) -> Release | None:
    """The newest release, withdrawn or not: the one that the chain of manifests goes on from. Reads no other."""
    paths = _folders(folder, dataset_code)
    return read_release(paths[0]) if paths else None


def newest_with_rows(releases: Iterable[Release]) -> Release | None:
    """The first of releases, newest first, that was not withdrawn."""
    return next((release for release in releases if not release.withdrawn), None)


def release_files(release: Release) -> list[ReleaseFile]:
    """The public files of a release, in the order in which pages list them; few of one that was withdrawn."""
    known = [(form.name(release.dataset), form.media_type, form.title) for form in FORMATS]
    known += [(MANIFEST, JSON, "清单"), (SIGNATURE, "text/plain; charset=utf-8", "清单签名")]
    files = [ReleaseFile(name, kind, title, release.folder / name) for name, kind, title in known]
    if release.withdrawn:
        files = [file for file in files if file.name in STAYING]
    return [file for file in files if file.path.is_file()]


def read_rows(release: Release) -> list[dict[str, Value]]:
    """The rows by column id, in the order of the release; fractions are Decimal.

    Raises WithdrawnRelease where they were erased for privacy.
    """
    if release.withdrawn:
        raise WithdrawnRelease(f"{release.dataset}/{release.id}")
    document = read_json((release.folder / f"{release.dataset}.json").read_bytes())
    rows: list[dict[str, Value]] = document["items"]
    return rows


def _folders(folder: DataFolder, dataset_code: str) -> list[Path]:
    home = folder.releases / dataset_code
    if not home.is_dir():
        return []
    named = [path for path in home.iterdir() if is_release_id(path.name)]
    return sorted(named, key=lambda path: release_order(path.name), reverse=True)


def current_of(releases: Sequence[Release]) -> Release:
    """What pages show of releases, newest first, at least one: the newest with rows, or the first where none has."""
    return newest_with_rows(releases) or releases[0]


def read_release(path: Path) -> Release:
    """One release, read once for as long as its folder is as it was: a release never changes."""
    found = path.stat()
    return _read_once(path, found.st_ino, found.st_mtime_ns)


@lru_cache(maxsize=4096)
def _read_once(path: Path, inode: int, changed: int) -> Release:
    withdrawn = (path / WITHDRAWN).exists()
    facts = read_json((path / (WITHDRAWN if withdrawn else "changes.json")).read_bytes())
    return Release(
        dataset=facts["dataset"],
        id=facts["release"],
        published=datetime.fromisoformat(facts["published"]),
        kind=facts["kind"],
        note=facts["note"],
        previous=facts["previous"],
        rows=facts["rows"],
        folder=path,
        manifest_sha256=sha256_hex((path / MANIFEST).read_bytes()),
        withdrawn=withdrawn,
    )
