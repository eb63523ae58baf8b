"""`/report/`: the form, what is taken, and that nothing which was written is lost on the way."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from publishing.reports.report import KINDS, MOST_BYTES
from tests.publishing.reader.wsgi_client import WsgiClient
from tests.publishing.reports.posting import FIELDS, OURS, box_of, only_report, posted, soup, value_of


def test_the_form_is_filled_in_as_the_address_asks(reader: WsgiClient) -> None:
    reply = reader.get("/report/?kind=number&page=/deeds/%3Fa=1&quote=%E5%87%89%E5%81%9C%3Cb%3E&from=wechat")
    assert reply.status == 200 and reply.headers["cache-control"] == "no-store"
    assert value_of(reply, "page") == "/deeds/" and value_of(reply, "quote") == "凉停<b>"
    assert "<b>凉" not in reply.text and value_of(reply, "edition") == "1"
    chosen = soup(reply).select("input[name=kind][checked]")
    assert [tag["value"] for tag in chosen] == ["number"]
    assert [tag["value"] for tag in soup(reply).select("input[name=kind]")] == [code for code, _ in KINDS]
    assert reader.head("/report/").body == b""


def test_without_a_page_the_one_before_it_is_meant(reader: WsgiClient) -> None:
    assert value_of(reader.get("/report/", referer="http://127.0.0.1:8000/deeds/?x=1"), "page") == "/deeds/"
    assert value_of(reader.get("/report/", referer="https://foreign.example/deeds/"), "page") == ""
    form = "http://127.0.0.1:8000/report/"
    assert value_of(reader.get("/report/?elder=1", referer=form), "page") == ""
    assert value_of(reader.get("/report/?elder=1", referer=f"{form}?page=/deeds/"), "page") == "/deeds/"
    assert value_of(reader.get("/report/?elder=1", referer=f"{form}?page=//x/"), "page") == ""


@pytest.mark.parametrize(
    "query", ["kind=x", "page=https://foreign.example/", "page=//x/", "a=1&" * 200, "%ff"]
)
def test_what_an_address_gets_wrong_is_left_out(reader: WsgiClient, query: str) -> None:
    reply = reader.get(f"/report/?{query}")
    assert reply.status == 200 and value_of(reply, "page") == ""
    assert not soup(reply).select("[checked], [role=alert]")


def test_a_report_lies_in_the_box_and_its_number_is_told(reader: WsgiClient, root: Path) -> None:
    reply = posted(reader)
    report = only_report(root)
    assert reply.status == 303 and reply.headers["cache-control"] == "no-store"
    assert reply.headers["location"] == f"/report/sent/?n={report.number}" and reply.body == b""
    assert (report.kind, report.path, report.quotation) == ("wording", "/deeds/", "凉停")
    assert report.message == "“停”应当是“亭”。" and report.edition == 1
    assert abs(datetime.now(UTC) - report.received) < timedelta(minutes=1)
    (file,) = box_of(root)
    assert file.name == f"{report.uuid}.json" and stat.S_IMODE(file.stat().st_mode) == 0o640
    page = reader.get(reply.headers["location"])
    assert page.status == 200 and report.number in page.text and page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("query", ["", "?n=", "?n=1234567", "?n=1234567G", "?n=%3Cscript%3E", "?n=123456789"])
def test_a_number_is_eight_signs_or_nothing(reader: WsgiClient, query: str) -> None:
    reply = reader.get(f"/report/sent/{query}")
    assert reply.status == 302 and reply.headers["location"] == "/report/"


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("一行\r\n两行\r三行", "一行\n两行\n三行"),
        ("空\x00字\x1b符", "空字符"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("😀 👨‍👩‍👧", "😀 👨‍👩‍👧"),
        ("  两头  ", "两头"),
        ("右\u202e左", "右左"),
        ("字" * 2000, "字" * 2000),
        ("😀" * 2000, "😀" * 2000),
    ],
)
def test_text_is_kept_as_text(reader: WsgiClient, root: Path, sent: str, stored: str) -> None:
    everything = FIELDS | {"message": sent, "quote": "\n" * 3 + "引" * 500, "contact": "联" * 100}
    assert posted(reader, everything).status == 303
    assert only_report(root).message == stored
    assert box_of(root)[0].stat().st_size <= MOST_BYTES


def test_half_a_surrogate_pair_and_bytes_that_are_no_text(reader: WsgiClient, root: Path) -> None:
    assert posted(reader, b"kind=other&message=%ED%A0%80%FF\xff").status == 303
    message = only_report(root).message
    assert message.encode() and set(message) == {"\ufffd"}


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"kind": ""}, "kind", "请选一项"),
        ({"kind": "nonsense"}, "kind", "请选一项"),
        ({"message": " \n\x00 "}, "message", "请写明"),
        ({"message": "字" * 2001}, "message", "最多 2000 个字，现在是 2001 个"),
        ({"quote": "字" * 501}, "quote", "最多 500 个字"),
        ({"contact": "字" * 101}, "contact", "最多 100 个字"),
        ({"page": "https://foreign.example/deeds/"}, "page", "本站的地址"),
        ({"page": "/" + "a" * 500}, "page", "最多 500 个字符"),
    ],
)
def test_a_fault_is_told_beside_its_field_and_nothing_is_lost(
    reader: WsgiClient, root: Path, change: dict[str, str], field: str, words: str
) -> None:
    wanted = FIELDS | {"contact": "13800000000"} | change
    reply = posted(reader, wanted)
    page = soup(reply)
    assert reply.status == 422 and box_of(root) == []
    beside = page.select_one(f"#report-{field}-error")
    assert beside is not None and words in beside.text
    summary = page.select_one(f"[role=alert] a[href='#report-{field}']")
    assert summary is not None and page.select_one(f"#report-{field}") is not None
    assert page.title is not None and page.title.text.startswith("没有提交：")
    for name in {"page", "quote", "message", "contact"} - {field}:
        assert value_of(reply, name) == wanted[name]
    if field in {"quote", "contact"}:
        assert value_of(reply, field) == wanted[field]


@pytest.mark.parametrize(("said", "kept"), [("1", 1), ("0", 1), ("7", 1), ("x", 1), ("9" * 40, 1), ("", 1)])
def test_no_edition_is_made_up(reader: WsgiClient, root: Path, said: str, kept: int) -> None:
    posted(reader, FIELDS | {"edition": said})
    assert only_report(root).edition == kept


def test_the_elder_form_stays_one(reader: WsgiClient) -> None:
    assert 'data-elder="1"' in reader.get("/report/?elder=1").text
    assert (
        str(soup(reader.get("/report/?elder=1")).select("form.report-form")[0]["action"])
        == "/report/?elder=1"
    )
    wrong = posted(reader, FIELDS | {"message": ""}, target="/report/?elder=1")
    assert 'data-elder="1"' in wrong.text
    location = posted(reader, target="/report/?elder=1").headers["location"]
    assert location.endswith("&elder=1") and 'data-elder="1"' in reader.get(location).text


def test_nothing_of_a_report_is_logged_or_public(
    reader: WsgiClient, root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    mark = "金丝雀"
    posted(reader, FIELDS | {"message": mark, "contact": mark})
    name = box_of(root)[0].name
    for target in (f"/spool/ticket/{name}", f"/../spool/ticket/{name}", f"/%2e%2e/spool/ticket/{name}"):
        assert reader.get(target).status == 404
    assert mark not in caplog.text
    assert not [path for path in (root / "editions").rglob("*") if "spool" in str(path)]
    assert OURS["HTTP_ORIGIN"] not in box_of(root)[0].read_text()
