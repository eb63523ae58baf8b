"""Periods as published: `2025`, `2025-S1`, `2025-Q3`, `2025-06`, `2025-06-01` (SDMX calendar periods)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_PERIOD = re.compile(
    r"(?P<year>[12][0-9]{3})"
    r"(?:-(?:S(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-9]{2}))?))?"
)

FORMS = ("2025", "2025-S1", "2025-Q3", "2025-06", "2025-06-01")
"""One example of each form: year, half-year, quarter, month, day."""


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of a period, both inside it."""

    first: date
    last: date


def period_span(text: str) -> Span:
    """The days that a period covers. Raises ValueError for a text of another form or a day that does not exist."""
    found = _match(text)
    year = int(found["year"])
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return Span(day, day)
    first_month, months = _months(found)
    last_month = first_month + months - 1
    return Span(date(year, first_month, 1), date(year, last_month, monthrange(year, last_month)[1]))


def first_day(text: str) -> date:
    """The first day of a period. Raises ValueError for anything else."""
    return period_span(text).first


def last_day(text: str) -> date:
    """The last day of a period. Raises ValueError for anything else."""
    return period_span(text).last


def is_period(text: str) -> bool:
    """Whether `period_span` accepts the text."""
    try:
        period_span(text)
    except ValueError:
        return False
    return True


def period_text(text: str) -> str:
    """The period in Chinese: 2025年, 2025年上半年, 2025年第3季度, 2025年6月, 2025年6月1日."""
    found = _match(text)
    year = f"{found['year']}年"
    if found["half"]:
        return year + ("上半年" if found["half"] == "1" else "下半年")
    if found["quarter"]:
        return f"{year}第{found['quarter']}季度"
    month = f"{int(found['month'])}月" if found["month"] else ""
    day = f"{int(found['day'])}日" if found["day"] else ""
    return year + month + day


def _match(text: str) -> re.Match[str]:
    found = _PERIOD.fullmatch(text)
    if found is None:
        raise ValueError(f"not a period: {text!r}")
    return found


def _months(found: re.Match[str]) -> tuple[int, int]:
    """The first month, and how many."""
    if found["half"]:
        return 6 * int(found["half"]) - 5, 6
    if found["quarter"]:
        return 3 * int(found["quarter"]) - 2, 3
    if found["month"]:
        return int(found["month"]), 1
    return 1, 12
