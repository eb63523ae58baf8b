"""The public records of one moment, read once and shared by everything that is rendered then."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from wagtail.models import Page

from cms.counts import COUNTS
from cms.models import Area, Indicator, Organisation, SectionPage
from cms.models.page import PublicPage
from cms.relations import Relations
from cms.released import released_rows
from cms.rendering import public_path
from cms.section_lists import SectionList, list_paths, section_lists
from cms.signing import data_folder
from cms.views.view_types import CountView
from publishing.releases import Release, latest_release

SNIPPETS = (Organisation, Area, Indicator)
"""The public snippet types whose pages the desk renders; datasets are rendered by `publishing`."""


class PublicContent:
    """Lookups among public records. Whoever needs all pages reads `pages`; the rest is then answered from them."""

    def __init__(self, home: Page | None, as_of: date) -> None:
        """`as_of` decides the states that depend on the day."""
        self.home = home
        self.home_path = home.url_path if home else "/"
        self.as_of = as_of
        self.relations = Relations(self.home_path)
        self._lists: dict[int, tuple[SectionList, ...]] = {}
        self._sections: dict[str, Any | None] = {}

    @cached_property
    def pages(self) -> list[Any]:
        """Live pages without a view restriction on them or above, from the home page down, in tree order."""
        if self.home is None:
            return []
        found = [page for model in page_types() for page in _shown(model, self.home)]
        return sorted(found, key=lambda page: page.path)

    @cached_property
    def page_paths(self) -> frozenset[str]:
        """The public paths of those pages."""
        if "pages" in self.__dict__:
            urls = [page.url_path for page in self.pages]
        elif self.home is None:
            urls = []
        else:
            below = self.home.get_descendants(inclusive=True).live().public()
            urls = list(below.values_list("url_path", flat=True))
        return frozenset(public_path(url, self.home_path) for url in urls)

    @cached_property
    def snippets(self) -> list[Any]:
        """Public organisations, areas and indicators, by type and code."""
        return [record for model in SNIPPETS for record in _live(model)]

    @cached_property
    def snippet_paths(self) -> frozenset[str]:
        """The public paths of those, and of the lists of each type that has some."""
        paths: set[str] = set()
        for model in SNIPPETS:
            codes = model._default_manager.filter(live=True).values_list("code", flat=True)
            own = {f"{model.public_folder}{code}/" for code in codes}
            paths |= own | ({model.public_folder} if own else set())
        return frozenset(paths)

    def sections(self) -> list[Any]:
        """The public pages that list what is below them."""
        return [page for page in self.pages if page.public_type == "section"]

    def section(self, path: str) -> Any | None:
        """The section at a public path; None where there is none. Looked up once for each path."""
        if path not in self._sections:
            self._sections[path] = self._section_at(path)
        return self._sections[path]

    def ancestors(self, page: Any) -> list[Any]:
        """See `cms.rendering.Content`."""
        if "pages" not in self.__dict__:
            return list(page.get_ancestors().order_by("depth"))
        above = (page.path[:end] for end in range(page.steplen, len(page.path), page.steplen))
        return [self._by_path[path] for path in above if path in self._by_path]

    def newest(self, section: Any, count: int) -> list[Any]:
        """See `cms.rendering.Content`."""
        if "pages" in self.__dict__:
            return self._entries[section.pk][: -count - 1 : -1]
        below = section.get_children().live().public().order_by("-first_published_at", "-pk")
        return list(below.specific()[:count])

    def lists(self, section: Any) -> tuple[SectionList, ...]:
        """See `cms.rendering.Content`."""
        if section.pk not in self._lists:
            self._lists[section.pk] = section_lists(self._listed(section), self.as_of)
        return self._lists[section.pk]

    def list_paths(self, section: Any) -> list[str]:
        """Every address of the lists of a section."""
        return list_paths(public_path(section.url_path, self.home_path), self.lists(section))

    def count_of(self, code: str, unit: str) -> CountView | None:
        """See `cms.rendering.Content`."""
        count = COUNTS.get(code)
        release = latest_release(data_folder(), count.dataset) if count else None
        if count is None or release is None:
            return None
        folder = f"/data/{count.dataset}/"
        return CountView(
            label=count.label,
            value=_counted(code, release),
            unit=unit,
            release=release.id,
            dataset_path=folder,
            query_path=f"{folder}{release.id}/rows.json{count.query}",
        )

    @cached_property
    def _by_path(self) -> dict[str, Any]:
        return {page.path: page for page in self.pages}

    @cached_property
    def _entries(self) -> dict[int, list[Any]]:
        """The public pages below each section, the first published first."""
        below: dict[int, list[Any]] = {section.pk: [] for section in self.sections()}
        parents = {section.path: section.pk for section in self.sections()}
        for page in self.pages:
            key = parents.get(page.path[: -page.steplen])
            if key is not None:
                below[key].append(page)
        for entries in below.values():
            entries.sort(key=lambda page: (page.first_published_at, page.pk))
        return below

    def _section_at(self, path: str) -> Any | None:
        url_path = f"{self.home_path}{path.lstrip('/')}"
        if "pages" in self.__dict__:
            return next((found for found in self.sections() if found.url_path == url_path), None)
        return SectionPage.objects.live().public().filter(url_path=url_path).first()

    def _listed(self, section: Any) -> list[Any]:
        """What is below a section, as far as its facets need it, the first published first."""
        if "pages" in self.__dict__:
            return self._entries[section.pk]
        found = [
            page
            for model in page_types()
            for page in model.objects.child_of(section)
            .live()
            .public()
            .select_related(*model.facet_relations)
            .defer_streamfields()
        ]
        return sorted(found, key=lambda page: (page.first_published_at, page.pk))


def without_publication() -> list[str]:
    """What is live and was never published, by name: what a script stored, and no date can be given for."""
    types: list[Any] = [*page_types(), *SNIPPETS]
    undated = (model._default_manager.filter(live=True, first_published_at=None) for model in types)
    return [str(record) for found in undated for record in found]


def page_types() -> list[type[PublicPage]]:
    """Every concrete public page type."""
    return list(_concrete(PublicPage))


def _concrete(model: Any) -> Iterator[type[PublicPage]]:
    for below in model.__subclasses__():
        if below._meta.abstract:
            yield from _concrete(below)
        else:
            yield below


def _shown(model: Any, home: Page) -> list[Any]:
    """The public pages of a type with what their views read, in few queries."""
    pages = model.objects.live().public().descendant_of(home, inclusive=True)
    return list(pages.select_related(*model.shown_relations).prefetch_related(*model.shown_parts))


def _live(model: Any) -> list[Any]:
    """The public records of a type with what their views read."""
    records = model._default_manager.filter(live=True).order_by("code")
    return list(records.select_related(*model.shown_relations).prefetch_related(*model.shown_parts))


@lru_cache(maxsize=32)
def _counted(code: str, release: Release) -> int:
    """A release never changes, so it is counted once."""
    return COUNTS[code].of(released_rows(release))
