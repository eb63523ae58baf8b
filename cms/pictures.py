"""Pictures for readers: re-encoded, so that no metadata of the upload survives, and named by content."""

import hashlib
import os
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from django.urls import reverse
from PIL import Image, ImageOps, __version__

from cms.rendering import PictureFile

MAX_EDGE = 1600
QUALITY = 82


@dataclass(frozen=True, slots=True)
class EncodedPicture:
    """A picture as readers get it."""

    body: bytes
    media_type: str
    extension: str
    width: int
    height: int

    @property
    def path(self) -> str:
        """Its address in the edition, from its content."""
        return f"/media/{hashlib.sha256(self.body).hexdigest()[:32]}.{self.extension}"


def encode(source: bytes) -> EncodedPicture:
    """Re-encode an upload: upright, at most 1600 px, JPEG or (where it has transparency) PNG, no metadata.

    Raises OSError when the bytes are not a picture that Pillow reads.
    """
    with Image.open(BytesIO(source)) as opened:
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((MAX_EDGE, MAX_EDGE), Image.Resampling.LANCZOS)
        see_through = "A" in upright.getbands() or "transparency" in upright.info
        # A new image carries the pixels and nothing else: no EXIF, no comment, no colour profile text.
        pixels = upright.convert("RGBA" if see_through else "RGB")
        clean = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    output = BytesIO()
    if see_through:
        clean.save(output, "PNG", optimize=True)
        return EncodedPicture(output.getvalue(), "image/png", "png", *clean.size)
    clean.save(output, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return EncodedPicture(output.getvalue(), "image/jpeg", "jpg", *clean.size)


@dataclass(slots=True)
class EditionPictures:
    """Pictures of one build. Keeps what was used, so that only that is handed over."""

    cache: Path
    prefix: str
    used: dict[str, EncodedPicture] = field(default_factory=dict)

    def file_of(self, image: Any) -> PictureFile:
        """See `cms.rendering.Pictures`."""
        with image.file.storage.open(image.file.name) as upload:
            picture = self._encoded(upload.read())
        self.used[picture.path] = picture
        return PictureFile(self.prefix + picture.path, picture.width, picture.height)

    def _encoded(self, source: bytes) -> EncodedPicture:
        """Re-encoding takes a tenth of a second, so the result is kept by the upload's hash."""
        stem = f"{hashlib.sha256(source).hexdigest()}-{MAX_EDGE}-{QUALITY}-{__version__}"
        for extension, media_type in (("jpg", "image/jpeg"), ("png", "image/png")):
            kept = self.cache / f"{stem}.{extension}"
            if kept.exists():
                body = kept.read_bytes()
                with Image.open(BytesIO(body)) as picture:
                    return EncodedPicture(body, media_type, extension, *picture.size)
        encoded = encode(source)
        self.cache.mkdir(parents=True, exist_ok=True)
        partial = self.cache / f".{stem}.{os.getpid()}"
        partial.write_bytes(encoded.body)
        partial.replace(self.cache / f"{stem}.{encoded.extension}")
        return encoded


class DeskPictures:
    """Pictures as the desk shows them: the upload behind the login."""

    def file_of(self, image: Any) -> PictureFile:
        """See `cms.rendering.Pictures`."""
        address = reverse("desk_upload", args=[image.file.name])
        return PictureFile(address, image.width, image.height)
