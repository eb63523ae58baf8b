"""Numbers in a body are those of the latest release, whatever form they take; none is typed."""

from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from publishing.page_view import NumberView
from tests.cms.block_world import html_of, indicator, number, rendering


def shown(form: str, *numbers: NumberView, public: bool = True) -> str:
    """The block in this form, with these numbers released."""
    paths = frozenset({"/indicators/wishes/"}) if public else frozenset()
    value = {"indicator": indicator(), "form": form, "caption": "说明文字"}
    return html_of("indicator", value, rendering(*numbers, public=paths))


def svg(html: str) -> Tag:
    """The drawing."""
    found = BeautifulSoup(html, "html.parser").svg
    assert found is not None
    return found


YEARS = (
    number("2023", 150),
    number("2021", 96),
    number("2025", 230, qualifier="more_than"),
    number("2022", 132),
)


def test_the_large_number_is_the_newest_of_the_county() -> None:
    html = shown("number", number("2026", 9, area="230822-wenzheng"), *YEARS)
    assert '<data value="230">230</data>' in html and "余个" in html and "2025年" in html
    assert '<data value="9">' not in html
    assert 'href="/zhili/id/obs/wishes/230822/2025/r1"' in html and 'href="/zhili/indicators/wishes/"' in html
    assert "说明文字" in html and "2026-11-23" in html, "with the date of the release"


def test_an_indicator_without_a_page_is_not_linked() -> None:
    html = shown("number", *YEARS, public=False)
    assert "微心愿" in html and "/indicators/" not in html


def test_the_table_has_every_published_number_in_order() -> None:
    soup = BeautifulSoup(shown("table", *YEARS), "html.parser")
    assert [cell.text for cell in soup.select("thead th")] == ["时期", "数值"]
    assert [(row.th.text, row.td.text, row.a["href"]) for row in soup.select("tbody tr")] == [  # type: ignore[union-attr,index]
        ("2021年", "96个", "/zhili/id/obs/wishes/230822/2021/r1"),
        ("2022年", "132个", "/zhili/id/obs/wishes/230822/2022/r1"),
        ("2023年", "150个", "/zhili/id/obs/wishes/230822/2023/r1"),
        ("2025年", "230余个", "/zhili/id/obs/wishes/230822/2025/r1"),
    ]
    assert soup.caption is not None and soup.caption.text == "微心愿已公布的数，桦南县"
    assert soup.svg is None


def test_areas_and_notes_have_columns_where_they_differ() -> None:
    html = shown("table", number("2025", 5), number("2025", 3, area="230822-wenzheng", note="据来源"))
    soup = BeautifulSoup(html, "html.parser")
    assert [cell.text for cell in soup.select("thead th")] == ["时期", "区域", "数值", "说明"]
    assert [cell.text for cell in soup.select("tbody td")] == [
        "桦南县",
        "5个",
        "",
        "230822-wenzheng",
        "3个",
        "据来源",
    ]


@pytest.mark.parametrize("form", ["number", "table", "trend"])
def test_without_published_numbers_one_sentence_says_so(form: str) -> None:
    html = shown(form)
    assert html.count("<p") == 1 and "“微心愿”还没有公布的数" in html and "<figure" not in html


def test_a_deleted_indicator_leaves_nothing() -> None:
    assert html_of("indicator", {"indicator": None, "form": "number", "caption": "说明"}) == ""


def test_the_block_records_what_it_read() -> None:
    world = rendering(*YEARS)
    html_of("indicator", {"indicator": indicator(), "form": "number", "caption": ""}, world)
    assert {("row", "indicator", 3), ("numbers", "wishes"), ("numbers_note",)} <= world.reads


def test_the_line_is_told_in_words_and_followed_by_the_table() -> None:
    html = shown("trend", *YEARS)
    drawing = svg(html)
    assert drawing["role"] == "img" and drawing.title is not None
    assert drawing.title.text == "微心愿的走势，桦南县"
    description = drawing.desc.text  # type: ignore[union-attr]
    assert "2021年 96个；2025年 230余个" in description and "最高在2025年，最低在2021年" in description
    assert html.index("</svg>") < html.index("<table")
    assert 'stroke="currentColor"' in html and "style=" not in html and "<script" not in html


def across(drawing: Tag) -> list[float]:
    """Where the points are from left to right."""
    return [float(str(dot["x"]).rstrip("%")) for dot in drawing.select("svg")]


def down(drawing: Tag) -> list[float]:
    """Where the points are from top to bottom."""
    return [float(str(dot["y"]).removesuffix("em")) for dot in drawing.select("svg")]


def nought(drawing: Tag) -> float:
    """How far down nought is."""
    found = drawing.select_one(".chart-zero")
    assert found is not None
    return float(str(found["y1"]).removesuffix("em"))


def test_a_missing_year_leaves_a_gap() -> None:
    xs = across(svg(shown("trend", *YEARS)))
    steps = [after - before for before, after in pairwise(xs)]
    assert steps[2] == pytest.approx(2 * steps[0], rel=0.01)


def test_heights_are_in_proportion_from_nought() -> None:
    drawing = svg(shown("trend", number("2024", 50), number("2025", 100)))
    low, high = down(drawing)
    zero = nought(drawing)
    assert zero - high == pytest.approx(2 * (zero - low), rel=0.01)


def test_nought_lies_between_rise_and_fall() -> None:
    drawing = svg(shown("trend", number("2024", -30, measure="change"), number("2025", 30, measure="change")))
    fall, rise = down(drawing)
    zero = nought(drawing)
    assert rise < zero < fall
    assert "下降30个" in str(drawing) and "上升30个" in str(drawing)


def test_equal_numbers_are_a_level_line_and_all_noughts_too() -> None:
    for value in (7, 0):
        ys = down(svg(shown("trend", number("2024", value), number("2025", value))))
        assert ys[0] == ys[1]


def test_words_beside_many_points_keep_apart() -> None:
    drawing = svg(shown("trend", *(number(f"2024-{month:02}", month) for month in range(1, 13))))
    assert len(drawing.select("svg")) == 12
    told = sorted(float(str(text["x"]).rstrip("%")) for text in drawing.select(".chart-label"))
    assert told == [pytest.approx(13), pytest.approx(97)], "the months between would run into them"


@pytest.mark.parametrize(
    "numbers",
    [
        (number("2025", 5),),
        (number("2025", 5), number("2024", None)),
        (number("2025", 5), number("2026", 9, qualifier="target")),
        (number("2025", 5), number("2024-06", 3)),
        (number("2025", 5), number("2024", 3, area="230822-wenzheng")),
    ],
    ids=["one", "a missing one", "a target", "a year and a month", "two areas"],
)
def test_less_than_two_periods_are_a_table_with_an_honest_sentence(numbers: tuple[NumberView, ...]) -> None:
    html = shown("trend", *numbers)
    assert "<svg" not in html and "还不到两期，画不出走势" in html
    assert html.count("</tr>") == len(numbers) + 1


def test_periods_of_one_length_make_the_line() -> None:
    months = [number(f"2025-0{month}", month) for month in (1, 2, 3)]
    html = shown("trend", number("2024", 40), number("2025", 50), *months)
    assert len(svg(html).select("svg")) == 3
    assert html.count("<tr") == 6, "the table has all"


def test_where_the_county_has_no_line_a_community_may() -> None:
    numbers = [number(year, 3, area="230822-wenzheng") for year in ("2024", "2025")]
    assert "走势，230822-wenzheng" in shown("trend", number("2025", 50), *numbers)


@pytest.mark.parametrize("form", ["number", "table", "trend"])
def test_words_are_escaped(form: str) -> None:
    evil: Any = indicator()
    evil.name_zh = "<b>坏</b>"
    for numbers in ((), YEARS):
        html = html_of("indicator", {"indicator": evil, "form": form, "caption": "<i>"}, rendering(*numbers))
        assert "<b>坏" not in html and "<i>" not in html
