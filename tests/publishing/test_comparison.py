"""Change beside a number: only from what is published, in words that claim no more than the numbers do."""

from typing import Any

import pytest

from publishing.comparison import compared
from publishing.contract import Link
from publishing.page_view import NumberView
from tests.publishing.charts.chart_samples import number


def change(*numbers: NumberView) -> Link | None:
    """The change of the last."""
    return compared(numbers)[-1].change


def words(before: Any, after: Any, **facts: Any) -> str | None:
    """What a number says of the year before it."""
    found = change(number("2024", before), number("2025", after, **facts))
    return found.title if found else None


@pytest.mark.parametrize(
    ("before", "after", "facts", "said"),
    [
        (200, 230, {}, "比2024年多 30 个"),
        (230, 200, {}, "比2024年少 30 个"),
        (200, 200, {}, "与2024年相同"),
        ("4.1", "4.15", {"unit": "万人"}, "比2024年多 0.05 万人"),
        (74, 81, {"unit": "%"}, "比2024年多 7 个百分点"),
        (200, 230, {"qualifier": "more_than"}, "比2024年多约 30 个"),
        (200, 230, {"status": "初步"}, "比2024年多约 30 个"),
        (200, 200, {"qualifier": "more_than"}, None),
        (200, 230, {"qualifier": "up_to"}, None),
        (200, 230, {"qualifier": "target"}, None),
        (200, 230, {"status": "口径中断"}, None),
        (-20, -30, {"measure": "change"}, None),
        (200, None, {}, None),
        (None, 230, {}, None),
    ],
)
def test_words(before: Any, after: Any, facts: dict[str, Any], said: str | None) -> None:
    assert words(before, after, **facts) == said


def test_it_leads_to_the_number_that_it_compares_with() -> None:
    found = change(number("2021", 1), number("2023", 4), number("2024-06", 2), number("2025", 9))
    assert found == Link("比2023年多 5 个", "/id/obs/wishes/230822/2023/r1")


def test_the_first_of_an_area_has_nothing_to_compare_with() -> None:
    assert change(number("2024", 5, "230822-a"), number("2025", 9, "230822-b")) is None
    assert change(number("2025", 9)) is None


def test_without_an_earlier_period_the_target_compares() -> None:
    before, target = number("2025", 240), number("2026", 300, qualifier="target")
    first, second = compared([before, target])
    assert first.change == Link("是2026年目标300个的 80%", "/id/obs/wishes/230822/2026/r1")
    assert second.change is None
    assert compared([number("2027", 240), target])[0].change is None, "that target is past"


def test_an_old_value_is_not_held_against_a_target() -> None:
    numbers = [number("2021", 3), number("2022", 9), number("2030", 10, qualifier="target")]
    assert [found.change.title if found.change else None for found in compared(numbers)] == [
        None,
        "比2021年多 6 个",
        None,
    ]
