"""The view of a section: what is below it, newest first."""

from typing import TYPE_CHECKING, Any

from cms.rendering import Rendering
from cms.views.view_types import DeedCard, SectionView
from publishing.contract import Link

if TYPE_CHECKING:
    from cms.models import SectionPage


def section_view(page: "SectionPage", rendering: Rendering) -> SectionView:
    """Cards for the types that have one, links for the rest."""
    cards, links = cards_and_links(public_children(page), rendering)
    return SectionView(
        template="pages/section.html",
        path=rendering.path_of(page),
        title=page.title,
        description=page.summary or page.intro,
        breadcrumbs=rendering.breadcrumbs(page),
        published=page.first_published_at,
        modified=page.last_published_at,
        intro=page.intro,
        deeds=cards,
        links=links,
        empty_text=page.empty_text,
        feed_path=f"/feeds/{page.slug}.atom",
    )


def public_children(page: Any) -> list[Any]:
    """Live, public children, the first published last; equal times in order of their key."""
    children = page.get_children().live().public().order_by("-first_published_at", "-pk").specific()
    return list(children)


def cards_and_links(pages: list[Any], rendering: Rendering) -> tuple[tuple[DeedCard, ...], tuple[Link, ...]]:
    """Split pages into cards and plain links, recording each as read."""
    cards: list[DeedCard] = []
    links: list[Link] = []
    for child in pages:
        card = child.card(rendering)
        if card is None:
            links.append(Link(child.title, rendering.path_of(child)))
        else:
            cards.append(card)
    return tuple(cards), tuple(links)
