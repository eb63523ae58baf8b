"""A tree of organisations: all of it at once while it is small, branches folded away when it is big."""

from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from cms.views.organisation_tree import OPEN, SHOWN, Children, Unit, organisation_tree
from cms.views.record_types import TreeNode
from publishing.addresses import EditionAddresses


def world(*sizes: int) -> tuple[dict[int, Unit], Children]:
    """A county with a work committee, and below that one general branch for each size, with so many branches."""
    units: dict[int, Unit] = {}
    children: dict[int | None, list[int]] = {}

    def add(parent: int | None) -> int:
        key = len(units) + 1
        name = f"组织{key}"
        units[key] = Unit(key, name, f"/organisations/{key}/", "党支部", parent, None, None, None, False)
        children.setdefault(parent, []).append(key)
        return key

    committee = add(add(None))
    for size in sizes:
        general = add(committee)
        for _ in range(size):
            add(general)
    return units, children


def tree(own: int, *sizes: int) -> tuple[TreeNode, int]:
    """The tree of one of that world."""
    found, left_out = organisation_tree(own, *world(*sizes))
    assert found is not None
    return found, left_out


def test_a_small_tree_is_open() -> None:
    top, left_out = tree(2, 3, 2)
    committee = top.children[0]
    assert committee.current and left_out == 0
    assert [branch.folded for branch in committee.children] == [0, 0]


def test_a_big_tree_folds_what_is_below_its_branches() -> None:
    """The chain above and what is right below stay open; a branch without anything below has nothing to fold."""
    top, left_out = tree(2, OPEN, 2, 0)
    committee = top.children[0]
    assert (top.folded, committee.folded, left_out) == (0, 0, 0)
    assert [branch.folded for branch in committee.children] == [OPEN, 2, 0]
    assert all(leaf.folded == 0 for leaf in committee.children[0].children)


def test_of_the_whole_county_the_committee_is_folded_with_all_below() -> None:
    top, _ = tree(1, OPEN, 2)
    assert top.children[0].folded == 2 + OPEN + 2
    assert [branch.folded for branch in top.children[0].children] == [OPEN, 2]


def test_what_does_not_fit_is_counted() -> None:
    top, left_out = tree(2, SHOWN, 20)
    assert left_out == SHOWN + 22 - SHOWN
    assert sum(1 + branch.folded for branch in top.children[0].children) == SHOWN


def test_a_folded_branch_opens_without_script() -> None:
    """By keyboard as well: the browser's own disclosure, which says whose branch it is."""
    top, _ = tree(2, OPEN, 1)
    addresses = EditionAddresses("https://open.example.org", {})
    html = render_to_string("components/tree_node.html", {"node": top, "addresses": addresses})
    folds = BeautifulSoup(html, "html.parser").select("details.branch")
    assert [fold.summary.text for fold in folds if fold.summary] == ["下级 30 个：组织3", "下级 1 个：组织34"]
    assert len(folds[0].select("li")) == OPEN and not folds[0].has_attr("open")
