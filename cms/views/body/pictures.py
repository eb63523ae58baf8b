"""Pictures of a body and of a strip."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string

from cms.drawings import DRAWINGS
from cms.rendering import Rendering
from cms.views.view_types import PictureView


def picture_view(block: Any, rendering: Rendering) -> PictureView | None:
    """A photo or drawing block as the template shows it; None when the picture was deleted."""
    view = drawing_view if block.block_type == "drawing" else photo_view
    return view(block.value, rendering)


def photo_view(value: Any, rendering: Rendering) -> PictureView | None:
    """An uploaded picture; None when it was deleted."""
    image = value["image"]
    if image is None:
        rendering.ask("all_rows", "picture")  # it comes back with a backup
        return None
    rendering.read("picture", image.pk)
    file = rendering.pictures.file_of(image)
    return PictureView(
        address=file.address,
        width=file.width,
        height=file.height,
        alternative=value["alternative"],
        caption="　".join(text for text in (value["caption"], image.credit) if text),
        stage=value.get("stage") or "",
    )


def drawing_view(value: Any, rendering: Rendering) -> PictureView | None:
    """A drawing of ours; None for one that no longer ships."""
    drawing = DRAWINGS.get(value["name"])
    if drawing is None:
        return None
    return PictureView(
        address=rendering.addresses.static(drawing.static_name),
        width=drawing.width,
        height=drawing.height,
        alternative=drawing.alternative,
        caption=value["caption"] or drawing.title,
        drawing=True,
        stage=value.get("stage") or "",
    )


def picture_views(stream: Any, rendering: Rendering) -> tuple[PictureView, ...]:
    """The pictures of a strip, deleted ones left out."""
    return _there(picture_view(block, rendering) for block in stream)


def photo_html(value: Any, rendering: Rendering) -> str:
    """One picture."""
    return _picture_html(photo_view(value, rendering))


def drawing_html(value: Any, rendering: Rendering) -> str:
    """One drawing."""
    return _picture_html(drawing_view(value, rendering))


def gallery_html(value: Any, rendering: Rendering) -> str:
    """Several pictures under one caption; nothing when all were deleted."""
    pictures = _there(photo_view(photo, rendering) for photo in value["pictures"])
    if not pictures:
        return ""
    context = {"pictures": pictures, "caption": value["caption"]}
    return render_to_string("components/blocks/gallery.html", context)


def _picture_html(picture: PictureView | None) -> str:
    return render_to_string("components/picture.html", {"picture": picture}) if picture else ""


def _there(views: Iterable[PictureView | None]) -> tuple[PictureView, ...]:
    return tuple(view for view in views if view is not None)
