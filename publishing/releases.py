"""Releases of datasets below `DATA/releases`: cut once, signed, and never changed.

`releases/{dataset}/{release}/` holds the files of `publishing.formats`, `manifest.json` and its `.minisig`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from publishing.canonical import canonical_json, sha256_hex
from publishing.clean_rows import BadRelease, clean_rows
from publishing.code_lists import RELEASE_KINDS
from publishing.contract import Dataset
from publishing.difference import difference
from publishing.folder import DataFolder
from publishing.formats import FORMATS, JSON
from publishing.formats.table_schema import schema_bytes
from publishing.json_text import read_json
from publishing.minisign import Signer
from publishing.release_content import SHANGHAI, ReleaseContent, ReleaseFacts
from publishing.sealed_folder import locked, write_sealed
from publishing.structure import Row, Structure, Value

__all__ = [
    "BadRelease",
    "Release",
    "ReleaseFacts",
    "ReleaseFile",
    "cut",
    "is_release_id",
    "latest_release",
    "read_rows",
    "release_files",
    "release_order",
    "releases_of",
]

MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.minisig"

_ID = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:\.(?P<turn>[1-9][0-9]{0,5}))?")


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


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One public file of a release: its name, full content type, Chinese title and where its bytes are."""

    name: str
    media_type: str
    title: str
    path: Path


def cut(
    folder: DataFolder,
    dataset: Dataset,
    rows: Sequence[Row],
    *,
    frame_facts: ReleaseFacts,
    published: datetime,
    kind: str,
    note: str,
    signer: Signer,
) -> Release | None:
    """Cuts and signs a release; None where rows and columns equal the latest, so that no release is empty.

    `published` carries an offset. `kind` is a code of `RELEASE_KINDS`; a dataset's first release is `first`
    whatever is asked. The order of `rows` does not matter. Raises BadRelease, in Chinese: rows do not fit the
    columns, a column has another kind than before, the kind of release is unknown, a correction has no note,
    or the time is before the latest release.
    """
    clean = clean_rows(dataset.structure, rows)
    with locked(folder.releases / ".lock"):
        latest = latest_release(folder, dataset.code)
        content = _content(dataset, clean, latest, frame_facts, published.astimezone(SHANGHAI), kind, note)
        if latest and not content.difference and not content.structure_changed:
            return None
        _check(content, latest)
        home = folder.releases / dataset.code / content.release
        write_sealed(home, _files(content, latest, signer))
    return _read(home)


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
    return [_read(path) for path in _folders(folder, dataset_code)]


def latest_release(folder: DataFolder, dataset_code: str) -> Release | None:
    """The newest release, or None. Reads no other."""
    paths = _folders(folder, dataset_code)
    return _read(paths[0]) if paths else None


def release_files(release: Release) -> list[ReleaseFile]:
    """The public files of a release, in the order in which pages list them."""
    known = [(form.name(release.dataset), form.media_type, form.title) for form in FORMATS]
    known += [(MANIFEST, JSON, "清单"), (SIGNATURE, "text/plain; charset=utf-8", "清单签名")]
    files = [ReleaseFile(name, kind, title, release.folder / name) for name, kind, title in known]
    return [file for file in files if file.path.is_file()]


def read_rows(release: Release) -> list[dict[str, Value]]:
    """The rows by column id, in the order of the release; fractions are Decimal."""
    document = read_json((release.folder / f"{release.dataset}.json").read_bytes())
    rows: list[dict[str, Value]] = document["items"]
    return rows


def _folders(folder: DataFolder, dataset_code: str) -> list[Path]:
    home = folder.releases / dataset_code
    if not home.is_dir():
        return []
    named = [path for path in home.iterdir() if is_release_id(path.name)]
    return sorted(named, key=lambda path: release_order(path.name), reverse=True)


def _read(path: Path) -> Release:
    facts = read_json((path / "changes.json").read_bytes())
    return Release(
        dataset=facts["dataset"],
        id=facts["release"],
        published=datetime.fromisoformat(facts["published"]),
        kind=facts["kind"],
        note=facts["note"],
        previous=facts["previous"],
        rows=facts["rows"],
        folder=path,
    )


def _content(
    dataset: Dataset,
    rows: tuple[Row, ...],
    latest: Release | None,
    facts: ReleaseFacts,
    published: datetime,
    kind: str,
    note: str,
) -> ReleaseContent:
    names = dataset.structure.names()
    records = [dict(zip(names, row, strict=True)) for row in rows]
    return ReleaseContent(
        dataset=dataset,
        release=_next_id(latest, published),
        published=published,
        kind=kind if latest else "first",
        note=note.strip(),
        previous=latest.id if latest else None,
        facts=facts,
        rows=rows,
        difference=difference(read_rows(latest) if latest else (), records, dataset.structure),
        structure_changed=bool(latest) and _schema(latest) != schema_bytes(dataset.structure),
    )


def _schema(release: Release | None) -> bytes:
    return (release.folder / "schema.json").read_bytes() if release else b""


def _next_id(latest: Release | None, published: datetime) -> str:
    """The Shanghai date; `.1`, `.2` … where that day has a release already."""
    day = published.date().isoformat()
    if latest is None or release_order(latest.id)[0] != day:
        return day
    return f"{day}.{release_order(latest.id)[1] + 1}"


def _check(content: ReleaseContent, latest: Release | None) -> None:
    if RELEASE_KINDS.find(content.kind) is None or (latest and content.kind == "first"):
        raise BadRelease(f"发布类别“{content.kind}”不可用。")
    if content.kind == "correction" and not content.note:
        raise BadRelease("更正须写明原因。")
    if latest and (changed := _changed_kinds(latest, content.dataset.structure)):
        raise BadRelease(f"已公布的列不能改变类型：{'、'.join(changed)}。")
    if latest and content.published < latest.published:
        raise BadRelease(f"发布时间早于上一次发布（{latest.id}）。")


def _changed_kinds(latest: Release, structure: Structure) -> list[str]:
    kinds = {field["name"]: field["kind"] for field in read_json(_schema(latest))["fields"]}
    return [column.name for column in structure.columns if kinds.get(column.name, column.kind) != column.kind]


def _files(content: ReleaseContent, latest: Release | None, signer: Signer) -> dict[str, bytes]:
    code = content.dataset.code
    files = {form.name(code): form.render(content) for form in FORMATS}
    manifest = _manifest(content, files, latest)
    comment = f"dataset:{code} release:{content.release} published:{content.published_text()}"
    return files | {MANIFEST: manifest, SIGNATURE: signer.sign(manifest, comment)}


def _manifest(content: ReleaseContent, files: dict[str, bytes], latest: Release | None) -> bytes:
    """The closed list of the release's files; `previous` chains it to the manifest before."""
    home = f"/data/{content.dataset.code}/{content.release}/"
    listed = {quote(home + name): data for name, data in files.items()}
    return canonical_json(
        {
            "dataset": content.dataset.code,
            "release": content.release,
            "published": content.published_text(),
            "previous": sha256_hex((latest.folder / MANIFEST).read_bytes()) if latest else None,
            "trial": content.facts.trial,
            "files": [
                {"path": path, "size": len(data), "sha256": sha256_hex(data)}
                for path, data in sorted(listed.items())
            ],
        }
    )
