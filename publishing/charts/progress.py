"""One value against its target: a bar, and a line where the target is."""

from decimal import Decimal

from publishing.charts.bars import ABOVE, BEYOND, LEADING, THICK, bar_of
from publishing.charts.chart import Chart
from publishing.charts.drawing import Anchor, Bar, Drawing, Rule, Tone, Words
from publishing.charts.scale import scale_of
from publishing.charts.wording import NARROWEST, width

MIDDLE = 50.0
HIGH = 1.1
"""How tall the bar is, in units of the usual one."""


def progress(chart: Chart) -> Drawing:
    """The value above its bar, the target below its line. Raises ValueError for a chart without a target."""
    value, target = chart.marks[0], chart.target
    if target is None or target.value is None:
        raise ValueError(f"no target: {chart.title}")
    scale = scale_of(chart.values, chart.whole)
    broken = width(value.name) + width(value.text) + 1 > NARROWEST
    baseline = 1 + (LEADING if broken else 0)
    top = baseline + ABOVE
    x = 100 * scale.share(target.value)
    below = top + THICK + ABOVE + 1
    zero = 100 * scale.share(Decimal(0))
    return Drawing(
        (
            Words(0, 1, value.name),
            Words(100, baseline, value.text, Tone.VALUE, Anchor.END),
            Bar(0, top, 100, THICK, Tone.TRACK),
            bar_of(value, scale, top),
            Rule(zero, top - BEYOND, zero, top + THICK + BEYOND, Tone.ZERO),
            Rule(x, top - BEYOND, x, top + THICK + 2 * BEYOND, Tone.TARGET),
            Words(x, below, target.text, Tone.LABEL, Anchor.END if x > MIDDLE else Anchor.START),
        ),
        round(below + ABOVE, 2),
    )
