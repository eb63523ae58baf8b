"""Template tags of the head: the page's column, its source, its JSON-LD."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from publishing.columns import SITE
from publishing.page_view import Column, PageView
from publishing.structured_data.graph import page_graph

register = template.Library()

LONGEST = 200
"""Characters of a description."""


@register.simple_tag
def column_of(view: PageView) -> Column:
    """The page's column; that of the site's own pages where none is named."""
    return view.column or SITE


@register.simple_tag(takes_context=True)
def content_source(context: dict[str, Any]) -> str:
    """来源, visible and in the head alike: the page's own source, else who publishes the data, else the organ."""
    view, frame = context["view"], context["frame"]
    named = (getattr(view, "source", ""), getattr(view, "publisher", ""), frame.organ, frame.site_name)
    return next(str(name) for name in named if name)


@register.filter
def one_line(text: str) -> str:
    """A description for the head: one line of at most 200 characters."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


@register.filter
def json_feed(atom: str) -> str:
    """The JSON Feed beside an Atom feed: `/feeds/deeds.atom` gives `/feeds/deeds.json`."""
    return f"{atom.removesuffix('.atom')}.json"


@register.simple_tag(takes_context=True)
def structured_data(context: dict[str, Any]) -> SafeString:
    """The page's JSON-LD, a data block that no browser runs."""
    text = page_graph(context["view"], context["frame"], context["addresses"])
    return mark_safe(f'<script type="application/ld+json">{text}</script>\n')  # noqa: S308 - escaped there
