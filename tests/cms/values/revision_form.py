"""The form that revises a value, filled in well but for the changes."""

from typing import Any

from django.urls import reverse

from cms.models import Observation


def revised(seen: int = 1, **changes: Any) -> dict[str, Any]:
    """A form for a revision."""
    form = {
        "seen": seen,
        "value": "2700",
        "qualifier": "more_than",
        "status": "A",
        "note": "",
        "evidence": "",
        "locator": "",
        "reason": "原统计漏计",
    }
    return form | changes


def address_of(value: Observation) -> str:
    """The form that revises the value."""
    return reverse("observation:revise", args=[value.pk])
