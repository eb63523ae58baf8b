"""How a published number compares with an earlier one of the same length, or with its target."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from publishing.charts.points import Point
from publishing.charts.wording import reached
from publishing.code_lists import OBS_STATUS, label_zh
from publishing.contract import Link
from publishing.numbers import number_text
from publishing.page_view import NumberView
from publishing.period import first_day, last_day
from publishing.quantity import quantity_text

_NO_DIFFERENCE = ("最高", "目标", "上升", "下降")
"""A number that is a limit, a target or itself a change has no difference worth a sentence."""
_BREAK = label_zh(OBS_STATUS, "B")


def compared(numbers: Sequence[NumberView]) -> list[NumberView]:
    """The numbers of one indicator, in their order, each with its change; None where nothing published compares."""
    points = [Point.of(number) for number in numbers]
    return [replace(point.number, change=_change(point, points)) for point in points]


def _change(point: Point, points: Sequence[Point]) -> Link | None:
    if point.value is None or point.number.quantity.before.startswith(_NO_DIFFERENCE):
        return None
    own = [other for other in points if other.area == point.area and other is not point]
    return _from_before(point, own) or _against_target(point, own)


def _from_before(point: Point, others: Sequence[Point]) -> Link | None:
    """The difference from the nearest earlier period of the same length, which is named."""
    if point.number.status == _BREAK:
        return None
    earlier = [
        other
        for other in others
        if other.form == point.form
        and other.value is not None
        and not other.number.quantity.before.startswith(_NO_DIFFERENCE)
        and first_day(other.period) < first_day(point.period)
    ]
    if not earlier:
        return None
    before = max(earlier, key=lambda other: first_day(other.period))
    difference = (point.value or Decimal(0)) - (before.value or Decimal(0))
    exact = point.is_exact and before.is_exact
    if difference == 0:
        words = f"与{before.number.period}相同" if exact else ""
    else:
        more = "多" if difference > 0 else "少"
        unit = "个百分点" if point.number.quantity.unit == "%" else point.number.quantity.unit
        about = "" if exact else "约"
        words = f"比{before.number.period}{more}{about} {number_text(abs(difference))} {unit}"
    return Link(words, before.number.address) if words else None


def _against_target(point: Point, others: Sequence[Point]) -> Link | None:
    """How much of the first target that is not due before it; only of the newest value."""
    if any(last_day(other.period) > last_day(point.period) and other.value is not None for other in others):
        return None
    targets = [
        other
        for other in others
        if other.is_target and (other.plain or 0) > 0 and last_day(other.period) >= last_day(point.period)
    ]
    if not targets or (point.value or 0) < 0:
        return None
    target = min(targets, key=lambda other: last_day(other.period))
    share = reached(point.value or Decimal(0), target.plain or Decimal(1), exact=point.is_exact)
    words = f"是{target.number.period}{quantity_text(target.number.quantity)}的{share}"
    return Link(words, target.number.address)
