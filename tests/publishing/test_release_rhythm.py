"""When the next release is due, in days of the county."""

from datetime import UTC, date, datetime

import pytest

from publishing.release_rhythm import next_due

RELEASED = datetime(2026, 1, 30, 17, tzinfo=UTC)
"""The 31st in Shanghai."""


@pytest.mark.parametrize(
    ("rhythm", "due"),
    [
        ("daily", date(2026, 2, 1)),
        ("weekly", date(2026, 2, 7)),
        ("monthly", date(2026, 2, 28)),
        ("quarterly", date(2026, 4, 30)),
        ("half-yearly", date(2026, 7, 31)),
        ("yearly", date(2027, 1, 31)),
        ("on-change", None),
        ("by-hand", None),
        ("unheard-of", None),
    ],
)
def test_due(rhythm: str, due: date | None) -> None:
    assert next_due(rhythm, RELEASED) == due


def test_the_year_turns() -> None:
    assert next_due("monthly", datetime(2026, 12, 1, tzinfo=UTC)) == date(2027, 1, 1)
    assert next_due("quarterly", datetime(2026, 11, 30, 1, tzinfo=UTC)) == date(2027, 2, 28)
