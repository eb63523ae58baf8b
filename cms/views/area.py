"""The view of an area: for a community, everything that is public about it in one place."""

from typing import TYPE_CHECKING

from cms.rendering import Rendering
from cms.views.facts import evidence_view, honour_views, section_path
from cms.views.progress_types import AreaProgress
from cms.views.record_types import AreaView
from cms.views.things import area_thing
from publishing.columns import AREAS
from publishing.contract import Link

if TYPE_CHECKING:
    from cms.models import Area

NEWEST = 12


def area_view(area: "Area", rendering: Rendering) -> AreaView:
    """The area with its numbers, deeds, agreements, brands, organisations and honours."""
    rendering.read("area", area.pk)
    relations = rendering.relations
    deeds = relations.deeds_of_area(area.pk)
    progress: AreaProgress = rendering.ask("progress_of_area", area.pk)
    return AreaView(
        template="pages/area.html",
        path=area.public_path(),
        title=area.name,
        description=f"{area.name}的数字、好事实事、协议、品牌和组织。",
        breadcrumbs=(Link("首页", "/"), Link("区域", "/areas/"), *relations.areas_above(area.pk)),
        published=area.first_published_at,
        modified=area.last_published_at,
        column=AREAS,
        keywords=(area.name, area.get_kind_display()),
        thing=area_thing(area, rendering),
        code=area.code,
        title_en=area.name_en,
        kind=area.get_kind_display(),
        children=relations.areas_below(area.pk),
        numbers=rendering.ask("numbers_of_area", area.code),
        numbers_note=rendering.numbers_note,
        deeds=deeds[:NEWEST],
        deeds_total=len(deeds),
        deeds_path=_list_of_deeds(area, rendering),
        progress=progress if progress.deeds or progress.agreements else None,
        agreements=relations.agreements_of_area(area.pk),
        brands=relations.brands_of_area(area.pk),
        organisations=relations.organisations_of_area(area.pk),
        organisations_path=rendering.if_public("/organisations/"),
        honours=honour_views(area.honours.all()),
        evidence=evidence_view(area),
        sample=area.sample,
        record_path=rendering.if_public("/data/areas/"),
    )


def _list_of_deeds(area: "Area", rendering: Rendering) -> str:
    """Where the section of deeds lists those of the area; empty where there is no such list."""
    section = section_path("good-deed", rendering)
    return rendering.if_public(f"{section}area/{area.code}/") if section else ""
