"""When the next release of a dataset is due, by its rhythm."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from publishing.release_content import SHANGHAI

_DAYS = {"daily": 1, "weekly": 7}
_MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}


def next_due(rhythm: str, released: datetime) -> date | None:
    """The last day, in Shanghai, on which the release after that one is in time.

    None for a rhythm that names no day: on every change, by hand, or one that is unknown here.
    """
    day = released.astimezone(SHANGHAI).date()
    if rhythm in _DAYS:
        return day + timedelta(days=_DAYS[rhythm])
    if rhythm not in _MONTHS:
        return None
    months = day.month - 1 + _MONTHS[rhythm]
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
