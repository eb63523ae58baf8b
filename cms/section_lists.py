"""The lists of a section besides its front page: archives by year, and one list for each value of a facet.

Oldest first and cut into pages of the same size, so that what is new moves the last page of a list and no other.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone

FRONT = 30
"""How many of the newest a section's front page shows."""
PAGE_SIZE = 100
"""How many entries a page of an archive holds."""
YEAR = "year"


Value = tuple[str, str]
"""A code for addresses and the words for readers; an empty code is in no list."""


@dataclass(frozen=True, slots=True)
class Facet:
    """What the pages of a section can be told apart by."""

    name: str
    label: str
    columns: tuple[str, ...]
    """What it is read from, as `QuerySet.values_list` takes it: a page as a whole would cost fifty times as much."""
    value: Callable[[Sequence[Any], date], Value]
    """From those columns, and the day of the rendering, which the state of an agreement depends on."""


def choice_facet(name: str, label: str, choices: Any) -> Facet:
    """The facet of a field with choices that has the name of the facet."""
    labels = {code: str(text) for code, text in choices.choices}
    return Facet(name, label, (name,), lambda row, day: (row[0], labels.get(row[0], row[0])))


def area_facet(field: str) -> Facet:
    """The facet of the area that a field holds. An area that is not public has no list."""
    columns = (f"{field}__code", f"{field}__name", f"{field}__live")
    return Facet("area", "区域", columns, lambda row, day: (row[0], row[1]) if row[2] else ("", ""))


YEAR_FACET = Facet(YEAR, "年份", (), lambda row, day: ("", ""))
"""By the year of first publication, which no edit can change: see `year_of`."""


def year_of(published: datetime) -> Value:
    """The year in Shanghai."""
    year = timezone.localtime(published).year
    return str(year), f"{year} 年"


class ListedPage(NamedTuple):
    """A page as lists see it."""

    key: int
    values: tuple[tuple[Facet, Value], ...]
    """The year first, then the facets of its type."""


@dataclass(frozen=True, slots=True)
class ListFacts:
    """One list of a section: the value of a facet, and how many have it."""

    facet: str
    label: str
    """What the facet is called: 年份, 类别."""
    code: str
    text: str
    count: int

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return -(-self.count // PAGE_SIZE)

    def size_of(self, number: int) -> int:
        """How many entries are on a page, from 1 on."""
        return min(self.count - (number - 1) * PAGE_SIZE, PAGE_SIZE)

    def path(self, section: str, number: int = 1) -> str:
        """Where a page of it is: `/deeds/2026/`, `/deeds/kind/parking/2/`."""
        stem = f"{section}{self.code}/" if self.facet == YEAR else f"{section}{self.facet}/{self.code}/"
        return stem if number == 1 else f"{stem}{number}/"


@dataclass(frozen=True, slots=True)
class SectionList:
    """A list with its entries, oldest first."""

    facts: ListFacts
    entries: tuple[int, ...]
    """Keys of pages."""

    def page(self, number: int) -> tuple[int, ...]:
        """The entries of one page, from 1 on."""
        return self.entries[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]


def section_lists(entries: Iterable[ListedPage]) -> tuple[SectionList, ...]:
    """Every list of a section that has something in it: years first, newest year first, then facets by code.

    `entries` are oldest first. Facets come from the types of the entries.
    """
    found: dict[tuple[str, str], tuple[Facet, str, list[int]]] = {}
    order: list[str] = [YEAR]
    for entry in entries:
        for facet, (code, text) in entry.values:
            if facet.name not in order:
                order.append(facet.name)
            if code:
                found.setdefault((facet.name, code), (facet, text, []))[2].append(entry.key)
    lists = [
        SectionList(ListFacts(facet.name, facet.label, code, text, len(members)), tuple(members))
        for (_, code), (facet, text, members) in found.items()
    ]
    years = [made for made in lists if made.facts.facet == YEAR]
    rest = [made for made in lists if made.facts.facet != YEAR]
    years.sort(key=lambda made: made.facts.code, reverse=True)
    return (*years, *sorted(rest, key=lambda made: (order.index(made.facts.facet), made.facts.code)))


def list_paths(section: str, lists: Sequence[ListFacts]) -> list[str]:
    """Every address that the lists of a section have."""
    return [made.path(section, number) for made in lists for number in range(1, made.pages + 1)]


FACET_SEGMENTS = frozenset({"kind", "area", "status", "topic"})
"""Second path segments below a section that belong to its lists."""


def reserved_below_a_section(slug: str) -> bool:
    """True for a slug that a list of the section may need: a year, or the name of a facet."""
    return slug in FACET_SEGMENTS or (len(slug) == 4 and slug.isdigit())


def list_address(segments: Sequence[str]) -> dict[str, Any] | None:
    """Which list the path segments below a section name: facet, code and page number. None for none.

    `2026`, `2026/2`, `kind/parking`, `kind/parking/2`; the first page has no number.
    """
    rest = list(segments)
    facet = rest.pop(0) if rest[0] in FACET_SEGMENTS else YEAR
    if not rest or len(rest) > 2:
        return None
    number = rest[1] if len(rest) == 2 else "1"
    if not number.isascii() or not number.isdigit() or (len(rest) == 2 and int(number) < 2):
        return None
    return {"facet": facet, "code": rest[0], "number": int(number)}
