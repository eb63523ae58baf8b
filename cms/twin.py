"""The JSON twin of an HTML page: the same facts for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from cms.views.body import Enclosure
from cms.views.correction_types import CorrectionView
from cms.views.record_types import AgreementView, CommitmentView, TreeNode
from publishing.addresses import Addresses
from publishing.contract import Frame, PageFacts
from publishing.json_text import json_text, read_json
from publishing.page_view import NumberView, PageView
from publishing.structure import Value


def twin_bytes(
    view: PageView,
    facts: PageFacts,
    frame: Frame,
    addresses: Addresses,
    record: dict[str, Value] | None,
    files: Sequence[Enclosure] = (),
) -> bytes:
    """The twin of a view: type, title, url, times, source, body, relations, figures and licence.

    `record` is the row of the register behind the page, where there is one; `files` are those of its body.
    """
    twin: dict[str, Any] = {
        "type": facts.type,
        "title": view.title,
        "summary": facts.summary,
        "url": addresses.absolute(view.path),
        "published": time_text(view.published),
        "modified": time_text(view.modified),
        "source": getattr(view, "source", "") or None,
        "body": getattr(view, "body_html", "") or None,
        "relations": [*relations(view, addresses), *map(_enclosure, files)],
        "figures": [figure(number) for number in getattr(view, "numbers", ())],
        "record": record,
        **parts(view, addresses),
        "licence": frame.licence_url,
        "trial": frame.trial,
    }
    return json_text(twin).encode()


def _enclosure(file: Enclosure) -> dict[str, str]:
    return {"rel": "enclosure", "title": file.title, "url": file.address}


def time_text(moment: datetime | None) -> str | None:
    """ISO 8601 with the offset of the county, to the second."""
    return localtime(moment).isoformat(timespec="seconds") if moment else None


SINGLE = (
    ("organisation", "organisation"),
    ("area", "area"),
    ("community", "area"),
    ("topic", "section"),
    ("section", "section"),
    ("older", "prev"),
    ("newer", "next"),
)
"""Fields of views that hold one link, and its relation."""

SEVERAL = (
    ("units", "organisation"),
    ("organisations", "organisation"),
    ("brands", "brand"),
    ("agreements", "agreement"),
    ("chairs", "agreement"),
    ("deeds", "good-deed"),
    ("news", "news"),
    ("children", "child"),
    ("cards", "item"),
    ("links", "item"),
)
"""Fields of views that hold several, each with a title and a path, and their relation."""


def relations(view: PageView, addresses: Addresses) -> list[dict[str, str]]:
    """Where the page leads: its parents, the data behind it, its pictures, and what belongs to it."""
    found = [_relation("up", link, addresses) for link in view.breadcrumbs]
    data = getattr(view, "record_path", "") or getattr(view, "dataset_path", "")
    if data:
        found.append({"rel": "collection", "title": "数据集", "url": addresses.absolute(data)})
    found += [
        {"rel": "enclosure", "title": picture.alternative, "url": picture.address}
        for picture in getattr(view, "pictures", ())
    ]
    links = [(rel, getattr(view, name, None)) for name, rel in SINGLE]
    links += [(rel, link) for name, rel in SEVERAL for link in getattr(view, name, ())]
    links += _tree(getattr(view, "tree", None))
    links += [("item", link) for group in getattr(view, "groups", ()) for link in group.links]
    return found + [_relation(rel, link, addresses) for rel, link in links if getattr(link, "path", "")]


def _tree(node: TreeNode | None) -> Iterator[tuple[str, TreeNode]]:
    """What is above the organisation that the tree is shown for, and what is right below it."""
    while node is not None and not node.current:
        yield "ancestor", node
        node = node.children[0] if node.children else None
    for child in node.children if node else ():
        yield "child", child


def _relation(rel: str, link: Any, addresses: Addresses) -> dict[str, str]:
    return {"rel": rel, "title": link.title, "url": addresses.absolute(link.path)}


def parts(view: PageView, addresses: Addresses) -> dict[str, Any]:
    """What a page has of its own besides text: honours, milestones, what was promised, who chairs, what is counted.

    Only the parts that the page's type has are there; an empty one is an empty list.
    """
    found: dict[str, Any] = {}
    for name in ("honours", "milestones"):
        if hasattr(view, name):
            found[name] = [asdict(entry) for entry in getattr(view, name)]
    if hasattr(view, "corrections"):
        found["corrections"] = [_correction(entry, addresses) for entry in view.corrections]
    if isinstance(view, AgreementView):
        found["as_of"] = view.as_of
        found["commitments"] = {
            part.code: [_item(item, addresses) for item in part.items] for part in view.lists
        }
        found["chairs"] = [
            {"organisation": chair.organisation.title, "from": chair.first_day, "to": chair.last_day or None}
            for chair in view.chairs
        ]
    count = getattr(view, "count", None)
    if count is not None:
        found["count"] = {
            "label": count.label,
            "value": count.value,
            "release": count.release,
            "dataset": addresses.absolute(count.dataset_path),
            "rows": addresses.absolute(count.query_path),
        }
    return found


def _correction(entry: CorrectionView, addresses: Addresses) -> dict[str, Any]:
    """The old and the new words, and where they stand; `changes` are the first of what a release corrected."""
    return {
        "day": entry.day,
        "what": entry.what,
        "url": addresses.absolute(entry.path) if entry.path else None,
        "was": entry.was or None,
        "now": entry.now or None,
        "reason": entry.reason or None,
        "changes": [
            {
                "what": change.what,
                "url": addresses.absolute(change.path),
                "was": change.was,
                "now": change.now,
            }
            for change in entry.changes
        ],
        "all": addresses.absolute(entry.more_path) if entry.more_path else None,
    }


def _item(item: CommitmentView, addresses: Addresses) -> dict[str, Any]:
    return {
        "text": item.text,
        "state": item.state,
        "organisation": item.organisation.title if item.organisation else None,
        "deed": addresses.absolute(item.deed.path) if item.deed else None,
    }


def figure(number: NumberView) -> dict[str, Any]:
    """A number on the page, and the address of the observation that it is."""
    quantity = number.quantity
    return {
        "label": number.label,
        "value": read_json(quantity.machine) if quantity.machine else None,
        "text": f"{quantity.before}{quantity.value}{quantity.after}{quantity.unit}",
        "period": number.period,
        "area": number.area,
        "id": number.address,
    }
