"""What a page says of itself to those who share it: keywords, and the picture that stands for it."""

from collections.abc import Iterable
from typing import Any

from cms.rendering import Rendering
from cms.views.body.pictures import photo_view
from publishing.columns import words_of
from publishing.contract import Link


def keywords_of(page: Any, *otherwise: str | Link | None) -> tuple[str, ...]:
    """The page's keywords; where staff gave none, what it is filed under: 类别, 社区, 单位."""
    filed = (found.title if isinstance(found, Link) else found for found in otherwise if found)
    return words_of(page.keywords) or tuple(dict.fromkeys(filed))


def shared_picture(rendering: Rendering, *streams: Iterable[Any]) -> str:
    """The path of the first photograph in the streams, without the prefix; empty for none.

    A drawing never stands for a page: without its caption it would pass for a photograph.
    """
    for photo in _photographs(streams):
        view = photo_view(photo, rendering)
        if view is not None:
            return view.address.removeprefix(rendering.addresses.page(""))
    return ""


def _photographs(streams: Iterable[Iterable[Any]]) -> Iterable[Any]:
    for stream in streams:
        for block in stream:
            if block.block_type == "picture":
                yield block.value
            elif block.block_type == "gallery":
                yield from block.value["pictures"]
