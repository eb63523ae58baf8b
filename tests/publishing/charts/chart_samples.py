"""Made-up numbers and charts for the tests of charts."""

from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from publishing.charts.chart import Chart, Kind, Mark, Series
from publishing.charts.drawing import Bar, Dot, Drawing, Rule, Tone, Words
from publishing.charts.points import in_order
from publishing.charts.svg_file import Origin, svg_file
from publishing.observations import observation_path
from publishing.page_view import NumberView
from publishing.period import period_text
from publishing.quantity import quantity_view

ORIGIN = Origin("数字取自“样例”2026-11-23 的发布。", "https://example.org/indicators/wishes/", "样例站")
SVG = "{http://www.w3.org/2000/svg}"
NAMES = {"230822": "样例县", "230822-a": "甲社区", "230822-b": "乙社区", "230822-c": "丙社区"}


def number(period: str, value: object, area: str = "230822", **facts: Any) -> NumberView:
    """A published number of the indicator `wishes`."""
    amount = None if value is None else Decimal(str(value))
    quantity = quantity_view(
        amount, facts.get("unit", "个"), facts.get("qualifier", "exact"), facts.get("measure", "count")
    )
    return NumberView(
        label="微心愿数",
        quantity=quantity,
        period=period_text(period),
        area=NAMES.get(area, area),
        address=observation_path("wishes", area, period, facts.get("revision", 1)),
        indicator_path="/indicators/wishes/",
        area_code=area,
        status=facts.get("status", ""),
    )


def points(*numbers: NumberView) -> Any:
    """The points of some numbers."""
    return in_order(numbers)


def bar_chart(*values: object, whole: int | None = None, names: tuple[str, ...] = ()) -> Chart:
    """Bars of some values, named 甲, 乙, 丙 … unless names are given."""
    known = names or tuple(chr(0x7532 + place) for place in range(len(values)))
    marks = tuple(
        Mark(
            name=name,
            value=None if value is None else Decimal(str(value)),
            text="暂缺" if value is None else f"{value}件",
        )
        for name, value in zip(known, values, strict=True)
    )
    return Chart(
        kind=Kind.BAR,
        file="chart.svg",
        title="样例按类别分的行数",
        axis="类别",
        series=(Series(name="", marks=marks),),
        whole=None if whole is None else Decimal(whole),
    )


def bars_in(drawing: Drawing) -> list[Bar]:
    """The bars that stand for values."""
    return [shape for shape in drawing.shapes if isinstance(shape, Bar) and shape.tone is Tone.BAR]


def dots_in(drawing: Drawing) -> list[Dot]:
    """The markers."""
    return [shape for shape in drawing.shapes if isinstance(shape, Dot)]


def rules_in(drawing: Drawing, *tones: Tone) -> list[Rule]:
    """The rules of these tones."""
    return [shape for shape in drawing.shapes if isinstance(shape, Rule) and shape.tone in tones]


def words_in(drawing: Drawing, *tones: Tone) -> list[Words]:
    """The words of these tones."""
    return [shape for shape in drawing.shapes if isinstance(shape, Words) and shape.tone in tones]


def parsed(chart: Chart, origin: Origin = ORIGIN) -> ElementTree.Element:
    """The root of the chart's file. Raises ParseError where it is not well-formed."""
    return ElementTree.fromstring(svg_file(chart, origin))
