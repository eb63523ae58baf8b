"""The view of an organisation: its place in the tree, and what it did."""

from typing import TYPE_CHECKING

from cms.rendering import Rendering
from cms.views.facts import evidence_view, honour_views, record_link
from cms.views.record_types import OrganisationView, TreeNode
from publishing.contract import Link

if TYPE_CHECKING:
    from cms.models import Organisation
    from cms.relations import Relations

SHOWN = 200
"""How many organisations below one its tree shows."""


def organisation_view(organisation: "Organisation", rendering: Rendering) -> OrganisationView:
    """The organisation, its tree from the top of the chain down, and what belongs to it."""
    rendering.read("organisation", organisation.pk)
    relations, key = rendering.relations, organisation.pk
    tree, left_out = _tree(organisation, relations)
    return OrganisationView(
        template="pages/organisation.html",
        path=organisation.public_path(),
        title=organisation.name,
        description=f"{organisation.name}（{organisation.get_kind_display()}）的上下级、品牌、协议和好事实事。",
        breadcrumbs=(Link("首页", "/"), Link("组织", "/organisations/")),
        published=organisation.first_published_at,
        modified=organisation.last_published_at,
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


def counts_note(party_groups: int | None, member_households: int | None) -> str:
    """What is below a branch, counted: 网格党小组 3 个，党员中心户 12 户. Empty where nothing is counted."""
    parts = []
    if party_groups is not None:
        parts.append(f"网格党小组 {party_groups} 个")
    if member_households is not None:
        parts.append(f"党员中心户 {member_households} 户")
    return "，".join(parts)


def _tree(organisation: "Organisation", relations: "Relations") -> tuple[TreeNode | None, int]:
    """The chain above, one line of it, and everything below; and how many below are left out."""
    units, children = relations.units, relations.children
    if organisation.pk not in units:
        return None, 0
    budget = [SHOWN]
    # Two scheduled publications can make each the other's parent, which no form would let through.
    seen = {organisation.pk, *_above(organisation.pk, relations)}

    def below(key: int) -> tuple[TreeNode, ...]:
        found = []
        for child in children.get(key, ()):
            if budget[0] <= 0:
                break
            if child in seen:
                continue
            seen.add(child)
            budget[0] -= 1
            found.append(node(child, below(child)))
        return tuple(found)

    def node(key: int, nodes: tuple[TreeNode, ...]) -> TreeNode:
        unit = units[key]
        note = counts_note(unit.party_groups, unit.member_households)
        current = key == organisation.pk
        return TreeNode(
            title=unit.title, path=unit.path, kind=unit.kind, note=note, current=current, children=nodes
        )

    tree = node(organisation.pk, below(organisation.pk))
    shown = SHOWN - budget[0]
    above = _above(organisation.pk, relations)
    for key in above:
        tree = node(key, (tree,))
    if not above and not tree.children:
        return None, 0
    return tree, _size(organisation.pk, relations) - shown


def _above(key: int, relations: "Relations") -> list[int]:
    """The keys above, the nearest first."""
    found: list[int] = []
    parent = relations.units[key].parent
    while parent in relations.units and parent not in (key, *found):
        found.append(parent)
        parent = relations.units[parent].parent
    return found


def _size(key: int, relations: "Relations") -> int:
    """How many organisations are below one."""
    seen, waiting = {key}, list(relations.children.get(key, ()))
    while waiting:
        child = waiting.pop()
        if child not in seen:
            seen.add(child)
            waiting += relations.children.get(child, ())
    return len(seen) - 1
