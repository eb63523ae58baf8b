"""The lists of a section besides its front page: archives by year, and one list for each value of a facet.

Oldest first and cut into pages of the same size, so that what is new moves the last page of a list and no other.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

FRONT = 30
"""How many of the newest a section's front page shows."""
PAGE_SIZE = 100
"""How many entries a page of an archive holds."""
YEAR = "year"


@dataclass(frozen=True, slots=True)
class Facet:
    """What the pages of a section can be told apart by. `code` is in addresses; an empty one is in no list.

    Both functions are given the page and the day of the rendering, which the state of an agreement depends on.
    """

    name: str
    label: str
    code: Callable[[Any, date], str]
    text: Callable[[Any, date], str]


def area_facet(attribute: str) -> Facet:
    """The facet of the area that an attribute holds. An area that is not public has no list."""

    def code(page: Any, day: date) -> str:
        area = getattr(page, attribute)
        return area.code if area is not None and area.live else ""

    return Facet("area", "区域", code, lambda page, day: getattr(page, attribute).name)


YEAR_FACET = Facet(
    YEAR,
    "年份",
    lambda page, day: str(timezone.localtime(page.first_published_at).year),
    lambda page, day: f"{timezone.localtime(page.first_published_at).year} 年",
)
"""By the year of first publication, which no edit can change."""


@dataclass(frozen=True, slots=True)
class SectionList:
    """One list of a section: the value of a facet, and everything that has it, oldest first."""

    facet: Facet
    code: str
    text: str
    entries: tuple[Any, ...]

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return -(-len(self.entries) // PAGE_SIZE)

    def page(self, number: int) -> tuple[Any, ...]:
        """The entries of one page, from 1 on."""
        return self.entries[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]

    def path(self, section: str, number: int = 1) -> str:
        """Where a page of it is: `/deeds/2026/`, `/deeds/kind/parking/2/`."""
        stem = (
            f"{section}{self.code}/"
            if self.facet.name == YEAR
            else f"{section}{self.facet.name}/{self.code}/"
        )
        return stem if number == 1 else f"{stem}{number}/"


def section_lists(entries: Iterable[Any], day: date) -> tuple[SectionList, ...]:
    """Every list of a section that has something in it: years first, newest year first, then facets by code.

    `entries` are oldest first. Facets come from the types of the entries.
    """
    found: dict[tuple[str, str], tuple[Facet, str, list[Any]]] = {}
    order: list[str] = [YEAR]
    for entry in entries:
        for facet in (YEAR_FACET, *entry.list_facets):
            if facet.name not in order:
                order.append(facet.name)
            code = facet.code(entry, day)
            if code:
                found.setdefault((facet.name, code), (facet, facet.text(entry, day), []))[2].append(entry)
    lists = [
        SectionList(facet, key[1], text, tuple(members)) for key, (facet, text, members) in found.items()
    ]
    years = sorted(
        (made for made in lists if made.facet.name == YEAR), key=lambda made: made.code, reverse=True
    )
    rest = [made for made in lists if made.facet.name != YEAR]
    return (*years, *sorted(rest, key=lambda made: (order.index(made.facet.name), made.code)))


def list_paths(section: str, lists: Sequence[SectionList]) -> list[str]:
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
