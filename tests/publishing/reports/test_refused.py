"""What `/report/` refuses, and how it says so: whatever was written comes back, and the box stays as it was."""

import os
from pathlib import Path

import pytest

from publishing.reader.report_answer import MOST_BODY
from publishing.reports import spool
from tests.publishing.reader.wsgi_client import WsgiClient
from tests.publishing.reports.posting import FIELDS, box_of, posted, soup, value_of


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "none"}, 403),
        ({"HTTP_ORIGIN": "null"}, 403),
        ({"HTTP_ORIGIN": "https://foreign.example"}, 403),
        ({"HTTP_ORIGIN": "http://127.0.0.1:8000.foreign.example"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "https://foreign.example"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://127.0.0.1:8000"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "same-origin"}, 303),
        ({"HTTP_ORIGIN": "http://127.0.0.1:8000"}, 303),
        ({"HTTP_ORIGIN": "http://10.0.0.3:8080", "HTTP_HOST": "10.0.0.3:8080"}, 303),
        ({"HTTP_ORIGIN": "http://localhost:8000", "HTTP_HOST": "localhost"}, 303),
    ],
)
def test_only_our_own_form_is_taken(
    reader: WsgiClient, root: Path, headers: dict[str, str], status: int
) -> None:
    reply = posted(reader, headers=headers)
    assert reply.status == status and len(box_of(root)) == (status == 303)
    if status == 403:
        assert value_of(reply, "message") == FIELDS["message"] and soup(reply).select("[role=alert]")


def test_a_body_is_not_read_unless_it_is_a_form_of_some_length(reader: WsgiClient, root: Path) -> None:
    assert posted(reader, b"x" * (MOST_BODY + 1)).status == 413
    assert posted(reader, length="9" * 400).status == 413
    for length in ("", "-1", "x", "１"):
        assert posted(reader, length=length).status == 411
    for media_type in ("multipart/form-data; boundary=x", "text/plain", "application/json", ""):
        assert posted(reader, media_type=media_type).status == 415
    assert box_of(root) == []
    assert posted(reader, media_type="Application/X-WWW-Form-Urlencoded; charset=UTF-8").status == 303


def test_a_body_that_breaks_off_is_no_report(reader: WsgiClient, root: Path) -> None:
    assert posted(reader, b"kind=other", length="400").status == 422
    assert box_of(root) == []


def test_a_program_that_fills_in_everything_is_asked_again(reader: WsgiClient, root: Path) -> None:
    reply = posted(reader, FIELDS | {"website": "https://spam.example"})
    assert reply.status == 422 and box_of(root) == [] and "spam.example" not in reply.text
    assert value_of(reply, "message") == FIELDS["message"]
    trap = soup(reply).select_one("[name=website]")
    assert trap is not None and trap.find_parent("p", hidden=True)


def test_a_full_box_takes_no_more_and_says_so(
    reader: WsgiClient, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "MOST_WAITING", 2)
    assert [posted(reader).status for _ in range(3)] == [303, 303, 503]
    reply = posted(reader)
    assert reply.headers["retry-after"] == "600" and "没有收下" in reply.text
    assert value_of(reply, "message") == FIELDS["message"] and len(box_of(root)) == 2


@pytest.mark.parametrize("fails", ["write", "fsync", "rename", "folder"])
def test_a_disk_that_does_not_take_it_is_told_honestly(
    reader: WsgiClient, root: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*{
        "write": (spool, "write_new", broken), "fsync": (os, "fsync", broken), "rename": (Path, "rename", broken),
        "folder": (spool, "sync_folder", broken),
    }[fails])  # fmt: skip
    reply = posted(reader)
    assert reply.status == 503 and "现在存不下" in reply.text and "No space" not in reply.text
    assert value_of(reply, "message") == FIELDS["message"]
    assert box_of(root) == []


def test_a_folder_that_may_not_be_written(reader: WsgiClient, root: Path) -> None:
    (root / "spool").write_text("in the way")
    assert posted(reader).status == 503


def test_other_methods_and_the_address_without_its_slash(reader: WsgiClient) -> None:
    for method in ("PUT", "DELETE", "post", "BREW"):
        reply = reader.ask(method, "/report/")
        assert reply.status == 405 and reply.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert reader.ask("OPTIONS", "/report/").headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert reader.ask("POST", "/report/sent/").headers["allow"] == "GET, HEAD, OPTIONS"
    assert posted(reader, target="/report").status == 405
    assert reader.get("/report?page=/deeds/").headers["location"] == "/report/?page=/deeds/"
    assert reader.get("/report/other/").status == 404 and reader.get("/reports/").status == 404
    assert posted(reader, target="/deeds/").status == 405
