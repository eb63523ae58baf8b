"""The days on which the state of an agreement turns: what a date boundary touches, and nothing else."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

DAY = timedelta(days=1)
DATES = ("signed_on", "valid_from", "valid_until", "terminated_on")
"""The columns that the days are worked out from."""


def turning_days(agreement: Any, terms: Iterable[tuple[date, date | None]]) -> Iterator[date]:
    """Every day from which on the agreement's page says something else; `terms` are those of its chairs."""
    yield from (day for day in (agreement.signed_on, agreement.valid_from, agreement.terminated_on) if day)
    if agreement.valid_until:  # the last day on which it is in force
        yield agreement.valid_until + DAY
    for first, last in terms:
        yield first
        if last:
            yield last + DAY


def last_turn(agreement: Any, day: date) -> date | None:
    """The last day up to `day` on which the agreement's state turned; None before the first."""
    terms = [(term.first_day, term.last_day) for term in agreement.chairs.all()]
    return max((turn for turn in turning_days(agreement, terms) if turn <= day), default=None)
