"""What may be uploaded as an attachment, and what people are told otherwise."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from cms.desk.attachment_content import content_problem
from cms.models import Attachment, User
from tests.cms import attachment_files as files

GOOD = {
    "pdf": files.PDF,
    "PDF": files.PDF,
    "docx": files.office(files.WORD),
    "xlsx": files.office(files.SHEET, encoding="utf-16"),
    "ofd": files.ofd(),
    "csv": files.GB_CSV,
    "txt": "\ufeff第一行\n<甲>".encode(),
}
BAD = [
    ("pdf", b"<html>%PDF-1.7", "内容却不是 PDF"),
    ("pdf", files.office(files.WORD), "内容却不是 PDF"),
    ("docx", files.PDF, "内容却不是 Word"),
    ("docx", files.office(files.SHEET), "内容却不是 Word"),
    ("xlsx", files.office(files.WORD), "内容却不是 Excel"),
    ("docx", files.ofd(), "内容却不是 Word"),
    ("ofd", files.office(files.WORD), "内容却不是 OFD"),
    ("docx", b"MZ" + files.office(files.WORD), "内容却不是 Word"),
    ("docx", files.OLD_OFFICE, "旧版 Office"),
    ("docx", files.locked(files.office(files.WORD)), "加了密码"),
    ("docx", files.office(files.WORD)[:-30], "损坏"),
    ("docx", files.damaged(), "损坏"),
    ("ofd", b"PK\x03\x04" + b"x" * 100, "损坏"),
    ("docx", files.office(files.MACRO_WORD), "宏"),
    ("docx", files.office(files.WORD, {"word/vbaProject.bin": b"x"}), "宏"),
    ("xlsx", files.office(files.SHEET, {"xl/embeddings/old.XLSM": b"x"}), "宏"),
    ("docx", files.office(files.WORD, {"[content_types].XML": b"<x/>" + b" " * 1_000_001}), "损坏"),
    ("csv", "甲,乙".encode("utf-16"), "UTF-16"),
    ("csv", files.PDF + b"\0", "不是文字"),
    ("txt", b"\xff\xff\xff\x81", "不是文字"),
    ("txt", b"\n <!DOCTYPE html><p>x", "网页和 SVG 不收"),
    ("csv", b"\xef\xbb\xbf<svg xmlns='x'>", "网页和 SVG 不收"),
    ("txt", b"<?xml version='1.0'?><svg/>", "网页和 SVG 不收"),
]


@pytest.mark.parametrize("extension", ["pdf", "docx", "xlsx", "ofd", "csv", "txt"])
def test_whole_files_are_taken(extension: str) -> None:
    file = BytesIO(GOOD[extension])
    assert content_problem(file, extension) is None
    assert file.tell() == 0, "the file can be stored from its beginning"


@pytest.mark.parametrize(("extension", "body", "said"), BAD)
def test_the_content_must_be_what_the_name_says(extension: str, body: bytes, said: str) -> None:
    assert said in (content_problem(BytesIO(body), extension) or "")


@pytest.mark.parametrize("make", [files.bomb, files.crowd])
def test_archives_that_would_fill_the_memory_are_refused(make: object) -> None:
    body = make()  # type: ignore[operator]
    assert len(body) < 1_000_000
    assert "展开以后太大" in (content_problem(BytesIO(body), "docx") or "")


@pytest.mark.parametrize("cut", range(0, len(GOOD["docx"]), 7))
def test_no_part_of_a_document_breaks_the_check(cut: int) -> None:
    assert content_problem(BytesIO(GOOD["docx"][:cut]), "docx")


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator."""
    client.force_login(User.objects.create_superuser("admin", last_name="管理员"))
    return client


def post(desk: Client, name: str, body: bytes, address: str = "wagtaildocs:add") -> str:
    """Upload a file at the form for one; what is said against it, or nothing."""
    answer = desk.post(
        reverse(address), {"title": "报名表", "file": SimpleUploadedFile(name, body), "tags": ""}
    )
    return "" if answer.status_code == 302 else str(answer.context["form"].errors["file"])


@pytest.mark.parametrize("extension", list(GOOD))
def test_upload_at_the_desk(desk: Client, extension: str) -> None:
    assert post(desk, f"报名 表.{extension}", GOOD[extension]) == ""
    stored = Attachment.objects.get()
    assert stored.file.read() == GOOD[extension] and stored.file_size == len(GOOD[extension])
    stored.file.close()


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("a.html", b"<p>", "不收这种文件"),
        ("a.svg", b"<svg/>", "不收这种文件"),
        ("a.docm", files.office(files.MACRO_WORD), "不收这种文件"),
        ("a.pdf.exe", files.PDF, "不收这种文件"),
        ("pdf", files.PDF, "不收这种文件"),
        ("a.pdf", b"", "这个文件是空的"),
        ("a.docx", files.PDF, "请用原来的软件另存为 .docx 再传"),
    ],
)
def test_refusals_stand_beside_the_field_once(desk: Client, name: str, body: bytes, said: str) -> None:
    errors = post(desk, name, body)
    assert said in errors and errors.count("<li>") == 1
    assert not Attachment.objects.exists()


def test_nothing_chosen(desk: Client) -> None:
    answer = desk.post(reverse("wagtaildocs:add"), {"title": "报名表"})
    assert "请选择一个文件" in str(answer.context["form"].errors["file"])


def test_the_limit_of_size(desk: Client, settings: Settings) -> None:
    assert settings.WAGTAILDOCS_MAX_UPLOAD_SIZE == 30 * 1024 * 1024
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 100
    assert "请压缩或拆成几个再传" in post(desk, "a.pdf", files.PDF + b" " * 100)
    assert not Attachment.objects.exists()


def test_a_long_name_is_stored_shorter(desk: Client) -> None:
    assert post(desk, f"{'长' * 60}.pdf", files.PDF) == ""
    assert len(Attachment.objects.get().file.name) <= 100


def test_the_forms_say_what_is_taken(desk: Client) -> None:
    for name in ("wagtaildocs:add", "wagtaildocs:add_multiple"):
        page = desk.get(reverse(name)).content.decode()
        assert "pdf、ofd、docx、xlsx、csv、txt，不超过 30.0" in page
    assert 'accept=".pdf,.ofd,.docx,.xlsx,.csv,.txt"' in desk.get(reverse("wagtaildocs:add")).content.decode()


def test_several_at_once_are_checked_likewise(desk: Client) -> None:
    def send(name: str, body: bytes) -> dict[str, object]:
        answer = desk.post(
            reverse("wagtaildocs:add_multiple"), {"title": name, "files[]": SimpleUploadedFile(name, body)}
        )
        found: dict[str, object] = answer.json()
        return found

    assert send("a.pdf", files.PDF)["success"] is True
    refused = send("b.docx", files.PDF)
    assert refused["success"] is False and "内容却不是 Word 文档" in str(refused["error_message"])


def test_the_chooser_in_a_page_checks_likewise(desk: Client) -> None:
    def send(body: bytes) -> str:
        form = {
            "document-chooser-upload-title": "表",
            "document-chooser-upload-file": SimpleUploadedFile("a.pdf", body),
            "document-chooser-upload-tags": "",
        }
        return desk.post(reverse("wagtaildocs_chooser:create"), form).content.decode()

    assert '"step": "chosen"' in send(files.PDF)
    assert re.search(r"内容却不是 PDF|\\u5185\\u5bb9\\u5374\\u4e0d\\u662f PDF", send(b"<html>"))


def test_a_replaced_file_is_checked_and_the_old_one_kept_meanwhile(desk: Client) -> None:
    post(desk, "a.pdf", files.PDF)
    stored = Attachment.objects.get()
    address = reverse("wagtaildocs:edit", args=[stored.pk])
    form = {"title": "改过", "file": SimpleUploadedFile("b.pdf", b"<html>"), "tags": ""}
    errors = str(desk.post(address, form).context["form"].errors["file"])
    assert "内容却不是 PDF" in errors and errors.count("<li>") == 1
    assert Path(stored.file.path).read_bytes() == files.PDF
    assert desk.post(address, {"title": "改过", "tags": ""}).status_code == 302, "the title alone may change"


def test_a_kind_that_is_not_taken_is_refused_without_a_form(db: None) -> None:
    """An importer that stores records directly goes through the model's own check."""
    with pytest.raises(ValidationError):
        Attachment(title="x", file="documents/x.html").clean()
