"""The page of search results as its template is given it."""

from dataclasses import dataclass

from publishing.contract import Link
from publishing.page_view import PageView
from publishing.search.excerpt import Part

PATH = "/search/"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """One page that was found."""

    path: str
    kind: str
    title: tuple[Part, ...]
    excerpt: tuple[Part, ...]
    source: str
    date: str
    """`2026-11-23` in Shanghai; empty for a page without a date."""
    sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceView:
    """A way to other results. `path` goes with its query."""

    title: str
    path: str
    count: int | None = None
    current: bool = False
    rel: str = ""
    """prev or next, for the neighbouring pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView(PageView):
    """`/search/`: what was asked, what was found, and what else could be asked."""

    query: str
    kept_query: str
    """The query of this address up to where `elder=1` may follow; empty where nothing was asked."""
    kind: str = ""
    """Code of the kind that is chosen; empty for all."""
    sort: str = ""
    """`date`; empty for the usual order."""
    elder: bool = False
    notices: tuple[str, ...] = ()
    """What of the address could not be done, and what is shown instead."""
    asked: bool = False
    """False where the query holds nothing that can be looked for."""
    total: int = 0
    """Pages of the kind that is chosen."""
    first: int = 0
    """Place of the first result on this page, from 1."""
    last: int = 0
    results: tuple[ResultView, ...] = ()
    kinds: tuple[ChoiceView, ...] = ()
    sorts: tuple[ChoiceView, ...] = ()
    pages: tuple[ChoiceView, ...] = ()
    smaller: tuple[ChoiceView, ...] = ()
    """Shorter questions that do find something; only where nothing was found."""
    sections: tuple[Link, ...] = ()
