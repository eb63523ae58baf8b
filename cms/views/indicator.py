"""The view of an indicator's page."""

from typing import TYPE_CHECKING

from cms.rendering import Rendering
from cms.views.body.indicator import DATASET, newest, numbers_table, published_points, rows_path
from cms.views.things import indicator_thing
from cms.views.view_types import CountView, IndicatorView
from publishing.charts.figure import figure_of
from publishing.charts.points import charts_of
from publishing.columns import INDICATORS
from publishing.contract import Link

if TYPE_CHECKING:
    from cms.models import Indicator


def indicator_view(indicator: "Indicator", rendering: Rendering) -> IndicatorView:
    """What is counted, and every published number of it."""
    rendering.read("indicator", indicator.pk)
    points = published_points(indicator, rendering)
    drawn = charts_of(indicator.name_zh, points)
    path, csv_path = indicator.public_path(), rows_path(indicator.code, rendering)
    return IndicatorView(
        template="pages/indicator.html",
        path=path,
        title=indicator.name_zh,
        description=indicator.definition,
        breadcrumbs=(Link("首页", "/"), Link("开放数据", "/data/"), Link("指标", indicator.public_folder)),
        published=indicator.first_published_at,
        modified=indicator.last_published_at,
        column=INDICATORS,
        keywords=(indicator.name_zh, indicator.get_system_display()),
        thing=indicator_thing(indicator),
        code=indicator.code,
        title_en=indicator.name_en,
        definition=indicator.definition,
        unit=indicator.unit_zh,
        measure=indicator.get_measure_display(),
        numbers=rendering.numbers(indicator.code),
        count=_count(indicator, rendering),
        brands=rendering.relations.brands_of_indicator(indicator.pk),
        dataset_path=rendering.if_public(DATASET),
        newest=newest(points) if points else None,
        drawn=drawn,
        charts=tuple(figure_of(chart, folder=path, csv_path=csv_path) for chart in drawn),
        table=numbers_table(indicator.name_zh, points) if drawn else None,
        numbers_note=rendering.numbers_note,
    )


def _count(indicator: "Indicator", rendering: Rendering) -> CountView | None:
    """What can be counted beside it; None while the dataset that is counted is not public."""
    count: CountView | None = rendering.ask("count_of", indicator.count, indicator.unit_zh)
    return count if count is not None and rendering.is_public(count.dataset_path) else None
