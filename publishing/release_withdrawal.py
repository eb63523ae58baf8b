"""Withdrawing a release for privacy: its data files go; its signed manifest stays, and a signed note says why.

The note is written first. From then on the release counts as withdrawn, whatever of its files is still there: a crash
leaves files that `erase_rest` removes.
"""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

from publishing import minisign
from publishing.canonical import canonical_json
from publishing.contract import Route
from publishing.durable import sync_folder, write_new
from publishing.folder import DataFolder
from publishing.minisign import Signer
from publishing.moment import moment_text
from publishing.release_folders import (
    MANIFEST,
    SCHEMA,
    STAYING,
    WITHDRAWN,
    Release,
    read_release,
    release_files,
)

NOTE_SIGNATURE = WITHDRAWN + ".minisig"


def withdraw_release(release: Release, reason: str, at: datetime, signer: Signer) -> Release:
    """The release without its data; its note to readers is the reason from now on. Safe to repeat.

    The caller holds the lock of releases.
    """
    if not release.withdrawn:
        facts = {
            "dataset": release.dataset,
            "release": release.id,
            "published": moment_text(release.published),
            "previous": release.previous,
            "kind": release.kind,
            # Its own note may say what must not be said any more.
            "note": reason,
            "rows": release.rows,
            "withdrawn": moment_text(at),
        }
        data = canonical_json(facts)
        comment = f"withdrawn dataset:{release.dataset} release:{release.id}"
        _write(release.folder / NOTE_SIGNATURE, signer.sign(data, comment))
        _write(release.folder / WITHDRAWN, data)
        sync_folder(release.folder)
    _erase(release.folder)
    return read_release(release.folder)


def erase_rest(folder: DataFolder) -> int:
    """Removes what a crash left of withdrawn releases; how many files. The caller holds the build lock."""
    notes = folder.releases.glob(f"*/*/{WITHDRAWN}")
    return sum(_erase(note.parent) for note in notes)


def erase_traces(release: Release, holds: Callable[[Path], bool]) -> None:
    """Removes from a withdrawn release even a description of its columns, where that `holds` what must go."""
    schema = release.folder / SCHEMA
    if schema.exists() and holds(schema):
        schema.unlink()
        sync_folder(release.folder)


def withdrawn_routes(folder: DataFolder) -> list[Route]:
    """Why each public file of a withdrawn release is gone, sorted by path."""
    routes = []
    for note in folder.releases.glob(f"*/*/{WITHDRAWN}"):
        release = read_release(note.parent)
        there = {file.name for file in release_files(release)}
        home = f"/data/{release.dataset}/{release.id}/"
        for entry in json.loads((release.folder / MANIFEST).read_bytes())["files"]:
            name = unquote(entry["path"]).removeprefix(home)
            if name not in there:
                routes.append(Route(home + name, None, f"这次发布已为保护隐私撤除：{release.note}"))
    return sorted(routes, key=lambda route: route.path)


def note_fault(release: Release, public_key: str) -> str | None:
    """What is wrong with the note of a withdrawn release, in Chinese; None where it is signed and of this release."""
    path = release.folder / WITHDRAWN
    try:
        data = path.read_bytes()
        minisign.verify(data, (release.folder / NOTE_SIGNATURE).read_bytes(), public_key)
    except (OSError, minisign.BadSignature):
        return f"{path} 没有可信的签名"
    facts = json.loads(data)
    if (facts["dataset"], facts["release"]) != (release.folder.parent.name, release.folder.name):
        return f"{path} 说的是另一次发布"
    return None


def _erase(home: Path) -> int:
    keep = STAYING | {WITHDRAWN, NOTE_SIGNATURE}
    doomed = [path for path in home.iterdir() if path.name not in keep]
    for path in doomed:
        path.unlink()
    if doomed:
        sync_folder(home)
    return len(doomed)


def _write(path: Path, data: bytes) -> None:
    """In one step, also over what a crash left."""
    draft = path.with_name(f".{path.name}.tmp")
    draft.unlink(missing_ok=True)
    write_new(draft, data)
    draft.replace(path)
