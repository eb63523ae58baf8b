"""Nodes that pages share: who publishes, the site with its search, breadcrumbs, lists."""

from collections.abc import Sequence
from typing import Any

from publishing.addresses import Addresses
from publishing.contract import Frame, Link
from publishing.page_view import PageView

MOST_LISTED = 30
"""Entries of a list that are named; `numberOfItems` is of those."""


def organisation(frame: Frame, addresses: Addresses) -> dict[str, Any]:
    """Who publishes the site, as the frame says."""
    return {
        "@type": "Organization",
        "@id": addresses.absolute("/#publisher"),
        "name": publisher_name(frame),
        "url": addresses.absolute("/"),
        "logo": addresses.absolute(frame.emblem) if frame.emblem else "",
        "address": frame.address,
    }


def publisher_name(frame: Frame) -> str:
    """The organ; the site's name where no organ is set."""
    return frame.organ or frame.site_name


def publisher(frame: Frame, addresses: Addresses) -> dict[str, str]:
    """The same in short, for every other page."""
    return {
        "@type": "Organization",
        "@id": addresses.absolute("/#publisher"),
        "name": publisher_name(frame),
    }


def website(frame: Frame, addresses: Addresses) -> dict[str, Any]:
    """The site, and how it is searched."""
    return {
        "@type": "WebSite",
        "@id": addresses.absolute("/#website"),
        "url": addresses.absolute("/"),
        "name": frame.site_name,
        "description": frame.strapline,
        "inLanguage": "zh-CN",
        "publisher": {"@id": addresses.absolute("/#publisher")},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": addresses.absolute("/search/?q={search_term_string}"),
            },
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(view: PageView, addresses: Addresses) -> dict[str, Any]:
    """From the home page down to the page itself, as the page shows it."""
    steps = (*view.breadcrumbs, Link(view.title, view.path))
    return {
        "@type": "BreadcrumbList",
        "@id": addresses.absolute(f"{view.path}#breadcrumbs"),
        "itemListElement": _places(steps, addresses),
    }


def item_list(links: Sequence[Link], addresses: Addresses) -> dict[str, Any]:
    """What a page lists, in its order."""
    shown = links[:MOST_LISTED]
    return {
        "@type": "ItemList",
        "numberOfItems": len(shown),
        "itemListElement": _entries(shown, addresses),
    }


def _places(links: Sequence[Link], addresses: Addresses) -> list[dict[str, Any]]:
    return [
        {"@type": "ListItem", "position": place, "name": link.title, "item": addresses.absolute(link.path)}
        for place, link in enumerate(links, 1)
    ]


def _entries(links: Sequence[Link], addresses: Addresses) -> list[dict[str, Any]]:
    return [
        {"@type": "ListItem", "position": place, "name": link.title, "url": addresses.absolute(link.path)}
        for place, link in enumerate(links, 1)
    ]
