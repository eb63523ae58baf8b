"""The view of an indicator's page."""

from typing import TYPE_CHECKING

from cms.rendering import Rendering
from cms.views.view_types import IndicatorView
from publishing.contract import Link

if TYPE_CHECKING:
    from cms.models import Indicator


def indicator_path(code: str) -> str:
    """The public path of an indicator."""
    return f"/indicators/{code}/"


def indicator_view(indicator: "Indicator", rendering: Rendering) -> IndicatorView:
    """What is counted, and every published number of it."""
    rendering.read("indicator", indicator.pk)
    return IndicatorView(
        template="pages/indicator.html",
        path=indicator_path(indicator.code),
        title=indicator.name_zh,
        description=indicator.definition,
        breadcrumbs=(Link("首页", "/"), Link("开放数据", "/data/")),
        published=indicator.first_published_at,
        modified=indicator.last_published_at,
        code=indicator.code,
        title_en=indicator.name_en,
        definition=indicator.definition,
        unit=indicator.unit_zh,
        measure=indicator.get_measure_display(),
        numbers=tuple(rendering.numbers.get(indicator.code, ())),
        dataset_path="/data/governance-indicators/",
    )
