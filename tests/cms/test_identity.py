"""站点信息 enters the frame: each field shows on public pages, and only what may be public is stored."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.images import ImageFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from cms.emblem import EDGE, desk_emblem, square
from cms.identity import current_frame
from cms.models import Identity, Picture
from cms.models.identity import Accent
from publishing.contract import Frame

VALUES = {
    "site_name": "示例治理公开",
    "strapline": "另一句话",
    "organ": "示例办公室",
    "contact": "0454-6220000",
    "accent": "water",
    "icp_number": "黑ICP备2026000017号-1",
    "police_number": "黑公网安备23082202000017号",
    "site_code": "2308220017",
    "footer_note": "工作日值守",
    "undertaker": "示例中心",
    "address": "示例镇示例街 1 号",
    "conac_url": "https://bszs.conac.cn/sitename?id=17",
}
"""A value for each field that is not the shipped one."""

# Wagtail leaves the file of a picture to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def frame() -> Frame:
    """The frame as the desk has it."""
    return current_frame("key", None, desk_emblem)


def picture(size: tuple[int, int] = (300, 300), mode: str = "RGB", kind: str = "PNG") -> Picture:
    """A stored picture."""
    body = BytesIO()
    Image.new(mode, size).save(body, kind)
    return Picture.objects.create(title="标识", file=ImageFile(body, f"emblem.{kind.lower()}"))


@pytest.mark.django_db
def test_without_a_row_the_deployment_speaks() -> None:
    """Asking stores nothing, and what is asked for takes one query."""
    made = frame()
    shipped = settings.IDENTITY
    assert (made.site_name, made.strapline, made.contact) == (shipped["site_name"], shipped["strapline"], "")
    assert (made.accent, made.emblem, made.icp_number, made.site_code) == ("cinnabar", "", "", "")
    assert not Identity.objects.exists()


@pytest.mark.django_db
def test_the_licence_stays_with_the_deployment() -> None:
    Identity.objects.create(**VALUES)
    made = frame()
    assert made.licence_title == settings.IDENTITY["licence_title"]
    assert {name: getattr(made, name) for name in VALUES} == VALUES


@pytest.mark.django_db
@pytest.mark.parametrize("with_emblem", [False, True])
def test_the_frame_reads_it_in_one_query(with_emblem: bool) -> None:
    """The picture comes with the row."""
    Identity.objects.create(emblem=picture() if with_emblem else None)
    with CaptureQueriesContext(connection) as queries:
        assert bool(frame().emblem) is with_emblem
    about = [
        query["sql"] for query in queries if "cms_identity" in query["sql"] or "cms_picture" in query["sql"]
    ]
    assert len(about) == 1


def test_each_field_changes_every_page(edition: Callable[[], Path]) -> None:
    """The rendered pages and the frame change, and no twin, but for those of data: they name who answers for it."""
    before, identity = edition(), Identity()
    for name, value in VALUES.items():
        setattr(identity, name, value)
        identity.save()
        after = edition()
        pages, twins = changed(before, after, "*.html"), changed(before, after, "index.json")
        assert len(pages) > 10 and all(pages.values()), (name, pages)
        assert value in (after / "index.html").read_text()
        assert {twin for twin in twins if twins[twin] and twin.parts[0] != "data"} == set(), name
        assert not any(twins.values()) or name in {"site_name", "organ", "contact"}
        old, new = frame_of(before), frame_of(after)
        assert [key for key in old if old[key] != new[key]] == [name]
        before = after


def changed(before: Path, after: Path, pattern: str) -> dict[Path, bool]:
    """Whether each file of that name differs between two editions, by its path."""
    names = [path.relative_to(before) for path in before.rglob(pattern)]
    return {name: (before / name).read_bytes() != (after / name).read_bytes() for name in names}


def frame_of(edition: Path) -> dict[str, Any]:
    """The stored frame."""
    stored: dict[str, Any] = json.loads((edition / ".edition/frame.json").read_bytes())["frame"]
    return stored


def test_the_emblem_is_part_of_the_edition(edition: Callable[[], Path]) -> None:
    """Re-encoded, small, square, under its hash, and on every page; the upload's own bytes are nowhere."""
    uploaded = picture((1200, 1100), "RGB", "JPEG")
    Identity.objects.create(emblem=uploaded)
    folder = edition()
    named = frame_of(folder)["emblem"]
    with Image.open(folder / named[1:]) as shown:
        assert shown.size == (EDGE, EDGE) and shown.format == "PNG"
    assert all(named in page.read_text() for page in folder.rglob("*.html"))
    manifest = json.loads((folder / "edition/manifest.json").read_bytes())
    assert named in [file["path"] for file in manifest["files"]]
    Identity.objects.update(emblem=None)
    without = edition()
    assert not (without / named[1:]).exists()


def test_the_desk_shows_the_upload(seeded: None, client: Any) -> None:
    """Behind the login, before any edition."""
    uploaded = picture()
    Identity.objects.create(emblem=uploaded)
    assert f'src="{desk_emblem(uploaded)}"' in client.get("/").content.decode()


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA"])
@pytest.mark.parametrize("size", [(500, 500), (400, 480), (40, 40), (1, 1)])
def test_a_square_keeps_the_proportions(mode: str, size: tuple[int, int]) -> None:
    """Nothing is enlarged, stretched or cut: what is not square gets clear margins."""
    body = BytesIO()
    Image.new(mode, size, 1).save(body, "PNG")
    encoded = square(body.getvalue())
    edge = min(EDGE, max(size))
    assert (encoded.width, encoded.height) == (edge, edge)
    with Image.open(BytesIO(encoded.body)) as shown:
        assert shown.size == (edge, edge) and shown.mode == "RGBA"
        if size == (400, 480):
            alphas = [shown.getpixel((x, 96))[3] for x in (0, 15, 16, 175, 176, 191)]  # type: ignore[index]
            full = alphas[2]
            assert alphas == [0, 0, full, full, 0, 0] and (full or mode in {"LA", "RGBA"})


def test_a_square_has_no_metadata() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretMaker"
    body = BytesIO()
    Image.new("RGB", (300, 300)).save(body, "JPEG", exif=exif, comment=b"SecretComment")
    assert b"Secret" in body.getvalue() and b"Secret" not in square(body.getvalue()).body


@pytest.mark.parametrize("source", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_no_emblem(source: bytes) -> None:
    with pytest.raises(OSError):
        square(source)


def test_the_accents_have_names() -> None:
    assert dict(Accent.choices) == {"cinnabar": "朱红", "water": "水蓝", "leaf": "叶绿", "gold": "赭金"}
