"""The list of every public organisation, area or indicator: where the breadcrumbs of their pages lead."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from cms.rendering import Rendering
from cms.views.record_types import RegisterGroup, RegisterListView
from cms.views.view_types import RelatedLink
from publishing.columns import OF_RECORDS
from publishing.contract import Link

INTROS = {
    "organisation": "签协议、创品牌、办实事的单位。点开看它的上下级和做过的事。",
    "area": "从县到社区、小区和网格。点开社区，看它的数字、好事实事、协议、品牌和组织。",
    "indicator": "每个指标数的是什么、怎么数、现在是多少、依据在哪里。",
}
RECORDS = {"organisation": "organisations", "area": "areas", "indicator": "governance-indicators"}


def register_list_view(records: Sequence[Any], rendering: Rendering) -> RegisterListView:
    """The list of public records of one type; `records` are all of them and at least one.

    Of records in a tree, only those without a public record above them, and communities: the rest is reached
    from there.
    """
    first = records[0]
    known = {record.pk for record in records}
    tops = [record for record in records if _is_top(record, known)]
    rendering.ask("all_rows", first.public_type)
    ordered = sorted(tops, key=lambda record: (_group_place(record), record.code))
    groups = tuple(
        RegisterGroup(label=label, links=tuple(_link(record) for record in members))
        for label, members in groupby(ordered, key=_group_label)
    )
    return RegisterListView(
        template="pages/register_list.html",
        path=first.public_folder,
        title=str(first._meta.verbose_name_plural),
        description=INTROS[first.public_type],
        breadcrumbs=(Link("首页", "/"),),
        published=min(record.first_published_at for record in records),
        modified=max(record.last_published_at for record in records),
        column=OF_RECORDS[first.public_type],
        keywords=OF_RECORDS[first.public_type].keywords,
        listed=tuple(Link(link.title, link.path) for group in groups for link in group.links),
        intro=INTROS[first.public_type],
        groups=groups,
        empty_text="",
        record_path=rendering.if_public(f"/data/{RECORDS[first.public_type]}/"),
    )


def _is_top(record: Any, known: set[int]) -> bool:
    return getattr(record, "parent_id", None) not in known or record.kind == "community"


def _field(record: Any) -> str:
    return "system" if hasattr(record, "system") else "kind"


def _group_label(record: Any) -> str:
    return str(getattr(record, f"get_{_field(record)}_display")())


def _group_place(record: Any) -> int:
    """Where the record's group stands: in the order in which the choices are declared."""
    field = record._meta.get_field(_field(record))
    return [code for code, _ in field.choices].index(getattr(record, _field(record)))


def _link(record: Any) -> RelatedLink:
    note = f"单位：{record.unit_zh}" if hasattr(record, "unit_zh") else ""
    return RelatedLink(
        title=str(record), path=record.public_path(), note=note, sample=getattr(record, "sample", False)
    )
