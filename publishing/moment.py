"""Moments as the public sees them: in the county's time, to the second."""

from datetime import datetime

from publishing.release_content import SHANGHAI


def shanghai(moment: datetime) -> datetime:
    """The same moment in the county's time, to the second. Raises ValueError for one without an offset."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without an offset: {moment}")
    return moment.astimezone(SHANGHAI).replace(microsecond=0)


def moment_text(moment: datetime) -> str:
    """ISO 8601 with offset: `2026-11-23T09:00:00+08:00`."""
    return shanghai(moment).isoformat()
