"""The view of /sitemap/: every part of the site on one page."""

from collections.abc import Sequence
from dataclasses import dataclass

from cms.rendering import Rendering
from publishing.columns import DATA, SITE, SITE_MAP
from publishing.contract import Link
from publishing.page_view import PageView

PATH = "/sitemap/"
DYNAMIC = (Link("全站搜索", "/search/"), Link("我要找错", "/report/"))
"""Answered by the reader; in the frame of every page too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMapGroup:
    """A part of the site: a section with its lists, the data sets, the pages of the site itself."""

    label: str
    path: str
    """Where the part itself is; empty where it is only a heading."""
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMapView(PageView):
    """网站地图."""

    groups: tuple[SiteMapGroup, ...]
    links: tuple[Link, ...]
    """The parts that have an address of their own."""


def site_map_view(rendering: Rendering) -> SiteMapView:
    """Sections with their lists, data, registers, pages of the site, feeds. Needs a home page that is public."""
    sections: tuple[SiteMapGroup, ...] = rendering.ask("map_of_sections")
    published, modified = rendering.ask("map_times")
    datasets = rendering.datasets
    groups = (
        *sections,
        *_part(DATA.name, "/data/", datasets),
        *_part("名录", "", rendering.ask("map_of_registers")),
        *_part(SITE.name, "", (*rendering.ask("map_of_pages"), *DYNAMIC)),
        *_part("订阅更新", "", _feeds(sections)),
    )
    links = tuple(Link(group.label, group.path) for group in groups if group.path)
    return SiteMapView(
        template="pages/site_map.html",
        path=PATH,
        title=SITE_MAP.name,
        description=SITE_MAP.description,
        breadcrumbs=(Link("首页", "/"),),
        published=published,
        modified=modified,
        column=SITE_MAP,
        keywords=SITE_MAP.keywords,
        listed=links,
        groups=groups,
        links=links,
    )


def _part(label: str, path: str, links: Sequence[Link]) -> tuple[SiteMapGroup, ...]:
    """One group; none where there is nothing in it."""
    return (SiteMapGroup(label=label, path=path, links=tuple(links)),) if links else ()


def _feeds(sections: Sequence[SiteMapGroup]) -> tuple[Link, ...]:
    """Both feeds of each section."""
    stems = ((group.label, group.path.rstrip("/").rpartition("/")[2]) for group in sections)
    return tuple(
        Link(f"{label}（{form}）", f"/feeds/{slug}.{ending}")
        for label, slug in stems
        for form, ending in (("Atom", "atom"), ("JSON Feed", "json"))
    )
