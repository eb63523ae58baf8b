"""Remembers which addresses were public and whose, after an edition is in force; and forgets what must be forgotten."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from django.db import transaction

from cms.addresses.leading import PublicSubject
from cms.models import PublicAddress

logger = logging.getLogger(__name__)

LONGEST_PATH = 500
LONGEST_TITLE = 255
AT_ONCE = 500
"""Rows that one statement touches: databases limit the values of a statement."""

T = TypeVar("T")


class _Known(NamedTuple):
    kind: str
    key: str
    title: str
    gone_at: datetime | None


def remember_addresses(pages: Iterable[PublicSubject], edition: int, at: datetime) -> None:
    """Enter the addresses of an edition that is in force since `at`, and note which went and which came back.

    An address belongs to whoever had content there last. When content is back, what staff said of its absence is
    dropped. One query where nothing changed; safe to repeat.
    """
    subjects = {page.path: page for page in pages if _fits(page.path)}
    columns = ("path", "kind", "key", "title", "gone_at")
    rows = PublicAddress.objects.order_by().values_list(*columns)
    known = {path: _Known(*rest) for path, *rest in rows.iterator(chunk_size=5000)}
    new = [subject for path, subject in subjects.items() if path not in known]
    went = [path for path, old in known.items() if old.gone_at is None and path not in subjects]
    changed = [
        subject for path, subject in subjects.items() if path in known and _differs(known[path], subject)
    ]
    if not (new or went or changed):
        return
    with transaction.atomic():
        rows_made = [_row(subject, edition) for subject in new]
        # Another build may have entered some of them meanwhile.
        PublicAddress.objects.bulk_create(rows_made, batch_size=AT_ONCE, ignore_conflicts=True)
        for some in in_parts(went):
            PublicAddress.objects.filter(path__in=some, gone_at=None).update(gone_at=at)
        _update(changed, known)


def forget_title(path: str, reason: str = "") -> None:
    """Blank what a withdrawn page was called, wherever it is remembered, and give its addresses this reason.

    Their path stays, and answers 410. An empty `reason` leaves the one that is there.
    """
    row = PublicAddress.objects.filter(path=path).first()
    if row is None:
        return
    same = PublicAddress.objects.filter(kind=row.kind, key=row.key)
    same.update(title="", **({"reason": reason} if reason else {}))


def forget(path: str) -> None:
    """Remove an address that itself holds personal data; from the next edition on it answers 404."""
    PublicAddress.objects.filter(path=path).delete()
    PublicAddress.objects.filter(target=path).update(target="")


def in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values, as many at a time as one statement takes."""
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


def _fits(path: str) -> bool:
    """False for a path that no row can hold: hundreds of characters of nested slugs."""
    if len(path) > LONGEST_PATH:
        logger.error("an address of %s characters is not remembered: %s", len(path), path)
    return len(path) <= LONGEST_PATH


def _differs(old: _Known, subject: PublicSubject) -> bool:
    now = (subject.kind, subject.key, subject.title[:LONGEST_TITLE])
    return (old.kind, old.key, old.title) != now or old.gone_at is not None


def _row(subject: PublicSubject, edition: int) -> PublicAddress:
    title = subject.title[:LONGEST_TITLE]
    return PublicAddress(
        path=subject.path, kind=subject.kind, key=subject.key, title=title, first_edition=edition
    )


def _update(changed: Sequence[PublicSubject], known: dict[str, _Known]) -> None:
    """Write whose the addresses are now. What was said of another owner, or of an absence, is dropped."""
    subjects = {subject.path: subject for subject in changed}
    for some in in_parts(list(subjects)):
        rows = list(PublicAddress.objects.filter(path__in=some))
        for row in rows:
            subject = subjects[row.path]
            row.kind, row.key, row.title = subject.kind, subject.key, subject.title[:LONGEST_TITLE]
        PublicAddress.objects.bulk_update(rows, ["kind", "key", "title"])
    anew = [subject.path for subject in changed if _anew(known[subject.path], subject)]
    for some in in_parts(anew):
        PublicAddress.objects.filter(path__in=some).update(gone_at=None, target="", reason="")


def _anew(old: _Known, subject: PublicSubject) -> bool:
    """Whether an address was without content, or has that of another."""
    return old.gone_at is not None or (old.kind, old.key) != (subject.kind, subject.key)
