"""Reports of readers: taken out of the box, given three working days, and counted for the public."""

import logging
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import DataError, transaction
from django.db.models import Count, F, Q
from django.db.models.functions import ExtractYear
from django.utils import timezone
from wagtail.log_actions import log

from cms.models import Ticket
from cms.models.ticket import TicketState
from cms.signing import data_folder
from publishing.reports.report import MOST_BYTES, BadReport, Report, read_report
from publishing.reports.spool import SUFFIX, box

logger = logging.getLogger(__name__)

WORKING_DAYS = 3
"""For an answer. Saturdays and Sundays do not count; which days the State Council makes holidays is not known here."""
MOST_AT_ONCE = 500
"""Reports that are taken in before other work gets its turn."""
ABANDONED_AFTER = 3600.0
"""Seconds after which a draft in the box is nobody's any more: its writer died."""
TAKEN = "cms.ticket_taken"

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Taken:
    """What one look into the box brought."""

    reports: int = 0
    bad: int = 0


def due_on(received: datetime) -> date:
    """The last day for an answer in time: the third working day after the one on which it came in, in Shanghai."""
    day, left = timezone.localdate(received), WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return day


def take_in() -> Taken:
    """Takes in what waits, oldest first. Safe at any moment, after any crash, and in several processes at once.

    What is no report goes to `spool/bad/` with a line in the log. What cannot be stored now waits in the box.
    """
    try:
        return _take_all()
    except Exception:
        logger.exception("reports of readers were not taken in; they wait in the box")
        return Taken()


def bad_reports() -> int:
    """How many files were put aside, for somebody to look at."""
    try:
        return sum(1 for _ in os.scandir(_bad_folder()))
    except FileNotFoundError:
        return 0


def counts_by_year() -> tuple[tuple[int, int, int, int], ...]:
    """Year, reports that came in, those closed, those closed in time; the newest year first. Nothing about persons."""
    closed = Q(state=TicketState.CLOSED)
    by_year = Ticket.objects.order_by().annotate(year=ExtractYear("received_at")).values("year")
    counted = by_year.annotate(
        received=Count("pk"),
        closed=Count("pk", filter=closed),
        in_time=Count("pk", filter=closed & Q(closed_at__date__lte=F("due_on"))),
    )
    return tuple(counted.order_by("-year").values_list("year", "received", "closed", "in_time"))


def _take_all() -> Taken:
    taken = bad = 0
    for path in _waiting(box(data_folder())):
        try:
            report = _read(path)
        except BadReport as error:
            _put_aside(path, str(error))
            bad += 1
            continue
        except FileNotFoundError:  # another process was quicker
            continue
        try:
            taken += _store(report)
        except DataError:
            _put_aside(path, "the database refuses it")
            bad += 1
            continue
        path.unlink(missing_ok=True)
    return Taken(taken, bad)


def _waiting(folder: Path) -> list[Path]:
    """The oldest files; names that begin with a dot are drafts, and those of dead writers are cleared away."""
    found: list[tuple[float, Path]] = []
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):
                changed = entry.stat(follow_symlinks=False).st_mtime
                if not entry.name.startswith("."):
                    found.append((changed, Path(entry.path)))
                elif changed < time.time() - ABANDONED_AFTER and entry.is_file(follow_symlinks=False):
                    Path(entry.path).unlink()
    return [path for _, path in sorted(found)[:MOST_AT_ONCE]]


def _read(path: Path) -> Report:
    """The report in a file. Raises BadReport, and OSError where the disk fails."""
    if path.is_symlink() or not path.is_file():
        if not os.path.lexists(path):
            raise FileNotFoundError(path)
        raise BadReport("not a file")
    # Whoever can write here must not make us read other files: a link that came since is refused by the system.
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        report = read_report(file.read(MOST_BYTES + 1))
    if path.name != f"{report.uuid}{SUFFIX}":
        raise BadReport("a name that is not its number")
    return report


@transaction.atomic
def _store(report: Report) -> bool:
    """Makes the ticket; False where an earlier look made it and was cut off before it could empty the box."""
    # A reader's clock may be fast; the days for an answer are counted by ours.
    received = min(report.received, timezone.now())
    ticket, made = Ticket.objects.get_or_create(
        uuid=UUID(str(report.uuid)),
        defaults={
            "received_at": received,
            "due_on": due_on(received),
            "kind": report.kind,
            "path": report.path,
            "edition": report.edition,
            "quotation": report.quotation,
            "message": report.message,
            "contact": report.contact,
        },
    )
    if made:
        log(instance=ticket, action=TAKEN, title=str(ticket))
    return made


def _put_aside(path: Path, why: str) -> None:
    """Moves a file to where somebody can look at it. Nothing of what it holds is told in the log."""
    logger.warning("%s in the box of reports is not one (%s); it is kept in spool/bad", ascii(path.name), why)
    folder = _bad_folder()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{time.time_ns()}-{path.name[:80]}"
    with suppress(FileNotFoundError):
        path.rename(target)


def _bad_folder() -> Path:
    return data_folder().spool / "bad"
