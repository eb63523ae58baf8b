"""Public pages as lists and links need them: one light row each."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from wagtail.models import Page

from cms.models import AgreementPage, ChairTerm
from cms.rendering import public_path
from cms.row_digests import page_types
from cms.section_lists import YEAR_FACET, Facet, ListedPage, Value, year_of
from cms.turning_days import DATES, turning_days


class LightPage(NamedTuple):
    """A public page: where it is, what it is, and since when."""

    key: int
    tree_path: str
    """Its place in Wagtail's tree."""
    path: str
    slug: str
    title: str
    kind: str
    published: datetime

    def age(self) -> tuple[datetime, int]:
        """What pages sort by from the first published to the last."""
        return self.published, self.key


def light_pages(home: Page) -> dict[int, LightPage]:
    """Live pages without a view restriction on them or above, from the home page down, in tree order."""
    kinds = {model._meta.model_name: kind for kind, model in page_types().items()}
    pages = home.get_descendants(inclusive=True).live().public().order_by("path")
    rows = pages.filter(content_type__model__in=kinds).values_list(
        "pk", "path", "url_path", "slug", "title", "content_type__model", "first_published_at"
    )
    return {
        key: LightPage(key, place, public_path(url, home.url_path), slug, title, kinds[model], published)
        for key, place, url, slug, title, model, published in rows
    }


def listed_pages(pages: Sequence[LightPage], day: date) -> list[ListedPage]:
    """The same pages, in the same order, with the values of their facets on a day."""
    values: dict[int, list[tuple[Facet, Value]]] = {}
    for kind in dict.fromkeys(page.kind for page in pages):
        for facet in page_types()[kind].list_facets:
            for key, *row in page_types()[kind].objects.live().values_list("pk", *facet.columns):
                values.setdefault(key, []).append((facet, facet.value(row, day)))
    return [
        ListedPage(page.key, ((YEAR_FACET, year_of(page.published)), *values.get(page.key, ())))
        for page in pages
    ]


def last_turns(day: date) -> dict[int, date]:
    """The last day up to `day` on which each live agreement's state turned, by key; none before the first."""
    terms: dict[int, list[tuple[date, date | None]]] = {}
    for key, first, last in ChairTerm.objects.values_list("page_id", "first_day", "last_day"):
        terms.setdefault(key, []).append((first, last))
    found = {}
    for agreement in AgreementPage.objects.live().only("pk", *DATES):
        turns = [turn for turn in turning_days(agreement, terms.get(agreement.pk, ())) if turn <= day]
        if turns:
            found[agreement.pk] = max(turns)
    return found
