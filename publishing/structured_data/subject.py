"""What a page is about: an organisation, a place, a defined term, an observation."""

from decimal import Decimal
from typing import Any

from publishing.addresses import Addresses
from publishing.contract import Link
from publishing.page_view import PageView, Thing

ARTICLES = frozenset({"Article", "NewsArticle"})
"""Types that the page itself is."""

_TYPES = {
    "parentOrganization": "Organization",
    "location": "Place",
    "containedInPlace": "Place",
    "observationAbout": "Place",
    "inDefinedTermSet": "DefinedTermSet",
    "variableMeasured": "StatisticalVariable",
}
"""What a link names, by the property that holds it."""


def subject(view: PageView, thing: Thing, addresses: Addresses) -> dict[str, Any]:
    """The thing as a node. Raises KeyError for a link below a property that is not known here."""
    facts = {name: _value(name, value, addresses) for name, value in thing.facts}
    return {
        "@type": thing.type,
        "@id": addresses.absolute(f"{view.path}#subject"),
        "name": view.title,
        "url": addresses.absolute(view.path),
        "description": view.description,
        **facts,
    }


def _value(name: str, value: "str | Decimal | Link", addresses: Addresses) -> Any:
    if not isinstance(value, Link):
        return value
    named = {"@type": _TYPES[name], "name": value.title}
    # A name without an address is that of something that is not public by itself.
    return named | {"url": addresses.absolute(value.path)} if value.path else named
