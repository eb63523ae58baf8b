"""What the pages of registers are about, in the words of schema.org."""

from typing import TYPE_CHECKING

from cms.rendering import Rendering
from cms.views.facts import record_link
from publishing.contract import Link
from publishing.page_view import Thing

if TYPE_CHECKING:
    from cms.models import Area, Indicator, Organisation

GOVERNMENT = frozenset({"government"})
"""Kinds that are part of the government; a party committee, a community and a firm are not."""
INDICATORS = Link("指标", "/indicators/")


def organisation_thing(organisation: "Organisation", rendering: Rendering) -> Thing:
    """The unit with what is above it and where it is."""
    facts = [
        ("identifier", organisation.code),
        ("alternateName", organisation.name_en),
        ("additionalType", organisation.get_kind_display()),
    ]
    links = [
        ("parentOrganization", record_link(organisation.parent, rendering)),
        ("location", record_link(organisation.area, rendering)),
    ]
    return Thing(
        type="GovernmentOrganization" if organisation.kind in GOVERNMENT else "Organization",
        facts=(*facts, *((name, link) for name, link in links if link)),
    )


def area_thing(area: "Area", rendering: Rendering) -> Thing:
    """The place, and the one that it is part of."""
    above: tuple[Link, ...] = rendering.relations.areas_above(area.pk)
    facts = (("identifier", area.code), ("alternateName", area.name_en))
    return Thing(type="Place", facts=(*facts, *(("containedInPlace", link) for link in above[-1:])))


def indicator_thing(indicator: "Indicator") -> Thing:
    """The term and its definition, among the indicators."""
    return Thing(
        type="DefinedTerm",
        facts=(
            ("termCode", indicator.code),
            ("alternateName", indicator.name_en),
            ("inDefinedTermSet", INDICATORS),
        ),
    )
