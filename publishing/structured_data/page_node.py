"""The page itself: a WebPage, a CollectionPage, or an article with its times, source and picture."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from publishing.addresses import Addresses
from publishing.contract import Frame
from publishing.page_view import PageView
from publishing.structured_data.parts import item_list, publisher, publisher_name
from publishing.structured_data.subject import ARTICLES


def page_node(view: PageView, frame: Frame, addresses: Addresses) -> dict[str, Any]:
    """Type, name, times and publisher of the page; an article also says who it came from."""
    kind = view.thing.type if view.thing else ""
    node = _shared(view, frame, addresses)
    if kind in ARTICLES:
        return {"@type": kind, **node, **_article(view, frame, addresses)}
    if view.thing is not None:
        return {"@type": "WebPage", **node, "mainEntity": {"@id": addresses.absolute(f"{view.path}#subject")}}
    if view.listed:
        return {"@type": "CollectionPage", **node, "mainEntity": item_list(view.listed, addresses)}
    return {"@type": "WebPage", **node}


def _shared(view: PageView, frame: Frame, addresses: Addresses) -> dict[str, Any]:
    address = addresses.absolute(view.path)
    above = {"@id": addresses.absolute(f"{view.path}#breadcrumbs")} if view.breadcrumbs else None
    return {
        "@id": address,
        "url": address,
        "name": view.title,
        "description": view.description,
        "inLanguage": "zh-CN",
        "isPartOf": {"@id": addresses.absolute("/#website")},
        "breadcrumb": above,
        "datePublished": moment_of(view.published),
        "dateModified": moment_of(view.modified),
        "publisher": publisher(frame, addresses),
        "image": addresses.absolute(view.image) if view.image else "",
        "license": frame.licence_url,
    }


def _article(view: PageView, frame: Frame, addresses: Addresses) -> dict[str, Any]:
    """What only an article has. The source is the author: 来源 names a unit, and a byline is only repeated."""
    return {
        "headline": view.title,
        "keywords": list(view.keywords),
        "author": {"@type": "Organization", "name": getattr(view, "source", "") or publisher_name(frame)},
        "creditText": getattr(view, "author", ""),
        "isBasedOn": getattr(view, "original_url", ""),
        "articleSection": view.column.name if view.column else "",
        "mainEntityOfPage": addresses.absolute(view.path),
    }


def moment_of(moment: datetime | None) -> str:
    """ISO 8601 with Shanghai's offset; empty for none."""
    return localtime(moment).isoformat(timespec="seconds") if moment else ""
