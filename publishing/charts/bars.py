"""Bars that lie: name and value stand above each, so that both are readable on the narrowest screen."""

from decimal import Decimal

from publishing.charts.chart import Chart, Mark
from publishing.charts.drawing import Anchor, Bar, Drawing, Rule, Shape, Tone, Words
from publishing.charts.scale import Scale, scale_of
from publishing.charts.wording import NARROWEST, width, wrapped

LEADING = 1.4
THICK = 0.75
ABOVE = 0.45
BELOW = 0.9
BEYOND = 0.2
"""How far the line of nought stands out of a bar."""


def bars(chart: Chart) -> Drawing:
    """A row for each mark of the first series. A missing value is said and has no bar."""
    scale = scale_of(chart.values, chart.whole)
    shapes: list[Shape] = []
    y = 0.0
    for mark in chart.series[0].marks:
        row, y = _row(mark, scale, y, chart.whole)
        shapes += row
    return Drawing(tuple(shapes), round(y - BELOW + ABOVE, 2))


def _row(mark: Mark, scale: Scale, y: float, whole: Decimal | None) -> tuple[list[Shape], float]:
    """The shapes of one mark, and where the next one starts."""
    lines = wrapped(mark.name)
    if width(lines[-1]) + width(mark.text) + 1 > NARROWEST:
        lines = (*lines, "")
    shapes: list[Shape] = [
        Words(0, y + 1 + LEADING * place, line) for place, line in enumerate(lines) if line
    ]
    baseline = y + 1 + LEADING * (len(lines) - 1)
    shapes.append(Words(100, baseline, mark.text, Tone.VALUE, Anchor.END))
    top = baseline + ABOVE
    if whole is not None:
        shapes.append(
            Bar(_x(scale, Decimal(0)), top, _x(scale, whole) - _x(scale, Decimal(0)), THICK, Tone.TRACK)
        )
    if mark.value is not None:
        shapes.append(bar_of(mark, scale, top))
    zero = _x(scale, Decimal(0))
    shapes.append(Rule(zero, top - BEYOND, zero, top + THICK + BEYOND, Tone.ZERO))
    return shapes, top + THICK + BELOW


def bar_of(mark: Mark, scale: Scale, top: float) -> Bar:
    """The bar between nought and the value of a mark that has one."""
    ends = sorted((_x(scale, Decimal(0)), _x(scale, mark.value or Decimal(0))))
    return Bar(ends[0], top, ends[1] - ends[0], THICK, Tone.BAR, mark.hollow, mark.said)


def _x(scale: Scale, value: Decimal) -> float:
    return 100 * scale.share(value)
