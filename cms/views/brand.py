"""The views of a party-building brand: its page, and its card in a list."""

from typing import TYPE_CHECKING

from cms.rendering import Rendering
from cms.views.body import body_html
from cms.views.facts import evidence_view, headline, honour_views, record_link
from cms.views.record_types import BrandView, MilestoneView
from cms.views.sharing import keywords_of, shared_picture
from cms.views.view_types import Card
from publishing.page_view import NumberView, Thing
from publishing.period import period_text

if TYPE_CHECKING:
    from cms.models import BrandPage

COMMUNITY = "community"
"""The kind of area that a card names where no unit is named."""


def brand_view(page: "BrandPage", rendering: Rendering) -> BrandView:
    """The whole brand."""
    return BrandView(
        template="pages/brand.html",
        path=rendering.path_of(page),
        title=page.title,
        description=page.summary,
        breadcrumbs=rendering.breadcrumbs(page),
        published=page.first_published_at,
        modified=page.last_published_at,
        column=rendering.column(page),
        keywords=keywords_of(page, page.get_kind_display(), record_link(page.organisation, rendering)),
        image=shared_picture(rendering, page.body),
        thing=Thing(type="Article"),
        kind=page.get_kind_display(),
        organisation=record_link(page.organisation, rendering),
        area=record_link(page.area, rendering),
        since_text=period_text(page.since) if page.since else "",
        milestones=tuple(
            MilestoneView(period=entry.period, period_text=period_text(entry.period), text=entry.text)
            for entry in page.milestones.all()
        ),
        honours=honour_views(page.honours.all()),
        numbers=_numbers(page, rendering),
        numbers_note=rendering.numbers_note,
        deeds=rendering.relations.deeds(dict.fromkeys(link.deed_id for link in page.deed_links.all())),
        body_html=body_html(page.body, rendering),
        source=page.source,
        evidence=evidence_view(page),
        sample=page.sample,
        record_path=rendering.if_public("/data/brands/"),
    )


def brand_card(page: "BrandPage", rendering: Rendering) -> Card:
    """How a list shows the brand."""
    place = page.area if page.area and page.area.kind == COMMUNITY else None
    who = record_link(page.organisation, rendering) or record_link(place, rendering)
    kind = page.get_kind_display()
    return Card(
        title=page.title,
        path=rendering.path_of(page),
        kicker=f"{kind} · {who.title}" if who else kind,
        summary=page.summary,
        sample=page.sample,
    )


def _numbers(page: "BrandPage", rendering: Rendering) -> tuple[NumberView, ...]:
    """The published numbers of the related indicators, at most one for each."""
    numbers: list[NumberView] = []
    for link in page.indicator_links.all():
        rendering.read("indicator", link.indicator_id)
        numbers += headline(link.indicator.code, rendering)
    return tuple(numbers)
