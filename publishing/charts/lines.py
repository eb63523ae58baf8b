"""Lines through periods. Places follow the calendar, so that a missing year leaves its room."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from publishing.charts.chart import Chart, Mark, Series, joined
from publishing.charts.drawing import Anchor, Dot, Drawing, Rule, Shape, Tone, Words
from publishing.charts.scale import Scale, scale_of, tick_text
from publishing.charts.wording import width

LEFT, RIGHT = 13.0, 97.0
TOP, BOTTOM = 2.6, 11.2
PERIODS = 13.1
HEIGHT = 13.6
OVER = 0.75
"""How far the words of a value are above its point."""
UNDER = 1.25
"""How far below it, where above it they would hide another point."""
WIDEST = 4.2
"""A half-width character on the narrowest screen in large print, in percent of its width."""
LINE = 1.2
"""Two baselines this far apart do not touch."""


def lines(chart: Chart) -> Drawing:
    """A line for each series, drawn from nought; dotted where periods are missing. A missing value is said."""
    scale = scale_of(chart.values, chart.whole)
    days = [mark.day for mark in chart.marks]
    placed = [_placed(series, min(days), max(days), scale) for series in chart.series]
    words = _words(chart.series, placed)
    shapes: list[Shape] = [*_grid(scale, words)]
    for number, (series, places) in enumerate(zip(chart.series, placed, strict=True)):
        shapes += _strokes(series, places, number)
    for number, (series, places) in enumerate(zip(chart.series, placed, strict=True)):
        shapes += _dots(series, places, number)
    return Drawing((*shapes, *words), HEIGHT)


Place = tuple[float, float | None]
"""Where a mark is; without a height where its value is missing."""


def _placed(series: Series, first: int, last: int, scale: Scale) -> list[Place]:
    whole = max(last - first, 1)
    return [
        (
            LEFT + (RIGHT - LEFT) * (mark.day - first) / whole,
            None if mark.value is None else _y(scale, mark.value),
        )
        for mark in series.marks
    ]


def _y(scale: Scale, value: Decimal) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * scale.share(value), 3)


def _grid(scale: Scale, words: Sequence[Words]) -> list[Shape]:
    """A rule for each round value; its words are left out where those of a value would touch them."""
    shapes: list[Shape] = []
    near = [word for word in words if word.tone is not Tone.LABEL and _ends(word)[0] < LEFT + WIDEST]
    for tick in scale.ticks:
        y = _y(scale, tick)
        shapes.append(Rule(0, y, 100, y, Tone.GRID if tick else Tone.ZERO))
        if all(abs(word.y - (y - 0.25)) >= LINE for word in near):
            shapes.append(Words(0, y - 0.25, tick_text(tick), Tone.NOTE))
    return shapes


def _strokes(series: Series, places: Sequence[Place], number: int) -> list[Shape]:
    """From each valued mark to the next; dotted where a period between them has no value."""
    valued = [(mark, x, y) for mark, (x, y) in zip(series.marks, places, strict=True) if y is not None]
    return [
        Rule(x1, y1, x2, y2, Tone.LINE if joined(before, after) else Tone.GAP, number)
        for (before, x1, y1), (after, x2, y2) in pairwise(valued)
    ]


def _dots(series: Series, places: Sequence[Place], number: int) -> list[Shape]:
    return [
        Words(x, BOTTOM - 0.4, "缺", Tone.NOTE, Anchor.MIDDLE)
        if y is None
        else Dot(
            x, y, mark.said if number == 0 and not series.name else _said(series, mark), number, mark.hollow
        )
        for mark, (x, y) in zip(series.marks, places, strict=True)
    ]


def _said(series: Series, mark: Mark) -> str:
    return f"{series.name}，{mark.said}" if series.name else mark.said


def _words(series: Sequence[Series], placed: Sequence[Sequence[Place]]) -> list[Words]:
    """The words of values and periods that fit: the last, the first, the highest, the lowest, then the rest."""
    if len(series) > 1:
        return _last_words(series, placed)
    marks = [(mark, x, y) for mark, (x, y) in zip(series[0].marks, placed[0], strict=True) if y is not None]
    heights = [y for _, _, y in marks]
    last = len(marks) - 1
    told: list[tuple[Words, Words]] = []
    for place in dict.fromkeys(
        (last, 0, heights.index(min(heights)), heights.index(max(heights)), *range(last))
    ):
        mark, x, y = marks[place]
        anchor = {0: Anchor.START, last: Anchor.END}.get(place, Anchor.MIDDLE)
        above = Words(x, y - OVER, mark.text, Tone.VALUE, anchor)
        hides = any(_covers(above, other, height) for _, other, height in marks if other != x)
        value = replace(above, y=y + UNDER) if hides and y + UNDER <= BOTTOM else above
        pair = (value, Words(x, PERIODS, mark.name, Tone.LABEL, anchor))
        if all(_apart(new, old) for both in told for new in pair for old in both):
            told.append(pair)
        elif place == 0:
            break  # where both ends have no room, what lies between has none
    return [word for pair in told for word in pair]


def _last_words(series: Sequence[Series], placed: Sequence[Sequence[Place]]) -> list[Words]:
    """Of several lines only the highest and the lowest last value have words; the periods at both ends are named."""
    ends = sorted(
        (y, x, mark.text)
        for one, places in zip(series, placed, strict=True)
        for mark, (x, y) in [list(zip(one.marks, places, strict=True))[-1]]
        if y is not None
    )
    (high, x, text), (low, other, words) = ends[0], ends[-1]
    found = [
        Words(x, high - OVER, text, Tone.VALUE, Anchor.END),
        Words(other, low + UNDER, words, Tone.VALUE, Anchor.END),
    ]
    marks = sorted(
        (
            (mark, x)
            for one, places in zip(series, placed, strict=True)
            for mark, (x, _) in zip(one.marks, places, strict=True)
        ),
        key=lambda pair: pair[1],
    )
    last = Words(marks[-1][1], PERIODS, marks[-1][0].name, Tone.LABEL, Anchor.END)
    first = Words(marks[0][1], PERIODS, marks[0][0].name, Tone.LABEL, Anchor.START)
    return [*found, last, *([first] if _apart(first, last) else [])]


def _apart(one: Words, other: Words) -> bool:
    """Whether two runs of text leave each other alone on the narrowest screen."""
    (left, right), (first, last) = _ends(one), _ends(other)
    below = abs(one.y - other.y) >= LINE and one.tone is not other.tone
    return below or right <= first or last <= left


def _covers(words: Words, x: float, y: float) -> bool:
    """Whether the words lie on a point."""
    left, right = _ends(words)
    return left <= x <= right and words.y - 1 <= y <= words.y + 0.3


def _ends(words: Words) -> tuple[float, float]:
    wide = (width(words.text) + 0.5) * WIDEST
    left = words.x - {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[words.anchor]
    return left, left + wide
