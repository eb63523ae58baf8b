"""Numbers as a clerk types them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from cms.desk.number_field import NumberField


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2600", "2600"),
        (" ４．１ ", "4.1"),
        ("−30", "-30"),
        ("-0.5000", "-0.5"),
        ("00012", "12"),
        ("99999999999.9999",) * 2,
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str, number: str) -> None:
    """Full-width digits and the minus sign of Chinese input methods are put right."""
    assert NumberField().clean(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "NaN",
        "Infinity",
        "1e3",
        "1E+3",
        "2,600",
        "30%",
        "2600个",
        "１２３ 456",
        "0x10",
        ".",
        "4.",
        "1_000",
        "٣",
    ],
)
def test_what_is_no_plain_number_is_refused(typed: str) -> None:
    """Every other spelling says how to write it."""
    with pytest.raises(ValidationError, match="只写数字"):
        NumberField().clean(typed)


@pytest.mark.parametrize(("typed", "words"), [("1" * 12, "最多 11 位"), ("0.12345", "最多 4 位")])
def test_numbers_that_the_register_cannot_hold_are_refused(typed: str, words: str) -> None:
    """Nothing is rounded silently."""
    with pytest.raises(ValidationError, match=words):
        NumberField().clean(typed)
