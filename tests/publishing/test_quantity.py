"""Numbers as people read them, and as files hold them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.json_text import json_text, read_json
from publishing.numbers import number_text
from publishing.quantity import quantity_text, quantity_view


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "measure", "text"),
    [
        (120, "家", "exact", "count", "120家"),
        (2600, "个", "more_than", "count", "2600余个"),
        (Decimal("-30"), "%", "nearly", "change", "下降近30%"),
        (Decimal("-30"), "%", "exact", "change", "下降30%"),
        (Decimal("12.5"), "%", "exact", "change", "上升12.5%"),
        (0, "%", "exact", "change", "0%"),
        (90, "%", "up_to", "ratio", "最高90%"),
        (-30, "%", "up_to", "change", "最高下降30%"),
        (300, "户", "target", "target", "目标300户"),
        (Decimal("4.1"), "万人", "exact", "count", "4.1万人"),
        (Decimal("4.1"), "万人", "more_than", "count", "超过4.1万人"),
        (1642, "个", "more_than", "count", "超过1642个"),
        (40, "%", "more_than", "ratio", "超过40%"),
        (-30, "%", "more_than", "change", "下降超过30%"),
        (-5, "户", "exact", "count", "−5户"),
        (None, "户", "exact", "count", "暂缺"),
    ],
)
def test_how_a_number_reads(
    value: Decimal | int | None, unit: str, qualifier: str, measure: str, text: str
) -> None:
    assert quantity_text(quantity_view(value, unit, qualifier, measure)) == text


def test_the_parts_of_a_number() -> None:
    quantity = quantity_view(Decimal("-30.0000"), "%", "nearly", "change")
    assert (quantity.before, quantity.value, quantity.after, quantity.unit) == ("下降近", "30", "", "%")
    assert quantity.machine == "-30"


def test_an_unknown_qualifier_is_refused() -> None:
    with pytest.raises(ValueError, match="about"):
        quantity_view(1, "个", "about", "count")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2600, "2600"),
        (Decimal("4.1000"), "4.1"),
        (Decimal("120.0000"), "120"),
        (Decimal("2.6E+3"), "2600"),
        (Decimal("-0.0"), "0"),
        (Decimal("1E-7"), "0.0000001"),
    ],
)
def test_number_text(value: Decimal | int, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(value: Decimal) -> None:
    with pytest.raises(ValueError, match="published"):
        number_text(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_a_number_keeps_its_value_and_json_grammar(value: Decimal) -> None:
    text = number_text(value)
    assert Decimal(text) == value
    assert read_json(json_text(value)) == value


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_text_reads_back(value: object) -> None:
    assert read_json(json_text(value)) == value


@pytest.mark.parametrize("value", [0.1, object(), b"x", {1: 2}])
def test_json_text_refuses_what_would_lose_exactness(value: object) -> None:
    with pytest.raises(TypeError):
        json_text(value)
