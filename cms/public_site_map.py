"""What the site map lists of the public records."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import Max
from wagtail.models import Page

from cms.models import CorrectionsPage, PlainPage, SectionPage
from cms.row_digests import SNIPPETS
from cms.section_lists import YEAR, ListFacts
from cms.views.site_map import SiteMapGroup
from publishing.contract import Link

if TYPE_CHECKING:
    from cms.public_pages import LightPage

OF_THE_SITE = (PlainPage.public_type, CorrectionsPage.public_type)
"""Types of pages that stand outside of sections."""


class Known(Protocol):
    """What the answers are made from: see `cms.public_content.PublicContent`."""

    @property
    def light(self) -> "dict[int, LightPage]":
        """The public pages by key, in tree order."""
        ...

    @property
    def snippets(self) -> dict[str, list[tuple[int, str]]]:
        """Key and code of the public records of registers, by kind."""
        ...

    def lists(self, section: int) -> tuple[Any, ...]:
        """The lists of a section."""
        ...

    def newest(self, section: int, count: int) -> tuple[int, ...]:
        """The newest pages of a section."""
        ...


class PublicSiteMap:
    """Answers about the site map; the name of a method is the name of its question."""

    def map_of_sections(self: Known) -> tuple[SiteMapGroup, ...]:
        """The sections that have something in them, in tree order, each with its lists."""
        return tuple(
            SiteMapGroup(label=page.title, path=page.path, links=tuple(_lists(page, self.lists(page.key))))
            for page in self.light.values()
            if page.kind == SectionPage.public_type and self.newest(page.key, 1)
        )

    def map_of_pages(self: Known) -> tuple[Link, ...]:
        """The pages outside of sections, in tree order."""
        sections = tuple(p.tree_path for p in self.light.values() if p.kind == SectionPage.public_type)
        return tuple(
            Link(page.title, page.path)
            for page in self.light.values()
            if page.kind in OF_THE_SITE and not page.tree_path.startswith(sections)
        )

    def map_of_registers(self: Known) -> tuple[Link, ...]:
        """The lists of organisations, areas and indicators that have entries."""
        return tuple(
            Link(str(SNIPPETS[kind]._meta.verbose_name_plural), str(SNIPPETS[kind].public_folder))
            for kind, known in self.snippets.items()
            if known
        )

    def map_times(self: Known) -> tuple[datetime, datetime]:
        """When the home page came, and when it, a section or a page of the site was published last."""
        of_map = (SectionPage.public_type, *OF_THE_SITE, "home")
        shown = [page for page in self.light.values() if page.kind in of_map]
        first = next(page.published for page in shown if page.kind == "home")
        newest = Page.objects.filter(pk__in=[page.key for page in shown]).aggregate(
            newest=Max("last_published_at")
        )
        return first, newest["newest"] or first


def _lists(section: "LightPage", lists: tuple[ListFacts, ...]) -> Iterator[Link]:
    for made in lists:
        text = made.text if made.facet == YEAR else f"{made.label}：{made.text}"
        yield Link(text, made.path(section.path))
