"""The view of the home page."""

from typing import TYPE_CHECKING

from cms.rendering import Rendering
from cms.views.facts import headline
from cms.views.view_types import Card, HomeView
from publishing.page_view import NumberView

if TYPE_CHECKING:
    from cms.models import HomePage

LATEST_DEEDS = 6
LATEST_NEWS = 5


def home_view(page: "HomePage", rendering: Rendering) -> HomeView:
    """What this place is, its chosen numbers, the latest deeds and news, the datasets."""
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
        deeds=_latest("good-deed", LATEST_DEEDS, rendering),
        deeds_path=rendering.if_public("/deeds/"),
        news=_latest("news", LATEST_NEWS, rendering),
        news_path=rendering.if_public("/news/"),
        datasets=rendering.datasets,
        updated=None,
    )


def _latest(model: str, count: int, rendering: Rendering) -> tuple[Card, ...]:
    """Cards of the newest public pages of a type, whatever section they are in."""
    newest = rendering.ask("newest_of_type", model, count)
    return tuple(found.card(rendering) for found in rendering.pages(newest))


def _numbers(page: "HomePage", rendering: Rendering) -> tuple[NumberView, ...]:
    """The headline number of each chosen indicator; indicators without one are left out."""
    numbers: list[NumberView] = []
    for block in page.figures:
        indicator = block.value
        if indicator is None:
            rendering.ask("all_rows", "indicator")  # it comes back with a backup
            continue
        rendering.read("indicator", indicator.pk)
        numbers.extend(headline(indicator.code, rendering))
    return tuple(numbers)
