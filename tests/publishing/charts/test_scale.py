"""Values to shares, round ticks, and their words."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.charts.scale import MOST_STEPS, scale_of, tick_text

numbers = st.decimals(min_value=-(10**11), max_value=10**11, places=4)


def test_shares_are_in_proportion_from_nought() -> None:
    scale = scale_of([Decimal(50), Decimal(100)])
    assert (scale.share(Decimal(0)), scale.share(Decimal(50)), scale.share(Decimal(100))) == (0, 0.5, 1)


def test_nought_lies_between_rise_and_fall() -> None:
    scale = scale_of([Decimal(-30), Decimal(10)])
    assert scale.share(Decimal(0)) == 0.75 and scale.share(Decimal(-30)) == 0


@pytest.mark.parametrize("values", [[], [0], [0, 0]])
def test_nothing_but_nought_does_not_divide_by_it(values: list[int]) -> None:
    scale = scale_of(map(Decimal, values))
    assert scale.share(Decimal(0)) == 0 and scale.high == 1


def test_a_whole_is_the_end_of_the_scale() -> None:
    assert scale_of([Decimal(74)], Decimal(100)).share(Decimal(74)) == 0.74


@given(st.lists(numbers, min_size=1, max_size=6))
def test_every_value_is_on_the_scale(values: list[Decimal]) -> None:
    scale = scale_of(values)
    assert all(0 <= scale.share(value) <= 1 for value in values)
    assert scale.low <= 0 <= scale.high


@given(st.lists(numbers, min_size=1, max_size=6))
def test_ticks_are_few_even_and_have_nought(values: list[Decimal]) -> None:
    scale = scale_of(values)
    ticks = scale.ticks
    assert Decimal(0) in ticks and 1 <= len(ticks) <= MOST_STEPS + 1
    assert len({after - before for before, after in pairwise(ticks)}) <= 1
    assert all(scale.low <= tick <= scale.high for tick in ticks)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("200", "200"),
        ("-30", "−30"),
        ("0.5", "0.5"),
        ("20000", "2万"),
        ("25000", "2.5万"),
        ("500000000", "5亿"),
        ("12345", "12345"),
    ],
)
def test_words_of_ticks_are_short_and_exact(value: str, text: str) -> None:
    assert tick_text(Decimal(value)) == text
