"""Public snippets with what their views read."""

from collections.abc import Sequence
from typing import Any


def public_records(model: Any, keys: Sequence[int] | None = None) -> list[Any]:
    """The public records of a type by code; with `keys`, only those. Few queries however many there are."""
    records = model._default_manager.filter(live=True).order_by("code")
    if keys is not None:
        records = records.filter(pk__in=keys)
    return list(records.select_related(*model.shown_relations).prefetch_related(*model.shown_parts))
