"""Page types as those who search see them: a few kinds, each with a name and a place in addresses."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of result. `types` are the page types of twins."""

    code: str
    label: str
    types: frozenset[str]


OTHER = Kind("page", "栏目与说明", frozenset())
"""Sections, lists, the home page, and every type that has no kind of its own."""

KINDS = (
    Kind("deed", "好事实事", frozenset({"good-deed"})),
    Kind("news", "动态", frozenset({"news"})),
    Kind("brand", "党建品牌", frozenset({"brand"})),
    Kind("agreement", "共驻共建协议", frozenset({"agreement"})),
    Kind("organisation", "组织", frozenset({"organisation"})),
    Kind("area", "地区", frozenset({"area"})),
    Kind("data", "数据", frozenset({"dataset", "catalogue", "indicator"})),
    OTHER,
)

LISTS = frozenset({"list", "section", "home", "catalogue", "site-map"})
"""Types whose text is that of other pages: they come after those, but for their titles."""

_BY_TYPE = {name: place for place, kind in enumerate(KINDS) for name in kind.types}


def place_of(page_type: str) -> int:
    """The place in KINDS of the kind that a page type belongs to."""
    return _BY_TYPE.get(page_type, len(KINDS) - 1)


def place_of_code(code: str) -> int | None:
    """The place in KINDS of the kind of that code; None for a code that is none."""
    return next((place for place, kind in enumerate(KINDS) if kind.code == code), None)
