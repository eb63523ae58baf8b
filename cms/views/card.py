"""Cards: how lists show pages of the plain types."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from cms.rendering import Rendering
from cms.views.view_types import Card
from publishing.contract import Link


def plain_card(page: Any, rendering: Rendering) -> Card:
    """Title and summary."""
    return Card(title=page.title, path=rendering.path_of(page), summary=page.summary)


def card_links(cards: Iterable[Card]) -> tuple[Link, ...]:
    """What a list of cards leads to, in its order."""
    return tuple(Link(card.title, card.path) for card in cards)


def published_text(page: Any) -> str:
    """The day of first publication, in Shanghai: 2026-11-23; empty before it."""
    moment = page.first_published_at
    return timezone.localtime(moment).date().isoformat() if moment else ""
