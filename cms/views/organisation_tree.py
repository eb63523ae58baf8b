"""The place of an organisation in the tree of public organisations."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cms.views.record_types import TreeNode

SHOWN = 200
"""How many organisations below one its tree shows."""
OPEN = 30
"""A tree of more than so many folds away what is below the organisations right below the one that it is of."""

Children = Mapping[int | None, Sequence[int]]
"""The keys of the organisations right below each."""


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


def counts_note(party_groups: int | None, member_households: int | None) -> str:
    """What is below a branch, counted: 网格党小组 3 个，党员中心户 12 户. Empty where nothing is counted."""
    parts = []
    if party_groups is not None:
        parts.append(f"网格党小组 {party_groups} 个")
    if member_households is not None:
        parts.append(f"党员中心户 {member_households} 户")
    return "，".join(parts)


def organisation_tree(own: int, units: Mapping[int, Unit], children: Children) -> tuple[TreeNode | None, int]:
    """The chain above, one line of it, and everything below; and how many below are left out."""
    if own not in units:
        return None, 0
    budget = [SHOWN]
    big = _size(own, children) > OPEN
    # Two scheduled publications can make each the other's parent, which no form would let through.
    seen = {own, *_above(own, units)}

    def below(key: int) -> tuple[TreeNode, ...]:
        found = []
        for child in children.get(key, ()):
            if budget[0] <= 0:
                break
            if child in seen:
                continue
            seen.add(child)
            budget[0] -= 1
            found.append(node(child, below(child), fold=big))
        return tuple(found)

    def node(key: int, nodes: tuple[TreeNode, ...], *, fold: bool = False) -> TreeNode:
        unit = units[key]
        note = counts_note(unit.party_groups, unit.member_households)
        current = key == own
        return TreeNode(
            title=unit.title,
            path=unit.path,
            kind=unit.kind,
            note=note,
            current=current,
            children=nodes,
            folded=_nodes(nodes) if fold else 0,
        )

    tree = node(own, below(own))
    shown = SHOWN - budget[0]
    above = _above(own, units)
    for key in above:
        tree = node(key, (tree,))
    if not above and not tree.children:
        return None, 0
    return tree, _size(own, children) - shown


def _nodes(nodes: Sequence[TreeNode]) -> int:
    """How many nodes there are, with all below them."""
    return sum(1 + _nodes(node.children) for node in nodes)


def _above(key: int, units: Mapping[int, Unit]) -> list[int]:
    """The keys above, the nearest first."""
    found: list[int] = []
    unit = units.get(units[key].parent or 0)
    while unit is not None and unit.pk not in (key, *found):
        found.append(unit.pk)
        unit = units.get(unit.parent or 0)
    return found


def _size(key: int, children: Children) -> int:
    """How many organisations are below one."""
    seen, waiting = {key}, list(children.get(key, ()))
    while waiting:
        child = waiting.pop()
        if child not in seen:
            seen.add(child)
            waiting += children.get(child, ())
    return len(seen) - 1
