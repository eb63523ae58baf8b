"""The last step: the edition gets its name, readers are switched to it, and old ones go."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from publishing.durable import sync_folder
from publishing.edition.read import current_number, numbers
from publishing.edition.tree import BEFORE
from publishing.folder import DataFolder
from publishing.follow.draft import Draft
from publishing.follow.faults import disk
from publishing.follow.local import LocalEdition

LEAST_KEPT = 1 + len(BEFORE)
"""The edition in force and those that open pages still ask for."""


def draft_folder(folder: DataFolder, number: int) -> Path:
    """Where the edition is brought together. What an earlier attempt left, for whatever edition, is used again."""
    wanted = folder.editions / f".{number}.tmp"
    with disk():
        folder.editions.mkdir(parents=True, exist_ok=True)
        left = [path for path in folder.editions.glob(".*.tmp") if path.name[1:-4].isdecimal()]
        there = folder.edition(number)
        if there.is_dir() and not wanted.exists():
            # Whole, but never in force: a crash before the switch. Its files are hashed once more.
            there.rename(wanted)
        for path in sorted(left, key=lambda one: int(one.name[1:-4]), reverse=True):
            if not wanted.exists():
                path.rename(wanted)
            elif path != wanted:
                _remove(path)
        if there.is_dir():
            remove_edition(there)
    return wanted


def put_in_force(draft: Draft, folder: DataFolder, editions: Sequence[LocalEdition]) -> None:
    """Makes a sealed draft the edition in force. A crash at any point leaves the one before in force.

    `editions` are the others, the latest first.
    """
    number = draft.offer.number
    with disk():
        draft.root.rename(folder.edition(number))
        sync_folder(folder.editions)
    # First: a web server must at every instant find the names of what was in force just now.
    keep_previous(folder, editions, number)
    with disk():
        point(folder.current, number)


def point(link: Path, number: int) -> None:
    """Leads a link to an edition, in one step; nothing is done where it leads there."""
    if link.is_symlink() and os.readlink(link) == str(number):  # noqa: PTH115 - the text, not a path
        return
    # A link cannot be changed, so a new one takes the old one's name.
    fresh = link.with_name(f".{link.name}.tmp")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(str(number))
    fresh.replace(link)
    sync_folder(link.parent)


def keep_previous(folder: DataFolder, editions: Sequence[LocalEdition], current: int | None) -> None:
    """Leads the two other links to the editions before `current`. `editions` are the latest first."""
    earlier = [edition.offer.number for edition in editions if edition.offer.number != current]
    with disk():
        for name, number in reversed([*zip(BEFORE, earlier, strict=False)]):
            point(folder.editions / name, number)


def prune(folder: DataFolder, editions: Sequence[LocalEdition], keep: int) -> int:
    """Removes all editions but the latest `keep`, and whatever has a number but no good list."""
    current = current_number(folder)
    kept = [edition.offer.number for edition in editions][: max(keep, LEAST_KEPT)]
    gone = [number for number in numbers(folder) if number not in kept and number != current]
    with disk():
        for number in gone:
            remove_edition(folder.edition(number))
    return len(gone)


def remove_edition(root: Path) -> None:
    """Renames it out of the way first: no reader ever sees half of it."""
    away = root.with_name(f".{root.name}.pruned.tmp")
    _remove(away)
    root.rename(away)
    sync_folder(away.parent)
    _remove(away)


def sweep(folder: DataFolder) -> None:
    """Removes what a crash left behind, drafts apart."""
    with disk():
        for left in folder.editions.glob(".*.tmp"):
            if not left.name[1:-4].isdecimal():
                _remove(left)


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)
