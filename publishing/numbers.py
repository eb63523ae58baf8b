"""One text per number, the same in CSV, JSON, pages and filters."""

from decimal import Decimal


def number_text(value: Decimal | int) -> str:
    """The exact plain digits: `4.1`, `-30`, `2600`; no exponent and no trailing zeros of the fraction.

    Raises ValueError for NaN and infinity, which no published file can hold.
    """
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"not a number that can be published: {value}")
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
