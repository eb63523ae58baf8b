"""Cards: how lists show pages of the plain types."""

from typing import Any

from django.utils import timezone

from cms.rendering import Rendering
from cms.views.view_types import Card


def plain_card(page: Any, rendering: Rendering) -> Card:
    """Title and summary."""
    return Card(title=page.title, path=rendering.path_of(page), summary=page.summary)


def published_text(page: Any) -> str:
    """The day of first publication, in Shanghai: 2026-11-23; empty before it."""
    moment = page.first_published_at
    return timezone.localtime(moment).date().isoformat() if moment else ""
