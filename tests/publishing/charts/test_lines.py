"""Lines: the calendar decides places, gaps are dotted or said, and words never run into each other."""

from itertools import pairwise

import pytest

from publishing.charts.chart import Chart
from publishing.charts.drawing import Drawing, Tone
from publishing.charts.layout import drawing_of
from publishing.charts.lines import BOTTOM, LEFT, RIGHT, TOP, _ends
from publishing.charts.points import line_chart
from publishing.charts.wording import GAP, HOLLOW, description, notes_of
from publishing.page_view import NumberView
from tests.publishing.charts.chart_samples import dots_in, number, points, rules_in, words_in


def chart(*numbers: NumberView) -> Chart:
    """The line of some numbers."""
    found = line_chart("微心愿数", points(*numbers))
    assert found is not None
    return found


def drawn(*numbers: NumberView) -> Drawing:
    """Its drawing."""
    return drawing_of(chart(*numbers))


def test_heights_are_in_proportion_from_nought() -> None:
    dots = dots_in(drawn(number("2024", 50), number("2025", 100)))
    assert [(dot.x, dot.y) for dot in dots] == [(LEFT, round((TOP + BOTTOM) / 2, 3)), (RIGHT, TOP)]


def test_places_follow_the_calendar_and_a_gap_is_dotted_and_explained() -> None:
    numbers = (number("2020", 1), number("2021", 2), number("2023", 3))
    drawing = drawn(*numbers)
    first, second, third = (dot.x for dot in dots_in(drawing))
    assert third - second == pytest.approx(2 * (second - first), rel=0.01)
    assert [rule.tone for rule in rules_in(drawing, Tone.LINE, Tone.GAP)] == [Tone.LINE, Tone.GAP]
    assert notes_of(chart(*numbers)) == (GAP,)


def test_a_missing_value_is_a_word_where_it_would_be() -> None:
    drawing = drawn(number("2021", 5), number("2022", None, status="缺失"), number("2023", 7))
    assert [dot.said for dot in dots_in(drawing)] == ["2021年：5个", "2023年：7个"]
    gap = next(words for words in words_in(drawing, Tone.NOTE) if words.text == "缺")
    assert gap.x == pytest.approx((LEFT + RIGHT) / 2, abs=0.2)
    assert [rule.tone for rule in rules_in(drawing, Tone.LINE, Tone.GAP)] == [Tone.GAP]


def test_a_break_is_not_bridged() -> None:
    drawing = drawn(number("2021", 5), number("2022", 9, status="口径中断"), number("2023", 10))
    assert [rule.tone for rule in rules_in(drawing, Tone.LINE, Tone.GAP)] == [Tone.GAP, Tone.LINE]
    assert [dot.hollow for dot in dots_in(drawing)] == [False, False, False]


def test_what_is_not_sure_is_hollow_and_said() -> None:
    numbers = (number("2021", 5), number("2022", 9, status="初步"), number("2023", 9, qualifier="up_to"))
    dots = dots_in(drawn(*numbers))
    assert [dot.hollow for dot in dots] == [False, True, True]
    assert dots[1].said == "2022年：9个（初步）"
    assert notes_of(chart(*numbers)) == (HOLLOW,)


def test_a_revision_is_said() -> None:
    dots = dots_in(drawn(number("2021", 5), number("2022", 9, revision=2)))
    assert dots[1].said == "2022年：9个（第 2 次公布）"


@pytest.mark.parametrize("length", range(2, 32))
def test_words_keep_apart_and_the_last_value_is_always_told(length: int) -> None:
    drawing = drawn(*(number(f"2025-01-{day:02}", 10**day % 977) for day in range(1, length + 1)))
    words = words_in(drawing, Tone.VALUE, Tone.LABEL)
    assert max(word.x for word in words) == RIGHT
    for row in ([w for w in words if w.tone is tone] for tone in (Tone.VALUE, Tone.LABEL)):
        ends = sorted(_ends(word) for word in row)
        assert all(after[0] >= before[1] for before, after in pairwise(ends))


def test_where_both_ends_have_no_room_only_the_last_is_told() -> None:
    drawing = drawn(*(number(f"2025-01-{day:02}", day) for day in range(1, 13)))
    assert [words.text for words in words_in(drawing, Tone.LABEL)] == ["2025年1月12日"]


def test_words_of_a_tick_give_way_to_those_of_a_value() -> None:
    drawing = drawn(number("2024", 198), number("2025", 400))
    value = next(words for words in words_in(drawing, Tone.VALUE) if words.x == LEFT)
    ticks = [words for words in words_in(drawing, Tone.NOTE) if words.x == 0]
    assert ticks and all(abs(words.y - value.y) >= 1.2 for words in ticks)
    assert len(rules_in(drawing, Tone.GRID)) == 4, "the rules stay"


@pytest.mark.parametrize("value", [0, 7, -7, 10**14, "0.0001"])
def test_equal_values_are_a_level_line(value: object) -> None:
    dots = dots_in(drawn(number("2024", value), number("2025", value)))
    assert dots[0].y == dots[1].y and TOP <= dots[0].y <= BOTTOM


def test_series_differ_by_more_than_colour_and_their_ends_are_told() -> None:
    numbers = [
        number(year, value, area)
        for area, values in (("230822-a", (1, 2)), ("230822-b", (2, 9)), ("230822-c", (2, 3)))
        for year, value in zip(("2024", "2025"), values, strict=True)
    ]
    made = chart(*numbers)
    drawing = drawing_of(made)
    assert [series.name for series in made.series] == ["甲社区", "乙社区", "丙社区"]
    assert {dot.series for dot in dots_in(drawing)} == {0, 1, 2}
    assert dots_in(drawing)[2].said == "乙社区，2024年：2个"
    high, low = words_in(drawing, Tone.VALUE)
    assert (high.text, low.text) == ("9个", "2个") and high.y < low.y
    assert "乙社区，2 个时期。2024年 2个；2025年 9个。" in description(made)


def test_of_a_county_and_its_communities_only_the_county_is_a_line() -> None:
    numbers = [number(year, 5, area) for area in ("230822", "230822-a") for year in ("2024", "2025")]
    assert [mark.path.split("/")[4] for mark in chart(*numbers).marks] == ["230822", "230822"]


@pytest.mark.parametrize(
    "numbers",
    [
        (),
        (number("2025", 5),),
        (number("2024", None), number("2025", 5)),
        (number("2024", 5, qualifier="target"), number("2025", 5)),
        (number("2024-06", 5), number("2025", 5)),
        (number("2024", 5, "230822-a"), number("2025", 5, "230822-b")),
    ],
    ids=["none", "one", "a missing one", "a target", "a year and a month", "two areas"],
)
def test_less_than_two_values_are_no_line(numbers: tuple[NumberView, ...]) -> None:
    assert line_chart("微心愿数", points(*numbers)) is None
