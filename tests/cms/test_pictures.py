"""Readers get re-encoded pictures without metadata, named by content."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from cms.pictures import EditionPictures, encode


def photo(size: tuple[int, int] = (2400, 1200)) -> bytes:
    """A JPEG as a phone writes it: GPS position, maker, a comment, and turned on its side."""
    picture = Image.new("RGB", size, (180, 160, 120))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SecretMaker"
    exif.get_ifd(0x8825)[2] = (46.0, 14.0, 30.0)
    output = BytesIO()
    picture.save(output, "JPEG", exif=exif, comment=b"SecretComment")
    return output.getvalue()


def test_metadata_is_gone_and_the_picture_upright() -> None:
    source = photo()
    assert b"SecretMaker" in source
    encoded = encode(source)
    assert b"Secret" not in encoded.body
    assert (encoded.width, encoded.height) == (800, 1600)
    with Image.open(BytesIO(encoded.body)) as picture:
        assert dict(picture.getexif()) == {}
        assert "comment" not in picture.info


def test_transparency_survives_and_text_does_not() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "SecretAuthor")
    output = BytesIO()
    Image.new("RGBA", (40, 20), (1, 2, 3, 128)).save(output, "PNG", pnginfo=words)
    encoded = encode(output.getvalue())
    assert encoded.media_type == "image/png"
    assert b"SecretAuthor" not in encoded.body
    with Image.open(BytesIO(encoded.body)) as picture:
        assert picture.getpixel((0, 0)) == (1, 2, 3, 128)


def test_equal_pictures_have_equal_names() -> None:
    assert encode(photo()).path == encode(photo()).path
    assert encode(photo()).path != encode(photo((100, 50))).path


@pytest.mark.parametrize(
    "source", [b"", b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", photo()[:200]]
)
def test_what_is_no_picture_is_refused(source: bytes) -> None:
    with pytest.raises(OSError):
        encode(source)


class Upload:
    """Stands for an image model whose file is in memory."""

    def __init__(self, body: bytes) -> None:
        self.body, self.name = body, "original_images/x.jpg"
        self.file = self.storage = self

    def open(self, name: str) -> BytesIO:
        """The bytes."""
        return BytesIO(self.body)


def test_only_used_pictures_are_kept_for_the_edition(tmp_path: Path) -> None:
    pictures = EditionPictures(tmp_path / "cache", "/zhili")
    file = pictures.file_of(Upload(photo((200, 100))))
    again = EditionPictures(tmp_path / "cache", "/zhili")
    assert again.file_of(Upload(photo((200, 100)))) == file
    assert file.address.startswith("/zhili/media/")
    assert [f"/zhili{path}" for path in again.used] == [file.address]
    assert again.used == pictures.used
