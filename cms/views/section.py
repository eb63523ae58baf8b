"""The views of a section: its front page with the newest, and its archives."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cms.rendering import Rendering
from cms.section_lists import FRONT, YEAR, ListFacts
from cms.views.card import card_links
from cms.views.view_types import ListGroup, ListLink, SectionListView, SectionView
from publishing.columns import words_of
from publishing.contract import Link

if TYPE_CHECKING:
    from cms.models import SectionPage


def section_view(page: "SectionPage", rendering: Rendering) -> SectionView:
    """The newest of what is below, and the way to the rest."""
    lists: tuple[ListFacts, ...] = rendering.ask("lists", page.pk)
    newest = rendering.pages(rendering.ask("newest", page.pk, FRONT))
    cards = tuple(child.card(rendering) for child in newest)
    return SectionView(
        template="pages/section.html",
        path=rendering.path_of(page),
        title=page.title,
        description=page.summary or page.intro,
        breadcrumbs=rendering.breadcrumbs(page),
        published=page.first_published_at,
        modified=page.last_published_at,
        column=rendering.column(page),
        keywords=words_of(page.keywords),
        listed=card_links(cards),
        intro=page.intro,
        cards=cards,
        total=sum(made.count for made in lists if made.facet == YEAR),
        groups=_groups(lists, rendering.path_of(page), None),
        empty_text=page.empty_text,
        feed_path=f"/feeds/{page.slug}.atom",
        search_query=_search_query(newest),
    )


def section_list_view(
    page: "SectionPage", rendering: Rendering, facet: str, code: str, number: int
) -> SectionListView | None:
    """A page of a list of the section, oldest first; None where there is none of that facet, code and number."""
    lists: tuple[ListFacts, ...] = rendering.ask("lists", page.pk)
    made = next((made for made in lists if (made.facet, made.code) == (facet, code)), None)
    if made is None or not 1 <= number <= made.pages:
        return None
    section = rendering.path_of(page)
    entries = rendering.pages(rendering.ask("entries", page.pk, facet, code, number))
    cards = tuple(entry.card(rendering) for entry in entries)
    crumbs = (*rendering.breadcrumbs(page), Link(page.title, section))
    return SectionListView(
        template="pages/section_list.html",
        path=made.path(section, number),
        title=f"{page.title}：{made.text}" + (f"（第 {number} 页）" if number > 1 else ""),
        description=f"{page.title}里{made.label}为{made.text}的，共 {made.count} 条，早的在前。",
        breadcrumbs=crumbs,
        published=entries[0].first_published_at,
        modified=max(entry.last_published_at for entry in entries),
        column=rendering.column(page),
        keywords=words_of(page.keywords),
        listed=card_links(cards),
        section=Link(page.title, section),
        cards=cards,
        total=made.count,
        number=number,
        pages=_pages(made, section, number),
        groups=_groups(lists, section, made),
        search_query=_search_query(entries),
    )


def _search_query(pages: Sequence[Any]) -> str:
    """Asks search for pages of the type that the newest of these has."""
    return f"?type={pages[0].public_type}" if pages else ""


def _pages(made: ListFacts, section: str, number: int) -> tuple[ListLink, ...]:
    if made.pages == 1:
        return ()
    return tuple(
        ListLink(
            title=f"第 {other} 页",
            path=made.path(section, other),
            count=made.size_of(other),
            current=other == number,
        )
        for other in range(1, made.pages + 1)
    )


def _groups(lists: tuple[ListFacts, ...], section: str, current: ListFacts | None) -> tuple[ListGroup, ...]:
    """The lists by facet, in the order in which they come."""
    groups = []
    for label, members in groupby(lists, key=lambda made: made.label):
        links = tuple(
            ListLink(
                title=made.text,
                path=made.path(section),
                count=made.count,
                current=current is not None and made is current,
            )
            for made in members
        )
        groups.append(ListGroup(label=label, links=links))
    return tuple(groups)
