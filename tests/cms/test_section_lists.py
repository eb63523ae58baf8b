"""Archives and one-facet lists: which there are, where, and what moves when something new comes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cms.section_lists import (
    PAGE_SIZE,
    YEAR_FACET,
    Facet,
    ListedPage,
    list_address,
    list_paths,
    reserved_below_a_section,
    section_lists,
    year_of,
)

KIND = Facet("kind", "类别", ("kind",), lambda row, day: (row[0], row[0].upper()))


def entries(count: int, kind: str = "parking") -> list[ListedPage]:
    start = datetime(2025, 12, 31, 15, 59, tzinfo=UTC)
    return [
        ListedPage(
            number,
            (
                (YEAR_FACET, year_of(start + timedelta(minutes=number))),
                (KIND, KIND.value((kind,), date(2026, 11, 23))),
            ),
        )
        for number in range(count)
    ]


def test_the_year_is_that_of_shanghai() -> None:
    lists = section_lists(entries(2))
    assert [(made.facts.facet, made.facts.code, made.facts.count, len(made.entries)) for made in lists] == [
        ("year", "2026", 1, 1),
        ("year", "2025", 1, 1),
        ("kind", "parking", 2, 2),
    ]
    assert (lists[0].facts.text, lists[2].facts.text) == ("2026 年", "PARKING")


def test_every_address_of_every_list() -> None:
    lists = [made.facts for made in section_lists(entries(PAGE_SIZE + 2))]
    assert list_paths("/deeds/", lists) == [
        "/deeds/2026/",
        "/deeds/2026/2/",
        "/deeds/2025/",
        "/deeds/kind/parking/",
        "/deeds/kind/parking/2/",
    ]


def test_what_is_new_moves_the_last_page_alone() -> None:
    before = section_lists(entries(PAGE_SIZE + 5))[-1]
    after = section_lists(entries(PAGE_SIZE + 6))[-1]
    assert before.page(1) == after.page(1)
    assert len(before.page(2)) + 1 == len(after.page(2))
    assert before.facts.pages == after.facts.pages == 2
    assert after.facts.size_of(2) == len(after.page(2)) == 6


def test_what_has_no_value_is_in_no_list() -> None:
    assert [made.facts.facet for made in section_lists(entries(1, kind=""))] == ["year"]
    assert section_lists([]) == ()


@pytest.mark.parametrize(
    ("path", "which"),
    [
        ("2026", {"facet": "year", "code": "2026", "number": 1}),
        ("2026/2", {"facet": "year", "code": "2026", "number": 2}),
        ("kind/parking", {"facet": "kind", "code": "parking", "number": 1}),
        ("area/230822-wenzheng/3", {"facet": "area", "code": "230822-wenzheng", "number": 3}),
        ("kind", None),
        ("kind/parking/2/3", None),
        ("2026/1", None),
        ("2026/0", None),
        ("2026/x", None),
        ("2026/２", None),
    ],
)
def test_addresses_below_a_section(path: str, which: dict[str, Any] | None) -> None:
    assert list_address(path.split("/")) == which


@pytest.mark.parametrize(
    ("slug", "taken"), [("2026", True), ("kind", True), ("topic", True), ("20261", False), ("kinds", False)]
)
def test_no_page_takes_the_address_of_a_list(slug: str, taken: bool) -> None:
    assert reserved_below_a_section(slug) is taken
