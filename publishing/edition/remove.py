"""Removing whole editions, and objects that no edition needs. Callers hold the build lock."""

import os
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from publishing.durable import sync_folder
from publishing.edition.listing import PRIVATE, StoreDocument
from publishing.edition.read import read_store
from publishing.folder import DataFolder
from publishing.minisign import BadSignature


@dataclass(frozen=True, slots=True)
class Needed:
    """The objects that editions are made of; `unreadable` are editions whose lists could not be trusted."""

    objects: frozenset[str]
    unreadable: tuple[int, ...]


def remove_edition(folder: DataFolder, number: int) -> None:
    """Takes an edition away in one step and then deletes it; a crash in between leaves what `sweep` removes."""
    gone = folder.editions / f".{number}.gone.tmp"
    folder.edition(number).rename(gone)
    sync_folder(folder.editions)
    shutil.rmtree(gone)


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
