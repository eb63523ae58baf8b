"""Rows of the latest releases, for those who ask more than once."""

from publishing.releases import Release, read_rows
from publishing.structure import Value

_LATEST: dict[str, tuple[Release, tuple[dict[str, Value], ...]]] = {}


def released_rows(release: Release) -> tuple[dict[str, Value], ...]:
    """The rows by column id. Those of one release of each dataset are kept, since it never changes."""
    kept = _LATEST.get(release.dataset)
    if kept is None or kept[0] != release:
        kept = _LATEST[release.dataset] = (release, tuple(read_rows(release)))
    return kept[1]
