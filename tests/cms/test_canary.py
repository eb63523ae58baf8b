"""Marked words in everything that is not public, and a search of every public byte for them."""

import gzip
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import brotli
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import PageViewRestriction

from cms.models import (
    Area,
    Attachment,
    Batch,
    Dataset,
    DeedPage,
    Evidence,
    HomePage,
    Indicator,
    Picture,
    PlainPage,
    SectionPage,
)
from tests.cms.conftest import publish_page

CANARY = "金丝雀"
ASCII_CANARY = "canary"


def picture(title: str) -> Picture:
    """An upload with the canary in its title, its file name and its metadata."""
    output = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = f"{ASCII_CANARY} exif"
    Image.new("RGB", (64, 48), (10, 120, 40)).save(output, "JPEG", exif=exif)
    output.seek(0)
    return Picture.objects.create(title=title, file=ImageFile(output, name=f"{ASCII_CANARY}.jpg"))


def plant(deed: DeedPage) -> None:
    """Put canaries into every place that must not leak."""
    home = HomePage.objects.get()
    draft = home.add_child(
        instance=PlainPage(title=f"{CANARY}草稿", slug=f"{ASCII_CANARY}-draft", live=False)
    )
    draft.save_revision()
    private = home.add_child(instance=PlainPage(title=f"{CANARY}内部", slug=f"{ASCII_CANARY}-private"))
    publish_page(private)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    below = private.add_child(instance=PlainPage(title=f"{CANARY}内部之下", slug=f"{ASCII_CANARY}-below"))
    publish_page(below)
    unpublished = SectionPage.objects.get(slug="deeds").add_child(
        instance=DeedPage(
            title=f"{CANARY}撤下",
            slug=f"{ASCII_CANARY}-gone",
            kind="other",
            community=deed.community,
            asked_for=CANARY,
        )
    )
    publish_page(unpublished)
    unpublished.unpublish()
    deed.title = f"{CANARY}未发布的修改"
    deed.save_revision()
    Indicator.objects.create(
        code=f"{ASCII_CANARY}-indicator", name_zh=CANARY, name_en=ASCII_CANARY, unit_zh=CANARY, unit_en=ASCII_CANARY,
        system="deeds", live=False,
    )  # fmt: skip
    area = Area(
        code=f"230822-{ASCII_CANARY}", name=CANARY, name_en=ASCII_CANARY, kind="community", live=False
    )
    area.save()
    Dataset.objects.create(
        code=f"{ASCII_CANARY}-data", title_zh=CANARY, title_en=ASCII_CANARY, description=CANARY, method=CANARY,
        publisher=CANARY, live=False,
    )  # fmt: skip
    Evidence.objects.create(code=f"{ASCII_CANARY}-evidence", title=CANARY)
    Batch.objects.create(kind="form", title=CANARY, made_by_name=CANARY, note=CANARY)
    picture(f"{CANARY}没有用到")
    body = f"%PDF-1.7 {ASCII_CANARY} {CANARY}".encode()
    Attachment.objects.create(title=f"{CANARY}附件", file=ContentFile(body, f"{ASCII_CANARY}.pdf"))


def decoded(path: Path) -> bytes:
    """What a file holds, coding undone."""
    body = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(body)
    return brotli.decompress(body) if path.suffix == ".br" else body


def test_no_canary_in_any_published_byte(edition: Callable[[], Path], deed: DeedPage) -> None:
    plant(deed)
    used = picture("用到的图片")
    about = HomePage.objects.get().get_children().get(slug="about").specific
    about.body = [("picture", {"image": used, "alternative": "一片桦树叶", "caption": ""})]
    publish_page(about)
    folder = edition()
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 150
    assert len(list((folder / "media").glob("*.jpg"))) == 1, (
        "the used picture is there, the unused one is not"
    )
    marks = (CANARY.encode(), ASCII_CANARY.encode(), CANARY.encode("unicode_escape"))
    leaks = [
        str(path.relative_to(folder))
        for path in files
        if any(mark in decoded(path) for mark in marks) or ASCII_CANARY in str(path.relative_to(folder))
    ]
    assert leaks == []


def test_the_canary_is_found_when_it_is_public(edition: Callable[[], Path], deed: DeedPage) -> None:
    deed.title = f"{CANARY}发布了"
    publish_page(deed)
    assert CANARY in (edition() / "deeds/index.html").read_text()
