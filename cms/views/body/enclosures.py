"""The files that belong to a body, for programs: they need not take the HTML apart to find them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cms.rendering import Rendering
from cms.views.body.links import attachment_title
from cms.views.body.pictures import photo_view


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A picture or an attachment."""

    title: str
    address: str


def enclosures(stream: Any, rendering: Rendering) -> tuple[Enclosure, ...]:
    """Pictures, pictures of galleries and attachments, in the order of the page, each once."""
    found: dict[str, Enclosure] = {}
    for block in stream:
        for enclosure in _of_block(block, rendering):
            found.setdefault(enclosure.address, enclosure)
    return tuple(found.values())


def _of_block(block: Any, rendering: Rendering) -> Iterator[Enclosure]:
    if block.block_type == "attachment":
        yield from _of_attachment(block.value, rendering)
    photos = block.value["pictures"] if block.block_type == "gallery" else [block.value]
    if block.block_type in {"gallery", "picture"}:
        views = (photo_view(photo, rendering) for photo in photos)
        yield from (Enclosure(view.alternative, view.address) for view in views if view)


def _of_attachment(value: Any, rendering: Rendering) -> Iterator[Enclosure]:
    attachment = value["attachment"]
    if attachment is not None:
        rendering.read("attachment", attachment.pk)
    file = rendering.attachments.file_of(attachment) if attachment is not None else None
    if file is not None:
        yield Enclosure(attachment_title(value, file.extension), file.address)
