"""The view of an area: for a community, everything that is public about it in one place."""

from typing import TYPE_CHECKING

from cms.rendering import Rendering
from cms.views.facts import evidence_view, honour_views
from cms.views.record_types import AreaView
from publishing.contract import Link

if TYPE_CHECKING:
    from cms.models import Area

NEWEST = 12


def area_view(area: "Area", rendering: Rendering) -> AreaView:
    """The area with its numbers, deeds, agreements, brands, organisations and honours."""
    rendering.read("area", area.pk)
    relations = rendering.relations
    deeds = relations.deeds_of_area(area.pk)
    deeds_path = f"/deeds/area/{area.code}/"
    return AreaView(
        template="pages/area.html",
        path=area.public_path(),
        title=area.name,
        description=f"{area.name}的数字、好事实事、协议、品牌和组织。",
        breadcrumbs=(Link("首页", "/"), Link("区域", "/areas/"), *relations.areas_above(area.pk)),
        published=area.first_published_at,
        modified=area.last_published_at,
        code=area.code,
        title_en=area.name_en,
        kind=area.get_kind_display(),
        children=relations.areas_below(area.pk),
        numbers=rendering.ask("numbers_of_area", area.code),
        numbers_note=rendering.numbers_note,
        deeds=deeds[:NEWEST],
        deeds_total=len(deeds),
        deeds_path=rendering.if_public(deeds_path),
        agreements=relations.agreements_of_area(area.pk),
        brands=relations.brands_of_area(area.pk),
        organisations=relations.organisations_of_area(area.pk),
        honours=honour_views(area.honours.all()),
        evidence=evidence_view(area),
        sample=area.sample,
        record_path=rendering.if_public("/data/areas/"),
    )
