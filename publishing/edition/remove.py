"""Removing whole editions, and objects that no edition needs."""

import os
import shutil
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from publishing.durable import sync_folder
from publishing.edition.listing import PRIVATE, StoreDocument
from publishing.edition.read import read_store
from publishing.edition.tree import sweep
from publishing.folder import DataFolder
from publishing.minisign import BadSignature
from publishing.sealed_folder import locked

GONE = ".gone"
"""Below `editions`: whole editions on their way out."""
MENDING = ".mending"
"""Below `editions`: drafts of the watch."""


@dataclass(frozen=True, slots=True)
class Needed:
    """The objects that editions are made of; `unreadable` are editions whose lists could not be trusted."""

    objects: frozenset[str]
    unreadable: tuple[int, ...]


def set_aside(folder: DataFolder, number: int) -> None:
    """Takes an edition away in one step; `delete_set_aside` deletes it. The caller holds the build lock."""
    home = folder.editions / GONE
    home.mkdir(exist_ok=True)
    # A number may come again where the highest edition was never in force.
    folder.edition(number).rename(home / f"{number}-{time.time_ns()}")
    sync_folder(home)
    sync_folder(folder.editions)


def delete_set_aside(folder: DataFolder) -> None:
    """Deletes what was set aside, now or before a crash. Needs no lock: it takes long, and builds go on."""
    home = folder.editions / GONE
    for path in sorted(home.iterdir()) if home.is_dir() else ():
        shutil.rmtree(path, onerror=_unless_gone)


def delete_leftovers(folder: DataFolder) -> None:
    """Deletes what builders, the watch and cutters of releases left when they died: nobody would look there for what
    must go. The caller holds the build lock. A watch that lives mends again what it was about to.
    """
    sweep(folder)
    delete_set_aside(folder)
    for draft in (folder.editions / MENDING).glob("*"):
        draft.unlink(missing_ok=True)
    with locked(folder.releases / ".lock"):
        for home in folder.releases.glob("*/.*.tmp"):
            shutil.rmtree(home)


def _unless_gone(function: object, path: str, fault: tuple[type, BaseException, object]) -> None:
    """Somebody else may be deleting the same."""
    if not isinstance(fault[1], FileNotFoundError):
        raise fault[1]


def needed_objects(folder: DataFolder, public_key: str, editions: Iterable[int]) -> Needed:
    """What these editions are made of. Reads their signed lists."""
    objects: set[str] = set()
    unreadable = []
    for number in editions:
        try:
            objects |= _objects(read_store(folder.edition(number), public_key))
        except (OSError, ValueError, BadSignature):
            unreadable.append(number)
    return Needed(frozenset(objects), tuple(unreadable))


def unneeded_objects(folder: DataFolder, needed: Collection[str]) -> list[tuple[str, int]]:
    """Path and size of each file in the store whose object is not needed."""
    found = []
    with os.scandir(folder.objects) as homes:
        for home in homes:
            if not home.is_dir(follow_symlinks=False):
                continue
            with os.scandir(home.path) as files:
                found += [
                    (file.path, file.stat().st_size)
                    for file in files
                    if file.name.partition(".")[0] not in needed
                ]
    return found


def _objects(store: StoreDocument) -> set[str]:
    private = {entry["sha256"] for entry in store["files"] if entry["path"].startswith(f"{PRIVATE}/")}
    return private | {entry["sha256"] for entry in store["resources"].values()}
