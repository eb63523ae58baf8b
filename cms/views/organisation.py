"""The view of an organisation: its place in the tree, and what it did."""

from typing import TYPE_CHECKING

from cms.rendering import Rendering
from cms.views.facts import evidence_view, honour_views, record_link
from cms.views.organisation_tree import counts_note
from cms.views.record_types import OrganisationView
from cms.views.things import organisation_thing
from publishing.columns import ORGANISATIONS
from publishing.contract import Link

if TYPE_CHECKING:
    from cms.models import Organisation


def organisation_view(organisation: "Organisation", rendering: Rendering) -> OrganisationView:
    """The organisation, its tree from the top of the chain down, and what belongs to it."""
    rendering.read("organisation", organisation.pk)
    relations, key = rendering.relations, organisation.pk
    tree, left_out = relations.organisation_tree(key)
    return OrganisationView(
        template="pages/organisation.html",
        path=organisation.public_path(),
        title=organisation.name,
        description=f"{organisation.name}（{organisation.get_kind_display()}）的上下级、品牌、协议和好事实事。",
        breadcrumbs=(Link("首页", "/"), Link("组织", "/organisations/")),
        published=organisation.first_published_at,
        modified=organisation.last_published_at,
        column=ORGANISATIONS,
        keywords=(organisation.name, organisation.get_kind_display()),
        thing=organisation_thing(organisation, rendering),
        code=organisation.code,
        title_en=organisation.name_en,
        kind=organisation.get_kind_display(),
        area=record_link(organisation.area, rendering),
        tree=tree,
        left_out=left_out,
        counts_note=counts_note(organisation.party_groups, organisation.member_households),
        honours=honour_views(organisation.honours.all()),
        brands=relations.brands_of_organisation(key),
        agreements=relations.agreements_of_organisation(key),
        chairs=relations.chairs_of_organisation(key),
        deeds=relations.deeds_of_organisation(key),
        evidence=evidence_view(organisation),
        sample=organisation.sample,
        record_path=rendering.if_public("/data/organisations/"),
    )
