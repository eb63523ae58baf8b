"""The trees of public organisations and areas."""

from collections import defaultdict
from functools import cached_property
from typing import Any, NamedTuple

from cms.models import Area, Organisation
from cms.views.view_types import RelatedLink
from publishing.contract import Link


class Unit(NamedTuple):
    """A public organisation, as trees need it."""

    pk: int
    title: str
    path: str
    kind: str
    parent: int | None
    area: int | None
    party_groups: int | None
    member_households: int | None
    sample: bool


class Trees:
    """What is below and above what. What is not public is in no tree."""

    def organisations_of_area(self, key: int) -> tuple[RelatedLink, ...]:
        """The organisations of an area."""
        units = (unit for unit in self.units.values() if unit.area == key)
        return tuple(
            RelatedLink(title=unit.title, path=unit.path, note=unit.kind, sample=unit.sample)
            for unit in units
        )

    def areas_below(self, key: int) -> tuple[RelatedLink, ...]:
        """The areas right below one."""
        return tuple(
            RelatedLink(
                title=area.name, path=area.public_path(), note=area.get_kind_display(), sample=area.sample
            )
            for area in self._areas
            if area.parent_id == key
        )

    def areas_above(self, area: Any) -> tuple[Link, ...]:
        """The public areas above one, the widest first."""
        known = {entry.pk: entry for entry in self._areas}
        above: list[Link] = []
        key = area.parent_id
        while key in known and len(above) < len(known):
            above.insert(0, Link(known[key].name, known[key].public_path()))
            key = known[key].parent_id
        return tuple(above)

    @cached_property
    def units(self) -> dict[int, Unit]:
        """The public organisations by key, in the order of their codes."""
        return {
            found.pk: Unit(
                found.pk, found.name, found.public_path(), found.get_kind_display(), found.parent_id, found.area_id,
                found.party_groups, found.member_households, found.sample,
            )
            for found in Organisation.objects.filter(live=True).order_by("code")
        }  # fmt: skip

    @cached_property
    def children(self) -> dict[int | None, list[int]]:
        """The keys of the organisations below each; those without a public parent are below None."""
        below: dict[int | None, list[int]] = defaultdict(list)
        for unit in self.units.values():
            below[unit.parent if unit.parent in self.units else None].append(unit.pk)
        return below

    @cached_property
    def _areas(self) -> list[Area]:
        return list(Area.objects.filter(live=True).order_by("code"))
