"""A line through the published values of one area, drawn without a script. All places are shares of the box.

Shares instead of units keep the words at the size of the page's text, however wide the box is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import groupby, pairwise

from publishing.page_view import NumberView
from publishing.period import period_span
from publishing.quantity import quantity_text

FEWEST = 2
LEFT, RIGHT, TOP, BOTTOM = 12.0, 88.0, 20.0, 84.0
"""The box of the line, in percent of the drawing."""
APART = 34.0
"""How far two labels keep from each other, in percent of the width."""


@dataclass(frozen=True, slots=True)
class Point:
    """One observation with the codes that its address holds."""

    area: str
    period: str
    number: NumberView

    @classmethod
    def of(cls, number: NumberView) -> "Point":
        """From a number. Raises ValueError for an address of another form than `/id/obs/…`."""
        _, _, _, _, area, period, _ = number.address.split("/")
        return cls(area, period, number)

    @property
    def value(self) -> Decimal | None:
        """The plain value; None where it is missing, and for a target, which nobody has measured."""
        quantity = self.number.quantity
        if not quantity.machine or quantity.before.startswith("目标"):
            return None
        return Decimal(quantity.machine)

    @property
    def form(self) -> int:
        """How long the period is; a year and a month do not belong on one line."""
        span = period_span(self.period)
        days = (span.last - span.first).days + 1
        return next(length for length in (1, 31, 92, 184, 366) if days <= length)


@dataclass(frozen=True, slots=True)
class Dot:
    """One point of the drawing; coordinates are percentages."""

    x: str
    y: str
    value: str
    """The words beside it; empty where they would run into others."""
    period: str
    """The words below; empty likewise."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """From one point to the next."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class TrendView:
    """A line with its words."""

    title: str
    description: str
    dots: tuple[Dot, ...]
    strokes: tuple[Stroke, ...]
    zero: str
    """Where nought lies."""


def best_line(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points to draw: of the first area that has two or more periods of one length; else none."""
    for _, of_area in groupby(points, key=lambda point: point.area):
        valued = [point for point in of_area if point.value is not None]
        lines = [[p for p in valued if p.form == form] for form in {point.form for point in valued}]
        longest = max(lines, key=lambda line: (len(line), line[0].form), default=[])
        if len(longest) >= FEWEST:
            return tuple(longest)
    return ()


def trend_view(name: str, line: tuple[Point, ...]) -> TrendView:
    """The drawing of at least two points in the order of time."""
    values = [point.value or Decimal(0) for point in line]
    lowest, highest = min(Decimal(0), *values), max(Decimal(0), *values)
    reach = highest - lowest or Decimal(1)
    xs = _across(line)
    ys = [BOTTOM - (BOTTOM - TOP) * float((value - lowest) / reach) for value in values]
    told = _told(xs, values)
    dots = tuple(
        _dot(point, x, y, place in told) for place, (point, x, y) in enumerate(zip(line, xs, ys, strict=True))
    )
    return TrendView(
        title=f"{name}的走势，{line[0].number.area}",
        description=_description(line, values),
        dots=dots,
        strokes=tuple(Stroke(a.x, a.y, b.x, b.y) for a, b in pairwise(dots)),
        zero=_percent(BOTTOM - (BOTTOM - TOP) * float(-lowest / reach)),
    )


def _across(line: Sequence[Point]) -> list[float]:
    """Places by time, so that a missing year leaves a gap."""
    days = [period_span(point.period).first for point in line]
    whole = (days[-1] - days[0]) / timedelta(days=1)
    return [LEFT + (RIGHT - LEFT) * ((day - days[0]) / timedelta(days=1)) / whole for day in days]


def _told(xs: list[float], values: list[Decimal]) -> set[int]:
    """Which points have words: both ends, then the highest, the lowest and the rest where there is room."""
    last = len(xs) - 1
    wanted = [0, last, values.index(max(values)), values.index(min(values)), *range(last)]
    told: list[int] = []
    for place in wanted:
        if place in {0, last} or all(abs(xs[place] - xs[other]) >= APART for other in told):
            told.append(place)
    return set(told)


def _dot(point: Point, x: float, y: float, told: bool) -> Dot:
    words = (quantity_text(point.number.quantity), point.number.period) if told else ("", "")
    return Dot(_percent(x), _percent(y), *words)


def _description(line: tuple[Point, ...], values: list[Decimal]) -> str:
    first, last = line[0].number, line[-1].number
    text = f"{len(line)} 个时期。{_told_in_words(first)}；{_told_in_words(last)}。"
    if len(line) > FEWEST:
        highest, lowest = line[values.index(max(values))].number, line[values.index(min(values))].number
        text += f"最高在{highest.period}，最低在{lowest.period}。"
    return text + "全部数值见下表。"


def _told_in_words(number: NumberView) -> str:
    return f"{number.period} {quantity_text(number.quantity)}"


def _percent(share: float) -> str:
    return f"{share:.2f}%"
