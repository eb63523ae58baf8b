"""Numbers of an indicator in a body: large, as a table, or as a line. All are of the latest release."""

from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string

from cms.rendering import Rendering
from cms.views.view_types import TableView
from publishing.charts.figure import figure_of
from publishing.charts.points import Point, facts, in_order, line_chart, newest_measured
from publishing.page_view import CellView, NumberView
from publishing.quantity import quantity_text

TOO_FEW = "公布的数还不到两期，画不出走势。"
DATASET = "/data/governance-indicators/"
"""Where the numbers of indicators are released."""


def indicator_html(value: Any, rendering: Rendering) -> str:
    """The block in the form that was chosen; one plain sentence while nothing is published."""
    indicator = value["indicator"]
    if indicator is None:
        rendering.ask("all_rows", "indicator")  # it comes back with a backup
        return ""
    rendering.read("indicator", indicator.pk)
    points = published_points(indicator, rendering)
    context = {
        "addresses": rendering.addresses,
        "name": indicator.name_zh,
        "caption": value["caption"],
        "note": rendering.numbers_note,
    }
    if not points:
        return render_to_string("components/blocks/no_numbers.html", context)
    if value["form"] == "number":
        return render_to_string(
            "components/blocks/indicator_number.html", context | {"number": newest(points)}
        )
    line = line_chart(indicator.name_zh, points) if value["form"] == "trend" else None
    folder = rendering.if_public(indicator.public_path())
    context["chart"] = (
        figure_of(line, folder=folder, csv_path=rows_path(indicator.code, rendering)) if line else None
    )
    context["sentence"] = TOO_FEW if value["form"] == "trend" and not line else ""
    context["table"] = numbers_table(indicator.name_zh, points)
    return render_to_string("components/blocks/indicator_table.html", context)


def published_points(indicator: Any, rendering: Rendering) -> tuple[Point, ...]:
    """The published observations, areas in the order of their codes, each in the order of time."""
    public = rendering.is_public(indicator.public_path())
    return in_order(
        # A link to the indicator's own page would lead nowhere while that page is not public.
        number if public else replace(number, indicator_path="")
        for number in rendering.numbers(indicator.code)
    )


def rows_path(code: str, rendering: Rendering) -> str:
    """Where the rows of one indicator are, as CSV; empty while the dataset is not public."""
    return f"{DATASET}latest/rows.csv?indicator={code}" if rendering.is_public(DATASET) else ""


def newest(points: tuple[Point, ...]) -> NumberView:
    """The newest number of the first area, which is the county where there is one for it; a target only if all are."""
    return newest_measured([point.number for point in points if point.area == points[0].area])


def numbers_table(name: str, points: tuple[Point, ...]) -> TableView:
    """Period, value, and area and note where rows differ in them; the value leads to its evidence."""
    numbers = [point.number for point in points]
    several = len({number.area for number in numbers}) > 1
    noted = any(number.note or facts(number) for number in numbers)
    shown = (("时期", True), ("区域", several), ("数值", True), ("说明", noted))
    place = "" if several else f"，{numbers[0].area}"
    return TableView(
        caption=f"{name}已公布的数{place}",
        headers=tuple(head for head, wanted in shown if wanted),
        rows=tuple(
            tuple(cell for cell, (_, wanted) in zip(_cells(number), shown, strict=True) if wanted)
            for number in numbers
        ),
    )


def _cells(number: NumberView) -> tuple[CellView, ...]:
    return (
        CellView(text=number.period),
        CellView(text=number.area),
        CellView(text=quantity_text(number.quantity), path=number.address, number=True),
        CellView(text="；".join(words for words in (facts(number), number.note) if words)),
    )
