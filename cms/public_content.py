"""The public records of one moment: what belongs to what, what is where, and what it looks like in lists.

Everything is answered from light queries, each made once when it is first needed. A page as a whole is loaded only
by whoever renders it.
"""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import Any

from wagtail.models import Page

from cms.models import Evidence, Observation, SectionPage
from cms.public_columns import PublicColumns
from cms.public_pages import LightPage, last_turns, light_pages, listed_pages
from cms.public_site_map import PublicSiteMap
from cms.public_summaries import PublicSummaries
from cms.relations import Relations
from cms.rendering import Question
from cms.reports import counts_by_year
from cms.row_digests import SNIPPETS, RowDigests, page_types
from cms.section_lists import SectionList, list_paths, reserved_below_a_section, section_lists
from cms.views.site_map import PATH as SITE_MAP
from publishing.contract import Catalogue, Link

ALWAYS = frozenset(
    {
        "/data/",
        "/content.json",
        "/edition/manifest.json",
        "/edition/manifest.json.minisig",
        "/edition/minisign.pub",
    }
)


DIGESTS = {"row", "all_rows", "table", "slugs", "turns"}
"""Questions that are answered by a digest."""


class PublicContent(PublicColumns, PublicSiteMap, PublicSummaries):
    """Answers questions about the public records; the name of a method is the name of its question."""

    def __init__(self, home: Page | None, as_of: date, catalogue: Catalogue | None = None) -> None:
        """`as_of` decides the states that depend on the day; the catalogue is read when it is needed."""
        super().__init__(catalogue)
        self.home = home
        self.home_path = home.url_path if home else "/"
        self.as_of = as_of
        self.relations = Relations(self.home_path)
        self.digests = RowDigests()
        self._answers: dict[Question, Any] = {}
        self._lists: dict[int, tuple[SectionList, ...]] = {}

    def answer(self, question: Question) -> Any:
        """See `cms.rendering.Content`. Asked twice, it is worked out once."""
        try:
            return self._answers[question]
        except KeyError:
            name, *about = question
            if name.startswith("_"):
                raise
            owner = self if hasattr(PublicContent, name) else self.relations
            self._answers[question] = found = getattr(owner, name)(*about)
            return found

    def digest(self, question: Question) -> str:
        """Equal digests say that the answer is the same. Of a row, this is its own digest."""
        found = self.answer(question)
        if question[0] in DIGESTS:
            return str(found)
        return digest_of(found)

    def pages_of(self, keys: Sequence[int]) -> list[Any]:
        """See `cms.rendering.Content`. One query for each type, and those of its parts."""
        by_type: dict[str, list[int]] = {}
        for key in keys:
            if key in self.light:
                by_type.setdefault(self.light[key].kind, []).append(key)
        found: dict[int, Any] = {}
        for kind, some in by_type.items():
            model = page_types()[kind]
            pages = model.objects.select_related(*model.shown_relations)
            found |= pages.prefetch_related(*model.shown_parts).in_bulk(some)
        return [found[key] for key in keys if key in found]

    # What follows are answers: plain values, whose text says everything.

    def row(self, kind: str, key: int) -> str:
        """The digest of a record as it is stored; of an agreement, also of the day on which its state turned."""
        if kind == "turn":
            return str(self._turns.get(key, ""))
        return self.digests.of(kind, key)

    def all_rows(self, kind: str) -> str:
        """One digest over all records of a kind; of a page type, also of which of its pages are public."""
        return self.digests.all(kind) + (self.slugs(kind) if kind in page_types() else "")

    def table(self, name: str) -> str:
        """One digest over all rows of a plain table: `observation` or `evidence`."""
        return self.digests.table({"observation": Observation, "evidence": Evidence}[name])

    def slugs(self, kind: str) -> str:
        """One digest over keys and slugs of the public pages of a type."""
        return digest_of([(page.key, page.slug) for page in self.light.values() if page.kind == kind])

    def turns(self, kind: str) -> str:
        """One digest over the days on which the states of agreements turned last."""
        return digest_of(sorted(self._turns.items()))

    def is_public(self, path: str) -> bool:
        """True when the path will be in the edition."""
        segments = path.strip("/").split("/")
        if len(segments) > 1 and reserved_below_a_section(segments[1]) and path in self.list_paths:
            return True
        return path in self.fixed_paths

    def page_link(self, key: int) -> Link | None:
        """Title and path of a page; None while it is not public."""
        page = self.light.get(key)
        return Link(page.title, page.path) if page else None

    def crumbs(self, tree_path: str) -> tuple[Link, ...]:
        """The public pages from the home page down to the one at a place in Wagtail's tree."""
        steps = range(Page.steplen, len(tree_path) + 1, Page.steplen)
        pages = (self._by_tree_path.get(tree_path[:end]) for end in steps)
        return tuple(Link("首页" if page.path == "/" else page.title, page.path) for page in pages if page)

    def section_slug(self, tree_path: str) -> str | None:
        """The slug of the section at a place in Wagtail's tree; None where there is no section."""
        above = self._by_tree_path.get(tree_path)
        return above.slug if above and above.kind == SectionPage.public_type else None

    def newest(self, section: int, count: int) -> tuple[int, ...]:
        """The newest public pages right below a section, the newest first."""
        return tuple(page.key for page in self._below(section)[: -count - 1 : -1])

    def newest_of_type(self, kind: str, count: int) -> tuple[int, ...]:
        """The newest public pages of a type, the newest first, whatever section they are in."""
        found = sorted((page for page in self.light.values() if page.kind == kind), key=LightPage.age)
        return tuple(page.key for page in found[: -count - 1 : -1])

    def lists(self, section: int) -> tuple[Any, ...]:
        """The lists of a section besides its front page, without their entries."""
        return tuple(made.facts for made in self._section_lists(section))

    def entries(self, section: int, facet: str, code: str, number: int) -> tuple[int, ...]:
        """The pages on one page of a list of a section, the first published first."""
        lists = self._section_lists(section)
        found = next((made for made in lists if (made.facts.facet, made.facts.code) == (facet, code)), None)
        return found.page(number) if found else ()

    def ticket_counts(self) -> tuple[tuple[int, int, int, int], ...]:
        """Of each year, the newest first: reports of readers, those closed, and those closed in time."""
        return counts_by_year()

    # The rest is for those who make the answers, and for builds.

    @cached_property
    def light(self) -> dict[int, LightPage]:
        """The public pages by key, in tree order."""
        return light_pages(self.home) if self.home else {}

    @cached_property
    def snippets(self) -> dict[str, list[tuple[int, str]]]:
        """Key and code of the public organisations, areas and indicators, by kind."""
        return {
            kind: list(model._default_manager.filter(live=True).order_by("code").values_list("pk", "code"))
            for kind, model in SNIPPETS.items()
        }

    @cached_property
    def fixed_paths(self) -> frozenset[str]:
        """The paths of pages, of snippets and their lists, and of data."""
        paths = {page.path for page in self.light.values()}
        for kind, known in self.snippets.items():
            folder: str = SNIPPETS[kind].public_folder
            paths |= {f"{folder}{code}/" for _, code in known} | ({folder} if known else set())
        paths |= {SITE_MAP} if self.home_is_public else set()
        return frozenset(paths | {f"/data/{code}/" for code in self.released}) | ALWAYS

    @cached_property
    def home_is_public(self) -> bool:
        """False before the first publication."""
        return any(page.path == "/" for page in self.light.values())

    @cached_property
    def list_paths(self) -> frozenset[str]:
        """The paths of all lists of sections."""
        sections = (page for page in self.light.values() if page.kind == SectionPage.public_type)
        return frozenset(path for page in sections for path in list_paths(page.path, self.lists(page.key)))

    def warm(self) -> None:
        """Reads what most pages ask for, so that processes that are started afterwards share it."""
        for name in self.relations.warm():
            getattr(self.relations, name)
        _ = self.light, self.fixed_paths, self.list_paths, self._turns, self.numbers_by_indicator
        self.digests.of("page", 0)

    @cached_property
    def _by_tree_path(self) -> dict[str, LightPage]:
        return {page.tree_path: page for page in self.light.values()}

    @cached_property
    def _turns(self) -> dict[int, date]:
        return last_turns(self.as_of)

    @cached_property
    def _children(self) -> dict[str, list[LightPage]]:
        """The public pages below each place in the tree, the first published first."""
        below: dict[str, list[LightPage]] = {}
        for page in sorted(self.light.values(), key=LightPage.age):
            below.setdefault(page.tree_path[: -Page.steplen], []).append(page)
        return below

    def _below(self, section: int) -> list[LightPage]:
        page = self.light.get(section)
        return self._children.get(page.tree_path, []) if page else []

    def _section_lists(self, section: int) -> tuple[SectionList, ...]:
        if section not in self._lists:
            self._lists[section] = section_lists(listed_pages(self._below(section), self.as_of))
        return self._lists[section]


def digest_of(value: Any) -> str:
    """Equal plain values have equal digests."""
    if value == ():  # as most relations are
        return "nothing"
    return blake2b(repr(value).encode(), digest_size=16).hexdigest()


def without_publication() -> list[str]:
    """What is live and was never published, by name: what a script stored, and no date can be given for."""
    types: list[Any] = [*page_types().values(), *SNIPPETS.values()]
    undated = (model._default_manager.filter(live=True, first_published_at=None) for model in types)
    return [str(record) for found in undated for record in found]
