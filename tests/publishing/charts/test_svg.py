"""SVG in pages and in files: well-formed, accessible, without styles and scripts, and complete by itself."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from publishing.charts.figure import figure_of
from publishing.charts.points import charts_of
from publishing.charts.svg_file import WIDE, Origin, svg_file
from tests.publishing.charts.chart_samples import ORIGIN, SVG, bar_chart, number, parsed, points

NUMBERS = (
    number("2023", 5),
    number("2024", 9, status="初步"),
    number("2025", 30, qualifier="target"),
    number("2024", 3, "230822-a"),
    number("2024", 6, "230822-b"),
)
CHARTS = (*charts_of("微心愿数", points(*NUMBERS)), bar_chart(1, None, -3), bar_chart(74, whole=100))
EVIL = "<b>&\"'\x00\x0b\ud800\uffff坏</b>"


def test_there_is_one_of_each_kind() -> None:
    assert [chart.kind for chart in CHARTS] == ["line", "bar", "progress", "bar", "bar"]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.file)
def test_a_file_is_complete_by_itself(chart: object) -> None:
    root = parsed(chart)  # type: ignore[arg-type]
    assert root.tag == f"{SVG}svg" and root.get("role") == "img"
    assert float(root.get("width", "")) == WIDE and root.get("viewBox") == f"0 0 {WIDE} {root.get('height')}"
    assert root.findtext(f"{SVG}title") == chart.title  # type: ignore[attr-defined]
    assert root.findtext(f"{SVG}desc")
    ground = root.find(f"{SVG}rect")
    assert ground is not None and ground.get("fill") == "#ffffff"
    told = [element.text for element in root.iter(f"{SVG}text")]
    assert {chart.title, ORIGIN.source, ORIGIN.address, ORIGIN.publisher} <= set(told)  # type: ignore[attr-defined]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.file)
def test_nothing_needs_a_style_sheet_or_another_file(chart: object) -> None:
    text = svg_file(chart, ORIGIN).decode()  # type: ignore[arg-type]
    page = figure_of(chart).svg  # type: ignore[arg-type]
    assert not re.search(r"<style|<script|style=|class=|href|url\(|NaN|inf", text)
    assert not re.search(r"<style|<script|style=|href|url\(|NaN|inf| on\w+=", page)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.file)
def test_everything_in_a_file_is_inside_its_frame(chart: object) -> None:
    """Of text only the anchored end is known; shapes are inside altogether."""
    root = parsed(chart)  # type: ignore[arg-type]
    high = float(root.get("height", ""))
    for group in root.findall(f"{SVG}g"):
        left, top = map(float, re.findall(r"[\d.]+", group.get("transform", "")))
        for box in group.iter(f"{SVG}rect"):
            assert 0 <= left + float(box.get("x", "")) <= WIDE
            assert left + float(box.get("x", "")) + float(box.get("width", "")) <= WIDE
        for words in group.iter(f"{SVG}text"):
            assert 0 < top + float(words.get("y", "")) < high


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert svg_file(CHARTS[0], ORIGIN) == svg_file(CHARTS[0], ORIGIN)


def test_words_cannot_break_out() -> None:
    evil = replace(bar_chart(1, 2, names=(EVIL, "乙")), title=EVIL, notes=(EVIL,))
    root = parsed(evil, Origin(EVIL, "https://example.org/?a=1&b=2", EVIL))
    assert root.findtext(f"{SVG}title") == "<b>&\"'坏</b>"
    figure = figure_of(evil)
    ElementTree.fromstring(figure.svg)
    assert "<b>" not in figure.svg


def test_a_page_carries_the_words_of_every_value() -> None:
    chart = CHARTS[0]
    root = ElementTree.fromstring(figure_of(chart).svg)
    assert root.get("role") == "img" and root.get("width") == "100%"
    assert root.findtext("title") == "微心愿数的走势，样例县" and root.findtext("desc")
    assert [title.text for title in root.iter("title")][1:] == ["2023年：5个", "2024年：9个（初步）"]


def test_series_have_their_own_dash_and_marker() -> None:
    numbers = [number(year, 5, area) for area in ("230822-a", "230822-b") for year in ("2024", "2025")]
    chart = charts_of("数", points(*numbers))[0]
    root = parsed(chart)
    lines = {
        line.get("stroke-dasharray") for line in root.iter(f"{SVG}line") if line.get("stroke-width") == "2.5"
    }
    assert lines == {None, "8 4"}
    assert len({path.get("d") for path in root.iter(f"{SVG}path")}) == 2
    figure = figure_of(chart)
    assert [entry.name for entry in figure.legend] == ["甲社区", "乙社区"]
    assert "series-2" in figure.svg and "series-2" in figure.legend[1].sample


def test_the_table_has_every_mark_and_leads_to_evidence() -> None:
    line, areas, target, counts, _ = map(figure_of, CHARTS)
    assert line.headers == ("时期", "数值", "说明")
    assert [cell.text for row in line.rows for cell in row] == ["2023年", "5个", "", "2024年", "9个", "初步"]
    assert line.rows[0][1].path == "/id/obs/wishes/230822/2023/r1"
    assert areas.headers == ("区域", "数值")
    assert [row[1].text for row in target.rows] == ["9个", "目标30个"]
    assert [row[1].text for row in counts.rows] == ["1件", "暂缺", "-3件"]


def test_files_are_offered_only_where_they_are() -> None:
    chart = CHARTS[0]
    assert figure_of(chart).svg_path == ""
    assert figure_of(chart, folder="/indicators/wishes/").svg_path == "/indicators/wishes/trend.svg"
