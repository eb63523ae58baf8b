"""The trees of public organisations and areas."""

from collections import defaultdict
from functools import cached_property

from cms.models import Area, Organisation
from cms.views.organisation_tree import Unit, organisation_tree
from cms.views.record_types import TreeNode
from cms.views.view_types import RelatedLink
from publishing.contract import Link


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

    def organisation_tree(self, key: int) -> tuple[TreeNode | None, int]:
        """The chain above an organisation and everything below; and how many below are left out."""
        return organisation_tree(key, self.units, self.children)

    def areas_above(self, key: int) -> tuple[Link, ...]:
        """The public areas above one, the widest first; nothing for one that is not public."""
        known = {entry.pk: entry for entry in self._areas}
        above: list[Link] = []
        area = known.get(known[key].parent_id) if key in known else None
        while area is not None and len(above) < len(known):
            above.insert(0, Link(area.name, area.public_path()))
            area = known.get(area.parent_id)
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
