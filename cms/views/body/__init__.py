"""The body of a page: blocks to HTML. Headings start at h2, since the title is the page's h1."""

from collections.abc import Callable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms.invisible import without_control_characters
from cms.rendering import Rendering
from cms.richtext import public_html
from cms.views.body.enclosures import Enclosure, enclosures
from cms.views.body.indicator import indicator_html
from cms.views.body.links import attachment_html, button_html
from cms.views.body.pictures import drawing_html, gallery_html, photo_html, picture_view, picture_views
from cms.views.body.table import table_html
from cms.views.body.words import quotation_html, timeline_html

__all__ = ["Enclosure", "block_html", "body_html", "enclosures", "picture_view", "picture_views"]

RENDERERS: dict[str, Callable[[Any, Rendering], str]] = {
    "paragraph": lambda value, rendering: public_html(value.source, rendering),
    "quotation": quotation_html,
    "timeline": timeline_html,
    "button": button_html,
    "picture": photo_html,
    "gallery": gallery_html,
    "drawing": drawing_html,
    "table": table_html,
    "indicator": indicator_html,
    "attachment": attachment_html,
}
"""Every type of block but headings, whose level depends on what stands before them."""


def body_html(stream: Any, rendering: Rendering) -> str:
    """The HTML of a StreamField, safe to print. Blocks that show nothing to readers leave nothing behind."""
    parts: list[str] = []
    below = False
    for block in stream:
        if block.block_type == "heading":
            parts.append(heading_html(block.value, below=below))
            below = True
        else:
            parts.append(block_html(block.block_type, block.value, rendering))
    html = "\n".join(part for part in parts if part)
    return mark_safe(without_control_characters(html))  # noqa: S308 - cleaned by nh3, escaped by templates


def block_html(kind: str, value: Any, rendering: Rendering) -> str:
    """The HTML of one block by itself. Raises KeyError for a type that no stream has."""
    if kind == "heading":
        return heading_html(value, below=True)
    return RENDERERS[kind](value, rendering)


def heading_html(value: Any, *, below: bool) -> SafeString:
    """A heading. Without another before it, it is of the first level whatever was chosen: no level is skipped."""
    level = "h3" if below and value["level"] == "h3" else "h2"
    return format_html("<{0}>{1}</{0}>", level, value["text"])
