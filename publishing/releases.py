"""Cutting releases of datasets: signed, and never changed afterwards. See `release_folders` for where they lie."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from publishing.canonical import canonical_json, sha256_hex
from publishing.clean_rows import BadRelease, clean_rows
from publishing.code_lists import RELEASE_KINDS
from publishing.contract import Dataset
from publishing.difference import difference
from publishing.folder import DataFolder
from publishing.formats import FORMATS
from publishing.formats.table_schema import schema_bytes
from publishing.json_text import read_json
from publishing.minisign import Signer
from publishing.release_content import SHANGHAI, ReleaseContent, ReleaseFacts
from publishing.release_folders import (
    MANIFEST,
    SCHEMA,
    SIGNATURE,
    WITHDRAWN,
    Release,
    ReleaseFile,
    WithdrawnRelease,
    current_of,
    is_release_id,
    last_release,
    latest_release,
    newest_with_rows,
    read_release,
    read_rows,
    release_files,
    release_order,
    releases_of,
)
from publishing.sealed_folder import locked, write_sealed
from publishing.structure import Row, Structure

__all__ = [
    "MANIFEST",
    "SIGNATURE",
    "WITHDRAWAL",
    "WITHDRAWN",
    "BadRelease",
    "Release",
    "ReleaseFacts",
    "ReleaseFile",
    "WithdrawnRelease",
    "current_of",
    "cut",
    "is_release_id",
    "last_release",
    "latest_release",
    "newest_with_rows",
    "read_rows",
    "release_files",
    "release_order",
    "releases_of",
]

WITHDRAWAL = "withdrawal"
"""The kind of a release that takes something out for privacy: it does not say what was there before."""


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
    whatever is asked, and a `withdrawal` is cut even where nothing differs, since it may be the release before that
    must go. The order of `rows` does not matter. A release that was withdrawn counts in the chain, but has no rows to
    compare with. Raises BadRelease, in Chinese: rows do not fit the
    columns, a column has another kind than before, the kind of release is unknown, a correction has no note,
    or the time is before the latest release.
    """
    clean = clean_rows(dataset.structure, rows)
    with locked(folder.releases / ".lock"):
        last = last_release(folder, dataset.code)
        known = latest_release(folder, dataset.code)
        content = _content(
            dataset, clean, last, known, frame_facts, published.astimezone(SHANGHAI), kind, note
        )
        if known and not content.difference and not content.structure_changed and content.kind != WITHDRAWAL:
            return None
        _check(content, last)
        if content.kind == WITHDRAWAL:
            content = replace(content, difference=content.difference.without_the_old())
        home = folder.releases / dataset.code / content.release
        write_sealed(home, _files(content, last, signer))
    return read_release(home)


def _content(
    dataset: Dataset,
    rows: tuple[Row, ...],
    last: Release | None,
    known: Release | None,
    facts: ReleaseFacts,
    published: datetime,
    kind: str,
    note: str,
) -> ReleaseContent:
    """`last` is the newest release, `known` the newest that still has rows."""
    names = dataset.structure.names()
    records = [dict(zip(names, row, strict=True)) for row in rows]
    return ReleaseContent(
        dataset=dataset,
        release=_next_id(last, published),
        published=published,
        kind=kind if last else "first",
        note=note.strip(),
        previous=last.id if last else None,
        facts=facts,
        rows=rows,
        difference=difference(read_rows(known) if known else (), records, dataset.structure),
        structure_changed=known is not None and _schema(known) != schema_bytes(dataset.structure),
    )


def _schema(release: Release) -> bytes:
    """Empty where it was erased with the rest of a withdrawn release."""
    path = release.folder / SCHEMA
    return path.read_bytes() if path.exists() else b""


def _next_id(last: Release | None, published: datetime) -> str:
    """The Shanghai date; `.1`, `.2` … where that day has a release already."""
    day = published.date().isoformat()
    if last is None or release_order(last.id)[0] != day:
        return day
    return f"{day}.{release_order(last.id)[1] + 1}"


def _check(content: ReleaseContent, last: Release | None) -> None:
    if RELEASE_KINDS.find(content.kind) is None or (last and content.kind == "first"):
        raise BadRelease(f"发布类别“{content.kind}”不可用。")
    if content.kind == "correction" and not content.note:
        raise BadRelease("更正须写明原因。")
    if last and (changed := _changed_kinds(last, content.dataset.structure)):
        raise BadRelease(f"已公布的列不能改变类型：{'、'.join(changed)}。")
    if last and content.published < last.published:
        raise BadRelease(f"发布时间早于上一次发布（{last.id}）。")


def _changed_kinds(last: Release, structure: Structure) -> list[str]:
    schema = _schema(last)
    kinds = {field["name"]: field["kind"] for field in read_json(schema)["fields"]} if schema else {}
    return [column.name for column in structure.columns if kinds.get(column.name, column.kind) != column.kind]


def _files(content: ReleaseContent, last: Release | None, signer: Signer) -> dict[str, bytes]:
    code = content.dataset.code
    files = {form.name(code): form.render(content) for form in FORMATS}
    manifest = _manifest(content, files, last)
    comment = f"dataset:{code} release:{content.release} published:{content.published_text()}"
    return files | {MANIFEST: manifest, SIGNATURE: signer.sign(manifest, comment)}


def _manifest(content: ReleaseContent, files: dict[str, bytes], last: Release | None) -> bytes:
    """The closed list of the release's files; `previous` chains it to the manifest before."""
    home = f"/data/{content.dataset.code}/{content.release}/"
    listed = {quote(home + name): data for name, data in files.items()}
    return canonical_json(
        {
            "dataset": content.dataset.code,
            "release": content.release,
            "published": content.published_text(),
            "previous": sha256_hex((last.folder / MANIFEST).read_bytes()) if last else None,
            "trial": content.facts.trial,
            "files": [
                {"path": path, "size": len(data), "sha256": sha256_hex(data)}
                for path, data in sorted(listed.items())
            ],
        }
    )
