"""Archives and one-facet lists: which there are, where, and what moves when something new comes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cms.section_lists import (
    PAGE_SIZE,
    Facet,
    list_address,
    list_paths,
    reserved_below_a_section,
    section_lists,
)

DAY = date(2026, 11, 23)
KIND = Facet("kind", "类别", lambda page, day: page.kind, lambda page, day: page.kind.upper())


@dataclass
class Entry:
    """A page as lists see it."""

    pk: int
    first_published_at: datetime
    kind: str
    list_facets: tuple[Facet, ...] = (KIND,)


def entries(count: int, kind: str = "parking") -> list[Any]:
    start = datetime(2025, 12, 31, 15, 59, tzinfo=UTC)
    return [Entry(number, start + timedelta(minutes=number), kind) for number in range(count)]


def test_the_year_is_that_of_shanghai() -> None:
    lists = section_lists(entries(2), DAY)
    assert [(made.facet.name, made.code, len(made.entries)) for made in lists] == [
        ("year", "2026", 1),
        ("year", "2025", 1),
        ("kind", "parking", 2),
    ]
    assert lists[0].text == "2026 年"


def test_every_address_of_every_list() -> None:
    lists = section_lists(entries(PAGE_SIZE + 2), DAY)
    assert list_paths("/deeds/", lists) == [
        "/deeds/2026/",
        "/deeds/2026/2/",
        "/deeds/2025/",
        "/deeds/kind/parking/",
        "/deeds/kind/parking/2/",
    ]


def test_what_is_new_moves_the_last_page_alone() -> None:
    before = section_lists(entries(PAGE_SIZE + 5), DAY)[-1]
    after = section_lists(entries(PAGE_SIZE + 6), DAY)[-1]
    assert [entry.pk for entry in before.page(1)] == [entry.pk for entry in after.page(1)]
    assert len(before.page(2)) + 1 == len(after.page(2))
    assert before.pages == after.pages == 2


def test_what_has_no_value_is_in_no_list() -> None:
    assert [made.facet.name for made in section_lists(entries(1, kind=""), DAY)] == ["year"]
    assert section_lists([], DAY) == ()


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
