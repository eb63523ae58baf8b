"""The view of the home page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cms.rendering import Rendering
from cms.views.corrections import corrections_of
from cms.views.facts import headline, section_path
from cms.views.progress_types import AgreementsProgress
from cms.views.view_types import Card, HomeView
from publishing.columns import words_of
from publishing.page_view import NumberView

if TYPE_CHECKING:
    from cms.models import HomePage

LATEST_DEEDS = 5
LATEST_BRANDS = 6
LATEST_NEWS = 4
LATEST_CORRECTIONS = 3


def home_view(page: "HomePage", rendering: Rendering) -> HomeView:
    """What this place is, its chosen numbers, what is newest of each kind, the datasets, the newest corrections."""
    deeds = _newest("good-deed", LATEST_DEEDS, rendering)
    brands = _newest("brand", LATEST_BRANDS, rendering)
    news = _newest("news", LATEST_NEWS, rendering)
    log = next(iter(_newest("corrections", 1, rendering)), None)
    shown = [page, *deeds, *brands, *news, *([log] if log else [])]
    return HomeView(
        template="pages/home.html",
        path=rendering.path_of(page),
        title=page.title,
        description=page.summary or page.intro,
        published=page.first_published_at,
        modified=page.last_published_at,
        keywords=words_of(page.keywords),
        intro=page.intro,
        numbers=_numbers(page, rendering),
        numbers_note=rendering.numbers_note,
        deeds=_cards(deeds, rendering),
        deeds_path=section_path("good-deed", rendering),
        brands=_cards(brands, rendering),
        brands_path=section_path("brand", rendering),
        agreements_progress=_agreements(rendering),
        agreements_path=section_path("agreement", rendering),
        news=_cards(news, rendering),
        news_path=section_path("news", rendering),
        datasets=rendering.datasets,
        corrections=corrections_of(log, rendering)[:LATEST_CORRECTIONS],
        corrections_path=rendering.path_of(log) if log else "",
        updated=max((found.last_published_at for found in shown if found.last_published_at), default=None),
    )


def _newest(kind: str, count: int, rendering: Rendering) -> Sequence[Any]:
    """The newest public pages of a type, whatever section they are in."""
    return rendering.pages(rendering.ask("newest_of_type", kind, count))


def _cards(pages: Sequence[Any], rendering: Rendering) -> tuple[Card, ...]:
    return tuple(found.card(rendering) for found in pages)


def _agreements(rendering: Rendering) -> AgreementsProgress | None:
    """How far the agreements are; None while there is none."""
    progress: AgreementsProgress = rendering.ask("agreements_progress")
    return progress if progress.total else None


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
