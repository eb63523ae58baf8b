"""A value and its qualifier as people read them: 2600 余个, 下降近 30 %, 最高 90 %."""

from decimal import Decimal

from publishing.numbers import number_text
from publishing.page_view import QuantityView

_WORDS = {"exact": "", "nearly": "近", "up_to": "最高", "target": "目标"}
_DIRECTION_FIRST = {"exact", "more_than", "nearly"}
"""下降近 30 %, but 最高下降 30 %."""


def quantity_view(value: Decimal | int | None, unit_zh: str, qualifier: str, measure: str) -> QuantityView:
    """How the number reads. `measure` `change` turns the sign into 上升 or 下降; null reads 暂缺.

    Raises ValueError for a qualifier that is not in the list `qualifiers`.
    """
    if qualifier not in _WORDS and qualifier != "more_than":
        raise ValueError(f"unknown qualifier: {qualifier}")
    if value is None:
        return QuantityView(value="暂缺", before="", after="", unit="", machine="")
    number = Decimal(value)
    after = "余" if qualifier == "more_than" and _takes_remainder(number, unit_zh) else ""
    return QuantityView(
        value=_digits(number, measure),
        before=_before(number, qualifier, measure, after),
        after=after,
        unit=unit_zh,
        machine=number_text(number),
    )


def quantity_text(quantity: QuantityView) -> str:
    """The same in one run of text, for titles and feeds: `2600余个`, `下降近30%`."""
    return f"{quantity.before}{quantity.value}{quantity.after}{quantity.unit}"


def _takes_remainder(number: Decimal, unit_zh: str) -> bool:
    """余 follows a round number before an ordinary unit; elsewhere Chinese says 超过."""
    return number != 0 and number % 10 == 0 and not unit_zh.startswith(("%", "万", "亿"))


def _before(number: Decimal, qualifier: str, measure: str, after: str) -> str:
    word = _WORDS.get(qualifier, "" if after else "超过")
    direction = _direction(number) if measure == "change" else ""
    return direction + word if qualifier in _DIRECTION_FIRST else word + direction


def _direction(number: Decimal) -> str:
    if number == 0:
        return ""
    return "下降" if number < 0 else "上升"


def _digits(number: Decimal, measure: str) -> str:
    if measure == "change":
        number = abs(number)
    return number_text(number).replace("-", "−")
