"""Clears away old editions, and the objects that only they were made of."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from publishing.announcement import write_replacing
from publishing.edition.listing import EDITION_JSON
from publishing.edition.read import current_number, numbers
from publishing.edition.remove import delete_set_aside, needed_objects, set_aside, unneeded_objects
from publishing.edition.tree import BEFORE
from publishing.folder import DataFolder
from publishing.moment import shanghai
from publishing.sealed_folder import locked

KEPT = 30
"""The newest editions, whatever their age."""
DAILY = timedelta(days=90)
"""How long the last edition of each day is kept besides."""
EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PruneSummary:
    """What was cleared away, or would be. `notes` are for an administrator, in Chinese."""

    editions: tuple[int, ...] = ()
    """Numbers, the highest first."""
    objects: int = 0
    """Files of the store of objects."""
    bytes: int = 0
    """Their size."""
    notes: tuple[str, ...] = ()


def prune_due(folder: DataFolder, public_key: str, now: datetime) -> PruneSummary | None:
    """`prune`, at most once an hour; None where it is not due. For after a build."""
    last = _last(folder)
    if last is not None and last <= now < last + EVERY:
        return None
    summary = prune(folder, public_key, now)
    folder.cache.mkdir(parents=True, exist_ok=True)
    write_replacing(_stamp(folder), now.isoformat().encode())
    return summary


def prune(folder: DataFolder, public_key: str, now: datetime, *, dry_run: bool = False) -> PruneSummary:
    """Removes editions that need not be kept, then objects that none of those left lists.

    Kept are the newest 30, the last of each day for 90 days, the one in force and the two before it. Nobody who reads
    one of them notices anything, and builds wait for moments only. Does nothing, and costs next to nothing, where no
    edition is to go. Objects stay where the list of an edition cannot be trusted, since it may need them.
    """
    known = numbers(folder)
    staying = kept(folder, now)
    if staying == set(known):
        delete_set_aside(folder)
        return PruneSummary()
    # The long part, before anybody has to wait: an edition never changes.
    needed = needed_objects(folder, public_key, sorted(staying))
    with locked(folder.editions / "lock"):
        # Made meanwhile; or, against all custom, kept after all.
        others = set(numbers(folder)) - staying - (set(known) - kept(folder, now))
        newer = needed_objects(folder, public_key, sorted(others))
        there = set(numbers(folder)) - kept(folder, now)
        doomed = [number for number in known if number in there - staying]
        unreadable = (*needed.unreadable, *newer.unreadable)
        unneeded = [] if unreadable else unneeded_objects(folder, needed.objects | newer.objects)
        if not dry_run:
            for number in sorted(doomed):
                set_aside(folder, number)
            for path, _ in unneeded:
                Path(path).unlink()
    if not dry_run:
        delete_set_aside(folder)
    return PruneSummary(
        tuple(doomed),
        len(unneeded),
        sum(size for _, size in unneeded),
        tuple(f"第 {each} 版的清单不可信，所以没有清理内容库；请先核验这一版。" for each in unreadable),
    )


def kept(folder: DataFolder, now: datetime) -> set[int]:
    """The numbers of the editions that must stay."""
    known = numbers(folder)
    if len(known) <= KEPT:
        return set(known)
    stay = {*known[:KEPT], *(_linked(folder) & set(known))}
    days: set[date] = set()
    for number in known:
        day = _day(folder, number)
        if day is None or day in days:
            continue
        days.add(day)
        if day > shanghai(now - DAILY).date():
            stay.add(number)
    return stay


def _linked(folder: DataFolder) -> set[int]:
    """The edition in force, and those before it whose names open pages still ask for."""
    current = current_number(folder)
    found = {current} if current is not None else set()
    for name in BEFORE:
        link = folder.editions / name
        if link.is_symlink() and link.readlink().name.isdecimal():
            found.add(int(link.readlink().name))
    return found


def _day(folder: DataFolder, number: int) -> date | None:
    """The Shanghai day on which an edition was published; None where it does not say."""
    try:
        facts = json.loads((folder.edition(number) / EDITION_JSON[1:]).read_bytes())
        return shanghai(datetime.fromisoformat(facts["published"])).date()
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _stamp(folder: DataFolder) -> Path:
    return folder.cache / "pruned"


def _last(folder: DataFolder) -> datetime | None:
    try:
        return datetime.fromisoformat(_stamp(folder).read_text())
    except (OSError, ValueError):
        return None
