"""A chart as a page shows it: the drawing, its words, the table of its values, and what can be downloaded."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from publishing.charts.chart import Chart, Kind
from publishing.charts.layout import drawing_of
from publishing.charts.svg import page_svg, sample_svg
from publishing.charts.wording import description, notes_of
from publishing.page_view import CellView


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """One series: a piece of its line, and its name."""

    sample: SafeString
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFigure:
    """What `components/chart.html` is given."""

    kind: str
    title: str
    description: str
    svg: SafeString
    legend: tuple[LegendEntry, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[CellView, ...], ...]
    notes: tuple[str, ...]
    svg_path: str = ""
    """Empty where the edition has no such file: then nothing is offered."""
    csv_path: str = ""


def figure_of(chart: Chart, *, folder: str = "", csv_path: str = "") -> ChartFigure:
    """The figure. `folder` is the page whose chart it is; without one, no file of it is offered."""
    words = description(chart)
    drawing = page_svg(drawing_of(chart), chart.title, words)
    headers, rows = _table(chart)
    return ChartFigure(
        kind=chart.kind,
        title=chart.title,
        description=words,
        svg=mark_safe(drawing),  # noqa: S308 - escaped by the writer
        legend=_legend(chart),
        headers=headers,
        rows=rows,
        notes=notes_of(chart),
        svg_path=f"{folder}{chart.file}" if folder else "",
        csv_path=csv_path,
    )


def _legend(chart: Chart) -> tuple[LegendEntry, ...]:
    """What tells several lines apart; a single one needs none."""
    if chart.kind is not Kind.LINE or len(chart.series) == 1:
        return ()
    return tuple(
        LegendEntry(sample=mark_safe(sample_svg(place)), name=series.name)  # noqa: S308 - made here, without words
        for place, series in enumerate(chart.series)
    )


def _table(chart: Chart) -> tuple[tuple[str, ...], tuple[tuple[CellView, ...], ...]]:
    """Every mark with its exact words. Columns that would be empty are left out."""
    several = len(chart.series) > 1
    noted = any(mark.note for mark in chart.marks) or chart.target is not None
    shown = ((chart.axis, True), ("区域", several), ("数值", True), ("说明", noted))
    rows = [(mark, series.name, mark.note) for series in chart.series for mark in series.marks]
    if chart.target is not None:
        rows.append((chart.target, "", "目标"))
    cells = (
        (
            CellView(text=mark.name),
            CellView(text=name),
            CellView(text=mark.text, path=mark.path, number=True),
            CellView(text=note),
        )
        for mark, name, note in rows
    )
    return (
        tuple(head for head, wanted in shown if wanted),
        tuple(tuple(cell for cell, (_, wanted) in zip(row, shown, strict=True) if wanted) for row in cells),
    )
