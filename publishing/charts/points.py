"""Charts of published observations: a line through periods, bars over areas, a value against its target."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from publishing.charts.chart import Chart, Kind, Mark, Series
from publishing.code_lists import OBS_STATUS, label_zh
from publishing.page_view import NumberView
from publishing.period import last_day, period_span
from publishing.quantity import quantity_text

FEWEST = 2
MOST_LINES = 4
MOST_BARS = 12
HUNDRED = Decimal(100)
_LENGTHS = (1, 31, 92, 184, 366)
"""The most days of a day, a month, a quarter, a half-year, a year."""
_UPPER_LIMIT = "最高"
_UNSURE = {label_zh(OBS_STATUS, code) for code in ("P", "E")}
_BREAK = label_zh(OBS_STATUS, "B")


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
    def is_target(self) -> bool:
        """True for what is wanted, which nobody has measured."""
        return self.number.quantity.before.startswith("目标")

    @property
    def value(self) -> Decimal | None:
        """The plain value; None where it is missing, and for a target."""
        return None if self.is_target else self.plain

    @property
    def plain(self) -> Decimal | None:
        """The plain value, of a target too; None where it is missing."""
        machine = self.number.quantity.machine
        return Decimal(machine) if machine else None

    @property
    def is_exact(self) -> bool:
        """True for a normal value without 近, 余, 最高 and the like."""
        quantity = self.number.quantity
        return not quantity.before and not quantity.after and not self.number.status

    @property
    def form(self) -> int:
        """How long the period is at most; a year and a month do not belong on one line."""
        span = period_span(self.period)
        days = (span.last - span.first).days + 1
        return next(length for length in _LENGTHS if days <= length)

    @property
    def step(self) -> int:
        """The number of the period among those of its length: neighbours differ by 1."""
        first = period_span(self.period).first
        if self.form == 1:
            return first.toordinal()
        months = 12 * first.year + first.month - 1
        return months // {31: 1, 92: 3, 184: 6, 366: 12}[self.form]

    def mark(self, name: str) -> Mark:
        """As a mark of that name."""
        number = self.number
        return Mark(
            name=name,
            value=self.plain,
            text=quantity_text(number.quantity),
            path=number.address,
            note=facts(number),
            exact=self.is_exact,
            hollow=number.status in _UNSURE or number.quantity.before.startswith(_UPPER_LIMIT),
            day=period_span(self.period).first.toordinal(),
            step=self.step,
            breaks=number.status == _BREAK,
        )


def facts(number: NumberView) -> str:
    """What a reader of the bare number must know: its status, and whether it was revised."""
    revision = int(number.address.rpartition("/r")[2])
    words = (number.status, f"第 {revision} 次公布" if revision > 1 else "")
    return "，".join(word for word in words if word)


def newest_measured(numbers: Sequence[NumberView]) -> NumberView:
    """The last of at least one number, in the order of time, that is a value; the very last where none is.

    A target for a year to come, or a gap, does not stand in the place of what is known.
    """
    known = (number for number in reversed(numbers) if Point.of(number).value is not None)
    return next(known, numbers[-1])


def in_order(numbers: Iterable[NumberView]) -> tuple[Point, ...]:
    """The points, areas in the order of their codes, each in the order of time."""
    points = map(Point.of, numbers)
    return tuple(sorted(points, key=lambda point: (point.area, last_day(point.period), point.period)))


def charts_of(name: str, points: Sequence[Point]) -> tuple[Chart, ...]:
    """Every chart that says something about the points of one indicator, the most telling first; often none."""
    made = (line_chart(name, points), area_chart(name, points), target_chart(name, points))
    return tuple(chart for chart in made if chart is not None)


def line_chart(name: str, points: Sequence[Point]) -> Chart | None:
    """Lines of the areas that have the most periods of one length; None with fewer than two values."""
    lines = [
        line for _, of_area in groupby(points, key=lambda point: point.area) if (line := _line([*of_area]))
    ]
    if not lines:
        return None
    same = [line for line in lines if line[0].form == lines[0][0].form][:MOST_LINES]
    # A county beside its communities would press them to the ground: it is the sum of them.
    alone = len(same) == 1 or any(other[0].area.startswith(f"{same[0][0].area}-") for other in same[1:])
    shown = same[:1] if alone else same
    place = f"，{shown[0][0].number.area}" if len(shown) == 1 else ""
    series = tuple(
        Series(
            name="" if len(shown) == 1 else line[0].number.area,
            marks=tuple(point.mark(point.number.period) for point in line),
        )
        for line in shown
    )
    return Chart(kind=Kind.LINE, file="trend.svg", title=f"{name}的走势{place}", axis="时期", series=series)


def area_chart(name: str, points: Sequence[Point]) -> Chart | None:
    """Bars of the areas in the newest period that two or more of them have; None where there is none."""
    valued = [point for point in points if point.value is not None]
    for period in sorted({point.period for point in valued}, key=last_day, reverse=True):
        of_period = [point for point in points if point.period == period and not point.is_target]
        parts = [point for point in of_period if not _is_whole(point, of_period)]
        if sum(point.value is not None for point in parts) >= FEWEST:
            break
    else:
        return None
    parts.sort(key=lambda point: (point.value is None, -(point.value or 0), point.area))
    note = (f"只画前 {MOST_BARS} 个，共 {len(parts)} 个，全部在表里。",) if len(parts) > MOST_BARS else ()
    marks = tuple(point.mark(point.number.area) for point in parts[:MOST_BARS])
    return Chart(
        kind=Kind.BAR,
        file="areas.svg",
        title=f"各区域的{name}，{parts[0].number.period}",
        axis="区域",
        series=(Series(name="", marks=marks),),
        whole=_whole(parts),
        notes=note,
    )


def target_chart(name: str, points: Sequence[Point]) -> Chart | None:
    """The newest value against the first target that is not due before it; None without either, or below nought."""
    for area in dict.fromkeys(point.area for point in points):
        own = [point for point in points if point.area == area]
        values = [point for point in own if point.value is not None]
        targets = [point for point in own if point.is_target and (point.plain or 0) > 0]
        due = [one for one in targets if values and last_day(one.period) >= last_day(values[-1].period)]
        if due and (values[-1].value or 0) >= 0:
            return Chart(
                kind=Kind.PROGRESS,
                file="target.svg",
                title=f"{name}与目标，{due[0].number.area}",
                axis="时期",
                series=(Series(name="", marks=(values[-1].mark(values[-1].number.period),)),),
                whole=_whole([values[-1], due[0]]),
                target=due[0].mark(due[0].number.period),
            )
    return None


def _line(points: list[Point]) -> list[Point]:
    """The points of one area that make the longest line, those that miss a value between two others included."""
    measured = [point for point in points if not point.is_target]
    lines = [
        [point for point in measured if point.form == form] for form in {point.form for point in measured}
    ]
    longest = max(lines, key=lambda line: (sum(p.value is not None for p in line), line[0].form), default=[])
    known = [place for place, point in enumerate(longest) if point.value is not None]
    return longest[known[0] : known[-1] + 1] if len(known) >= FEWEST else []


def _is_whole(point: Point, others: Iterable[Point]) -> bool:
    return any(other.area.startswith(f"{point.area}-") for other in others)


def _whole(points: Iterable[Point]) -> Decimal | None:
    """100 for percentages between 0 and 100, which are shares; else None."""
    known = [(point.plain, point.number.quantity) for point in points if point.plain is not None]
    shares = all(
        quantity.unit == "%" and 0 <= value <= HUNDRED and not quantity.before.startswith(("上升", "下降"))
        for value, quantity in known
    )
    return HUNDRED if known and shares else None
