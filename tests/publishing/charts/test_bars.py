"""Bars: from nought, in proportion, and words instead of a bar where a value is missing."""

import pytest

from publishing.charts.bars import bars
from publishing.charts.drawing import Anchor, Bar, Tone
from publishing.charts.wording import MOST_LINES, NARROWEST, width, wrapped
from tests.publishing.charts.chart_samples import bar_chart, bars_in, rules_in, words_in


def test_bars_start_at_nought_and_are_as_long_as_their_values() -> None:
    drawing = bars(bar_chart(25, 50, 100))
    assert [(bar.x, bar.width) for bar in bars_in(drawing)] == [(0, 25), (0, 50), (0, 100)]
    assert {rule.x1 for rule in rules_in(drawing, Tone.ZERO)} == {0}


def test_negative_bars_reach_to_the_left_of_nought() -> None:
    drawing = bars(bar_chart(-30, 10))
    assert [(bar.x, bar.width) for bar in bars_in(drawing)] == [(0, 75), (75, 25)]
    assert {rule.x1 for rule in rules_in(drawing, Tone.ZERO)} == {75}


def test_a_missing_value_is_said_and_not_drawn() -> None:
    drawing = bars(bar_chart(5, None, 0))
    assert [bar.said for bar in bars_in(drawing)] == ["甲：5件", "甴：0件"]
    assert [words.text for words in words_in(drawing, Tone.VALUE)] == ["5件", "暂缺", "0件"]


@pytest.mark.parametrize("values", [(7,), (7, 7, 7), (0, 0), (10**14, 1), ("0.0001", "0.0002")])
def test_odd_values_stay_in_the_drawing(values: tuple[object, ...]) -> None:
    drawing = bars(bar_chart(*values))
    assert len(bars_in(drawing)) == len(values)
    assert all(0 <= bar.x <= bar.x + bar.width <= 100.0001 for bar in bars_in(drawing))
    assert all(bar.y + bar.height < drawing.height for bar in bars_in(drawing))


def test_shares_of_a_whole_are_drawn_on_it() -> None:
    drawing = bars(bar_chart(74, 81, whole=100))
    tracks = [shape for shape in drawing.shapes if isinstance(shape, Bar) and shape.tone is Tone.TRACK]
    assert [bar.width for bar in bars_in(drawing)] == [74, 81]
    assert [(track.x, track.width) for track in tracks] == [(0, 100), (0, 100)]


def test_a_long_name_takes_its_own_lines_and_never_runs_into_the_value() -> None:
    long = "走访慰问与微心愿认领及结对帮扶等各项累计服务人次数"
    drawing = bars(bar_chart(5, names=(long,)))
    lines = words_in(drawing, Tone.LABEL)
    assert len(lines) == MOST_LINES and all(width(line.text) <= NARROWEST for line in lines)
    assert lines[-1].text.endswith("…")
    value = words_in(drawing, Tone.VALUE)[0]
    assert value.y > lines[-1].y and (value.x, value.anchor) == (100, Anchor.END)


def test_rows_do_not_touch() -> None:
    drawing = bars(bar_chart(1, 2, 3))
    baselines = [words.y for words in words_in(drawing, Tone.VALUE)]
    for bar, baseline in zip(bars_in(drawing), baselines[1:], strict=False):
        assert bar.y + bar.height <= baseline - 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ("",)),
        ("甲乙", ("甲乙",)),
        ("甲乙丙", ("甲乙", "丙")),
        ("甲乙丙丁戊", ("甲乙", "丙…")),
        ("abcde", ("abcd", "e")),
    ],
)
def test_words_break_by_width(text: str, lines: tuple[str, ...]) -> None:
    assert wrapped(text, most=4, lines=2) == lines
