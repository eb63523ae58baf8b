"""The body of a page: blocks to HTML. Headings start at h2, since the title is the page's h1."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe

from cms.drawings import DRAWINGS
from cms.rendering import Rendering
from cms.richtext import public_html
from cms.views.view_types import PictureView


def body_html(stream: Any, rendering: Rendering) -> str:
    """The HTML of a StreamField, safe to print."""
    return mark_safe("\n".join(_block_html(block, rendering) for block in stream))  # noqa: S308 - cleaned by nh3


def _block_html(block: Any, rendering: Rendering) -> str:
    if block.block_type == "heading":
        return f"<h2>{escape(block.value)}</h2>"
    if block.block_type == "paragraph":
        return public_html(block.value.source, rendering)
    picture = picture_view(block, rendering)
    return render_to_string("components/picture.html", {"picture": picture}) if picture else ""


def picture_view(block: Any, rendering: Rendering) -> PictureView | None:
    """A photo or drawing block as the template shows it; None when the picture was deleted."""
    value = block.value
    stage = value.get("stage") or ""
    if block.block_type == "drawing":
        drawing = DRAWINGS[value["name"]]
        return PictureView(
            address=rendering.addresses.static(drawing.static_name),
            width=drawing.width,
            height=drawing.height,
            alternative=drawing.alternative,
            caption=value["caption"] or drawing.title,
            drawing=True,
            stage=stage,
        )
    image = value["image"]
    if image is None:
        return None
    rendering.read("picture", image.pk)
    file = rendering.pictures.file_of(image)
    caption = "　".join(text for text in (value["caption"], image.credit) if text)
    return PictureView(
        address=file.address,
        width=file.width,
        height=file.height,
        alternative=value["alternative"],
        caption=caption,
        stage=stage,
    )


def picture_views(stream: Any, rendering: Rendering) -> tuple[PictureView, ...]:
    """The pictures of a strip, deleted ones left out."""
    views = (picture_view(block, rendering) for block in stream)
    return tuple(view for view in views if view is not None)
