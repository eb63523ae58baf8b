"""Rows of releases on disk, for those who ask more than once."""

from functools import lru_cache

from publishing.releases import Release, read_rows
from publishing.structure import Value


@lru_cache(maxsize=32)
def released_rows(release: Release) -> tuple[dict[str, Value], ...]:
    """The rows by column id. A release never changes, so it is read once."""
    return tuple(read_rows(release))
