"""The view of the home page."""

from typing import TYPE_CHECKING, Any

from cms.rendering import Rendering
from cms.views.section import cards_and_links
from cms.views.view_types import HomeView
from publishing.page_view import NumberView

if TYPE_CHECKING:
    from cms.models import HomePage

LATEST_DEEDS = 6


def home_view(page: "HomePage", rendering: Rendering) -> HomeView:
    """What this place is, its chosen numbers, the latest deeds, the datasets."""
    cards, _ = cards_and_links(_latest_deeds(page), rendering)
    return HomeView(
        template="pages/home.html",
        path=rendering.path_of(page),
        title=page.title,
        description=page.summary or page.intro,
        published=page.first_published_at,
        modified=page.last_published_at,
        intro=page.intro,
        numbers=_numbers(page, rendering),
        numbers_note=rendering.numbers_note,
        deeds=cards,
        deeds_path="/deeds/" if rendering.is_public("/deeds/") else "",
        datasets=rendering.datasets,
        updated=None,
    )


def _latest_deeds(page: "HomePage") -> list[Any]:
    """The newest public pages that have a card, whatever section they are in."""
    below = page.get_descendants().live().public().filter(content_type__model="deedpage")
    return list(below.order_by("-first_published_at", "-pk").specific()[:LATEST_DEEDS])


def _numbers(page: "HomePage", rendering: Rendering) -> tuple[NumberView, ...]:
    """The first published observation of each chosen indicator; indicators without one are left out."""
    numbers = []
    for block in page.figures:
        indicator = block.value
        if indicator is None:
            continue
        rendering.read("indicator", indicator.pk)
        numbers.extend(list(rendering.numbers.get(indicator.code, ()))[:1])
    return tuple(numbers)
