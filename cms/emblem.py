"""The emblem: a square picture beside the site's name, on every page."""

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import Any

from django.urls import reverse
from PIL import Image, ImageOps

from cms.pictures import EncodedPicture

EDGE = 192
"""Pixels of a side: twice what the widest masthead shows, in large print too."""

EmblemPath = Callable[[Any], str]
"""Turns an uploaded picture into the path that the frame names."""


@lru_cache(maxsize=2)
def square(source: bytes) -> EncodedPicture:
    """Re-encode an upload: upright, a square PNG of at most 192 px, no metadata.

    What is not quite square is set into the middle of a clear square, never stretched and never cut.
    Raises OSError when the bytes are not a picture that Pillow reads.
    """
    with Image.open(BytesIO(source)) as opened:
        upright = ImageOps.exif_transpose(opened)
        # Pillow takes the nearest pixel when it shrinks a palette, which frays every edge.
        drawn = upright.convert("RGBA") if upright.mode in {"1", "P"} else upright
        drawn.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS)
        pixels = drawn.convert("RGBA")
    edge = max(pixels.size)
    clean = Image.new("RGBA", (edge, edge))
    clean.paste(pixels, ((edge - pixels.width) // 2, (edge - pixels.height) // 2))
    output = BytesIO()
    clean.save(output, "PNG", optimize=True)
    return EncodedPicture(output.getvalue(), "image/png", "png", edge, edge)


def square_of(image: Any) -> EncodedPicture:
    """The square of an uploaded picture. Raises OSError when the upload cannot be read."""
    with image.file.storage.open(image.file.name) as upload:
        return square(upload.read())


def edition_emblem(used: dict[str, EncodedPicture]) -> EmblemPath:
    """Names the emblem by its content, and puts it among the pictures that a build hands over."""

    def path_of(image: Any) -> str:
        encoded = square_of(image)
        used[encoded.path] = encoded
        return encoded.path

    return path_of


def desk_emblem(image: Any) -> str:
    """The upload itself, behind the login."""
    return reverse("desk_upload", args=[image.file.name])
