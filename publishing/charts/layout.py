"""The drawing of a chart, by its kind."""

from publishing.charts.bars import bars
from publishing.charts.chart import Chart, Kind
from publishing.charts.drawing import Drawing
from publishing.charts.lines import lines
from publishing.charts.progress import progress

_BY_KIND = {Kind.BAR: bars, Kind.LINE: lines, Kind.PROGRESS: progress}


def drawing_of(chart: Chart) -> Drawing:
    """Every mark at its place. Reads nothing but the chart."""
    return _BY_KIND[chart.kind](chart)
