"""Attachments for readers: only what a public page offers, named by content, in the type that the name says."""

import hashlib
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings
from wagtail.models import Collection, CollectionViewRestriction

from cms.attachments import DeskAttachments, EditionAttachments, utf8
from cms.models import Attachment, Build, HomePage, PlainPage, User
from cms.publish import publish, submission
from cms.signing import data_folder, public_key
from publishing.contract import StoredObject
from publishing.edition.store import Store
from publishing.edition.verify import verify
from publishing.reader.headers import IMMUTABLE, cache_control
from tests.cms.attachment_files import GB_CSV, PDF, WORD, office
from tests.cms.desk_records import make_clerk, make_home

Capture = Callable[..., AbstractContextManager[list[Any]]]


def store(title: str = "2026 年报名表", name: str = "报名表.PDF", body: bytes = PDF) -> Attachment:
    """A stored attachment."""
    return Attachment.objects.create(title=title, file=ContentFile(body, name))


@pytest.fixture
def home(db: None) -> HomePage:
    """The home page, published."""
    home = make_home()
    home.save_revision().publish()
    return home


def offer(home: HomePage, *attachments: Attachment, live: bool = True) -> PlainPage:
    """A page that offers them."""
    page = home.add_child(instance=PlainPage(title="通知", slug="notice", live=False))
    page.body = [("attachment", {"attachment": attachment, "title": ""}) for attachment in attachments]
    revision = page.save_revision()
    if live:
        revision.publish()
    return page


def edition() -> Path:
    """The folder of a new edition."""
    return data_folder().edition(publish().number)


def test_a_public_page_takes_its_attachments_along(home: HomePage) -> None:
    offer(home, store())
    folder = edition()
    path = f"/files/{hashlib.sha256(PDF).hexdigest()[:8]}/2026-nian-bao-ming-biao.pdf"
    assert (folder / path.lstrip("/")).read_bytes() == PDF
    html = (folder / "notice/index.html").read_text()
    assert f'<a href="{path}" download="2026 年报名表.pdf">附件：2026 年报名表<' in html
    assert f"（PDF，{len(PDF)} 字节）" in html
    twin = json.loads((folder / "notice/index.json").read_bytes())
    assert {"rel": "enclosure", "title": "2026 年报名表", "url": path} in twin["relations"]
    assert verify(data_folder(), None, public_key()) == []


def test_what_no_public_page_offers_stays_here(home: HomePage) -> None:
    store("没有用到")
    offer(home, store("只在草稿里"), live=False)
    assert not (edition() / "files").exists()


@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.ofd", b"PK", "application/ofd"),
        ("a.docx", office(WORD), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.csv", b"a,b\r\n", "text/csv; charset=utf-8"),
        ("a.txt", "甲".encode(), "text/plain; charset=utf-8"),
    ],
)
def test_media_types(home: HomePage, name: str, body: bytes, media_type: str) -> None:
    offer(home, store(name, name, body))
    items = {item.path: item for item in submission(timezone.now()).items if item.path.startswith("/files/")}
    (item,) = items.values()
    assert isinstance(item.body, StoredObject)
    assert item.media_type == media_type
    assert Store(data_folder().objects).path(item.body.plain.sha256).read_bytes() == body
    assert re.fullmatch(r"/files/[0-9a-f]{8}/a\.\w+", item.path)
    assert cache_control(item.path) == IMMUTABLE


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.exe", "a", "a.pdf.html"])
def test_no_other_kind_goes_out_whatever_is_stored(home: HomePage, name: str) -> None:
    offer(home, store("网页", name, b"<script>"))
    folder = edition()
    assert not (folder / "files").exists()
    assert "附件" not in (folder / "notice/index.html").read_text()


def test_a_collection_kept_from_the_public_is_not_handed_over(home: HomePage) -> None:
    attachment = store()
    attachment.collection = Collection.get_first_root_node().add_child(name="内部")
    attachment.save()
    CollectionViewRestriction.objects.create(collection=attachment.collection, restriction_type="login")
    offer(home, attachment)
    assert not (edition() / "files").exists()


def test_what_excel_wrote_in_gb18030_is_published_in_utf_8() -> None:
    """Our media type says UTF-8; the mark at the beginning is what Excel goes by."""
    assert utf8(GB_CSV) == b"\xef\xbb\xbf" + GB_CSV.decode("gb18030").encode()
    for text in ("甲,乙".encode(), "\ufeff甲".encode(), b"a"):
        assert utf8(text) == text


def test_equal_content_under_one_title_is_one_file(home: HomePage) -> None:
    attachments = EditionAttachments("/zhili")
    first, second = (attachments.file_of(store("表", name)) for name in ("a.pdf", "b.pdf"))
    assert first == second and list(attachments.used) == [
        "/files/" + str(first).split("/files/")[1].split("'")[0]
    ]
    other = attachments.file_of(store("另一张表", "c.pdf"))
    assert other is not None and first is not None and other.address != first.address


@pytest.mark.parametrize("title", ["。。。", "", "../../etc/passwd", "名单.pdf", "长" * 200, "a\u202eb"])
def test_any_title_gives_a_plain_address(home: HomePage, title: str) -> None:
    file = EditionAttachments("").file_of(store(title))
    assert file is not None and re.fullmatch(r"/files/[0-9a-f]{8}/[a-z0-9-]{1,60}\.pdf", file.address)


def test_the_desk_tells_the_size_that_readers_will_get(home: HomePage) -> None:
    for attachment in (store(), store("名单", "名单.csv", GB_CSV)):
        at_desk, public = DeskAttachments().file_of(attachment), EditionAttachments("").file_of(attachment)
        assert at_desk is not None and public is not None
        assert (at_desk.size, at_desk.extension) == (public.size, public.extension)
        assert at_desk.address.startswith("/desk/uploads/documents/")


def test_preview_and_edition_differ_in_addresses_alone(home: HomePage) -> None:
    page = offer(home, store(), store("名单", "名单.csv", GB_CSV))
    address = re.compile(r'href="/(?:files|desk/uploads)/[^"]+"')
    bodies = []
    for html in ((edition() / "notice/index.html").read_text(), page.make_preview_request().content.decode()):
        found = re.search(r'<div class="prose">.*?</div>', html, re.DOTALL)
        assert found and len(address.findall(found[0])) == 2
        bodies.append(address.sub("", found[0]))
    assert bodies[0] == bodies[1]


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator."""
    client.force_login(User.objects.create_superuser("admin", last_name="管理员"))
    return client


def delete_addresses(attachment: Attachment) -> dict[str, str]:
    """The three ways to delete."""
    return {
        "one": reverse("wagtaildocs:delete", args=[attachment.pk]),
        "several": f"{reverse('wagtail_bulk_action', args=['cms', 'attachment', 'delete'])}?id={attachment.pk}",
        "uploaded": reverse("wagtaildocs:delete_multiple", args=[attachment.pk]),
    }


@pytest.mark.parametrize("way", ["one", "several", "uploaded"])
def test_an_attachment_in_use_is_kept(desk: Client, home: HomePage, way: str) -> None:
    attachment = store()
    offer(home, attachment)
    answer = desk.post(delete_addresses(attachment)[way], follow=True)
    told = answer.json()["error_message"] if way == "uploaded" else answer.content.decode()
    assert "附件“2026 年报名表”正被普通页面“通知”使用" in told or "正被页面“通知”使用" in told
    assert Attachment.objects.exists()


@pytest.mark.parametrize("way", ["one", "several", "uploaded"])
def test_an_attachment_without_use_is_deleted(desk: Client, db: None, way: str) -> None:
    desk.post(delete_addresses(store())[way])
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("way", ["one", "several", "uploaded"])
def test_without_permission_nothing_is_deleted_or_told(client: Client, home: HomePage, way: str) -> None:
    client.force_login(make_clerk())
    attachment = store()
    offer(home, attachment)
    told = client.post(delete_addresses(attachment)[way], follow=True).content.decode()
    assert "通知" not in told.replace("通知公告", "")  # a type of column, named on the desk's home
    assert Attachment.objects.exists()


def test_a_replaced_file_asks_for_a_build(
    home: HomePage, django_capture_on_commit_callbacks: Capture
) -> None:
    attachment = store()
    offer(home, attachment)
    Build.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        attachment.get_file_size()
        attachment.get_file_hash()
    assert not Build.objects.exists(), "Wagtail notes size and hash when they are first asked for"
    with django_capture_on_commit_callbacks(execute=True):
        attachment.file = ContentFile(PDF + b"\n", "新.pdf")
        attachment.save()
    assert Build.objects.get().reason == "附件：2026 年报名表"


def test_an_unused_one_does_not(db: None, django_capture_on_commit_callbacks: Capture) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        store().save()
    assert not Build.objects.exists()


def test_a_missing_upload_fails_the_build_and_nothing_else(home: HomePage, settings: Settings) -> None:
    attachment = store()
    offer(home, attachment)
    before = edition()
    attachment.file.storage.delete(attachment.file.name)
    with pytest.raises(OSError):
        publish(full=True)
    assert data_folder().current.resolve() == before.resolve(), "the edition in force stays"
    assert publish().number == int(before.name), "what was published is in the store"
