"""Which charts an indicator's numbers make: bars over areas, a value against its target; often none."""

from decimal import Decimal

import pytest

from publishing.charts.chart import Kind
from publishing.charts.drawing import Bar, Tone
from publishing.charts.layout import drawing_of
from publishing.charts.points import MOST_BARS, area_chart, charts_of, newest_measured, target_chart
from publishing.charts.wording import description
from publishing.page_view import NumberView
from tests.publishing.charts.chart_samples import bars_in, number, points, rules_in, words_in


def test_one_number_makes_no_chart() -> None:
    assert charts_of("微心愿数", points(number("2025", 5))) == ()
    assert charts_of("微心愿数", ()) == ()


def test_areas_of_the_newest_common_period_are_bars_the_largest_first() -> None:
    chart = area_chart(
        "微心愿数",
        points(
            number("2024", 1, "230822-a"),
            number("2025", 3, "230822-a"),
            number("2025", 8, "230822-b"),
            number("2025", None, "230822-c"),
            number("2026", 9, "230822-a"),
        ),
    )
    assert chart is not None and chart.title == "各区域的微心愿数，2025年"
    assert [(mark.name, mark.text) for mark in chart.marks] == [
        ("乙社区", "8个"),
        ("甲社区", "3个"),
        ("丙社区", "暂缺"),
    ]
    assert len(bars_in(drawing_of(chart))) == 2


def test_the_county_is_no_bar_beside_its_communities() -> None:
    numbers = [
        number("2025", value, area) for area, value in (("230822", 11), ("230822-a", 3), ("230822-b", 8))
    ]
    chart = area_chart("微心愿数", points(*numbers))
    assert chart is not None and [mark.name for mark in chart.marks] == ["乙社区", "甲社区"]
    assert area_chart("微心愿数", points(*numbers[:2])) is None


def test_many_areas_are_cut_and_it_says_so() -> None:
    chart = area_chart("数", points(*(number("2025", place, f"2308{place:02}") for place in range(10, 40))))
    assert chart is not None and len(chart.marks) == MOST_BARS and chart.marks[0].value == 39
    assert chart.notes == ("只画前 12 个，共 30 个，全部在表里。",)


@pytest.mark.parametrize(
    ("unit", "values", "facts", "whole"),
    [
        ("%", (74, 81), {}, Decimal(100)),
        ("个", (74, 81), {}, None),
        ("%", (74, 130), {}, None),
        ("%", (10, 20), {"measure": "change"}, None),
    ],
)
def test_only_shares_have_a_whole(
    unit: str, values: tuple[int, int], facts: dict[str, str], whole: object
) -> None:
    numbers = [
        number("2025", value, f"230822-{area}", unit=unit, **facts)
        for area, value in zip("ab", values, strict=True)
    ]
    chart = area_chart("率", points(*numbers))
    assert chart is not None and chart.whole == whole


def test_a_value_against_its_target() -> None:
    chart = target_chart("微心愿数", points(number("2025", 240), number("2026", 300, qualifier="target")))
    assert chart is not None and chart.kind is Kind.PROGRESS and chart.title == "微心愿数与目标，样例县"
    drawing = drawing_of(chart)
    assert [bar.width for bar in bars_in(drawing)] == [80], "a target is no bar"
    assert [rule.x1 for rule in rules_in(drawing, Tone.TARGET)] == [100]
    assert words_in(drawing, Tone.LABEL)[-1].text == "目标300个"
    assert description(chart) == "2025年 240个，是2026年目标300个的 80%。"


def test_beyond_a_target_the_line_is_inside() -> None:
    chart = target_chart("数", points(number("2025", 450), number("2025-12", 300, qualifier="target")))
    assert chart is not None
    drawing = drawing_of(chart)
    assert bars_in(drawing)[0].width == 100
    assert rules_in(drawing, Tone.TARGET)[0].x1 == pytest.approx(66.67, abs=0.01)
    assert "的 150%" in description(chart)


@pytest.mark.parametrize(
    ("value", "qualifier", "words"), [(240, "more_than", "约 80%"), (100, "exact", "约 33%")]
)
def test_what_is_not_exact_is_about(value: int, qualifier: str, words: str) -> None:
    numbers = points(number("2025", value, qualifier=qualifier), number("2026", 300, qualifier="target"))
    chart = target_chart("数", numbers)
    assert chart is not None and description(chart).endswith(f"的{words}。")


@pytest.mark.parametrize(
    "numbers",
    [
        (number("2025", 5),),
        (number("2025", 5, qualifier="target"),),
        (number("2025", None), number("2026", 5, qualifier="target")),
        (number("2025", 5), number("2024", 5, qualifier="target")),
        (number("2025", 5), number("2026", 0, qualifier="target")),
        (number("2025", -5), number("2026", 5, qualifier="target")),
        (number("2025", 5, "230822-a"), number("2026", 9, "230822-b", qualifier="target")),
    ],
    ids=[
        "no target",
        "no value",
        "a missing value",
        "a past target",
        "nought",
        "below nought",
        "another area",
    ],
)
def test_no_progress_without_both(numbers: tuple[NumberView, ...]) -> None:
    assert target_chart("数", points(*numbers)) is None


def test_a_percentage_is_drawn_on_its_whole() -> None:
    numbers = points(number("2025", 40, unit="%"), number("2026", 80, unit="%", qualifier="target"))
    chart = target_chart("率", numbers)
    assert chart is not None
    drawing = drawing_of(chart)
    assert (bars_in(drawing)[0].width, rules_in(drawing, Tone.TARGET)[0].x1) == (40, 80)
    assert any(isinstance(shape, Bar) and shape.tone is Tone.TRACK for shape in drawing.shapes)


def test_what_stands_large_is_the_newest_that_was_measured() -> None:
    known, gap, target = number("2025", 5), number("2026", None), number("2027", 9, qualifier="target")
    assert newest_measured([known, gap, target]) is known
    assert newest_measured([gap, target]) is target
