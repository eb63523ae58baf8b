"""From values to shares of a length. Nought is always on the scale, so that lengths compare as values do."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from publishing.numbers import number_text

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
MOST_STEPS = 5
TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True)
class Scale:
    """The lowest and the highest value of an axis; the lowest is never above nought, the highest never below."""

    low: Decimal
    high: Decimal

    def share(self, value: Decimal) -> float:
        """0 at the lowest, 1 at the highest."""
        return float((value - self.low) / (self.high - self.low))

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        """Round values on the axis, nought among them, from low to high; at most five steps."""
        step = _step((self.high - self.low) / MOST_STEPS)
        first = int((self.low / step).to_integral_value(rounding="ROUND_CEILING"))
        last = int((self.high / step).to_integral_value(rounding="ROUND_FLOOR"))
        return tuple(step * number for number in range(first, last + 1))


def scale_of(values: Iterable[Decimal], whole: Decimal | None = None) -> Scale:
    """The scale of some values. All noughts, or none at all, give a scale from 0 to 1."""
    known = [Decimal(0), *values, *((whole,) if whole is not None else ())]
    low, high = min(known), max(known)
    return Scale(low, high if high > low else low + 1)


def tick_text(value: Decimal) -> str:
    """A round value in few characters: `5万`, `200`, `−30`."""
    unit = ""
    if abs(value) >= TEN_THOUSAND and value % 1000 == 0:
        value, unit = value / TEN_THOUSAND, "万"
        if abs(value) >= TEN_THOUSAND and value % 1000 == 0:
            value, unit = value / TEN_THOUSAND, "亿"
    return number_text(value).replace("-", "−") + unit


def _step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20 … (and their tenths) that is not below `least`."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(power * step for step in _STEPS if power * step >= least)
