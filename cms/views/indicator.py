"""The view of an indicator's page."""

from typing import TYPE_CHECKING

from cms.rendering import Rendering
from cms.views.view_types import CountView, IndicatorView
from publishing.contract import Link

if TYPE_CHECKING:
    from cms.models import Indicator


def indicator_view(indicator: "Indicator", rendering: Rendering) -> IndicatorView:
    """What is counted, and every published number of it."""
    rendering.read("indicator", indicator.pk)
    return IndicatorView(
        template="pages/indicator.html",
        path=indicator.public_path(),
        title=indicator.name_zh,
        description=indicator.definition,
        breadcrumbs=(Link("首页", "/"), Link("开放数据", "/data/"), Link("指标", indicator.public_folder)),
        published=indicator.first_published_at,
        modified=indicator.last_published_at,
        code=indicator.code,
        title_en=indicator.name_en,
        definition=indicator.definition,
        unit=indicator.unit_zh,
        measure=indicator.get_measure_display(),
        numbers=rendering.numbers(indicator.code),
        count=_count(indicator, rendering),
        brands=rendering.relations.brands_of_indicator(indicator.pk),
        dataset_path=rendering.if_public("/data/governance-indicators/"),
    )


def _count(indicator: "Indicator", rendering: Rendering) -> CountView | None:
    """What can be counted beside it; None while the dataset that is counted is not public."""
    count: CountView | None = rendering.ask("count_of", indicator.count, indicator.unit_zh)
    return count if count is not None and rendering.is_public(count.dataset_path) else None
