"""Writes one edition's folder: links to the store, made whole out of sight and renamed into place."""

import errno
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from publishing.durable import sync_folder, sync_folders
from publishing.edition.listing import Placed
from publishing.edition.store import Store
from publishing.folder import DataFolder


def sweep(folder: DataFolder) -> None:
    """Removes what builds that crashed left behind. The caller holds the build lock."""
    for left in folder.editions.glob(".*.tmp"):
        if left.is_symlink() or not left.is_dir():
            left.unlink()
        else:
            shutil.rmtree(left)


def draft_of(folder: DataFolder, number: int) -> Path:
    """Where an edition is made before it is one."""
    return folder.editions / f".{number}.tmp"


def link_all(
    draft: Path, placed: Iterable[Placed], store: Store, progress: Callable[[int], None] = lambda done: None
) -> None:
    """Links every file of the resources into the draft. `progress` is told how many resources are done."""
    made: set[Path] = set()
    for done, one in enumerate(placed, start=1):
        for name, _, suffix in one.files():
            target = draft / name
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            link(store.path(one.stored.plain.sha256, suffix), target)
        progress(done)


def link(source: Path, target: Path) -> None:
    """A hard link; a copy where the file system allows the object no more links."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno != errno.EMLINK:
            raise
        shutil.copy2(source, target)
        with target.open("rb") as file:
            os.fsync(file.fileno())


def put_in_force(draft: Path, folder: DataFolder, number: int) -> None:
    """Makes the draft edition `number` and switches to it. A crash at any point leaves the one before in force."""
    sync_folders(path for path in (draft, *draft.rglob("*")) if path.is_dir())
    draft.rename(folder.edition(number))
    sync_folder(folder.editions)
    # A link cannot be changed, so a new one takes the old one's name in a single step.
    fresh = folder.editions / ".current.tmp"
    fresh.symlink_to(str(number))
    fresh.replace(folder.current)
    sync_folder(folder.editions)
