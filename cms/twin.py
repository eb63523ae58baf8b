"""The JSON twin of an HTML page: the same facts for programs."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from cms.views.view_types import DeedView, IndicatorView
from publishing.addresses import Addresses
from publishing.contract import Frame, PageFacts
from publishing.json_text import json_text, read_json
from publishing.page_view import NumberView, PageView
from publishing.structure import Value


def twin_bytes(
    view: PageView, facts: PageFacts, frame: Frame, addresses: Addresses, record: dict[str, Value] | None
) -> bytes:
    """The twin of a view: type, title, url, times, source, body, relations, figures and licence.

    `record` is the row of the register behind the page, where there is one.
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
        "relations": relations(view, addresses),
        "figures": [figure(number) for number in getattr(view, "numbers", ())],
        "record": record,
        "licence": frame.licence_url,
        "trial": frame.trial,
    }
    return json_text(twin).encode()


def time_text(moment: datetime | None) -> str | None:
    """ISO 8601 with the offset of the county, to the second."""
    return localtime(moment).isoformat(timespec="seconds") if moment else None


def relations(view: PageView, addresses: Addresses) -> list[dict[str, str]]:
    """Where the page leads: its parents, its pictures, the data behind it, what it lists."""
    found = [
        {"rel": "up", "title": link.title, "url": addresses.absolute(link.path)} for link in view.breadcrumbs
    ]
    if isinstance(view, DeedView):
        found.append({"rel": "collection", "title": "数据集", "url": addresses.absolute(view.record_path)})
        found += [{"rel": "enclosure", "title": p.alternative, "url": p.address} for p in view.pictures]
    if isinstance(view, IndicatorView):
        found.append({"rel": "collection", "title": "数据集", "url": addresses.absolute(view.dataset_path)})
    for card in getattr(view, "deeds", ()):
        found.append({"rel": "item", "title": card.title, "url": addresses.absolute(card.path)})
    for link in getattr(view, "links", ()):
        found.append({"rel": "item", "title": link.title, "url": addresses.absolute(link.path)})
    return found


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
