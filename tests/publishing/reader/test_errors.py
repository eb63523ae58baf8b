"""Answers in bad times: no edition, a damaged disk, a fault in a view, a page that is gone."""

import json
from dataclasses import replace
from http import HTTPStatus

import pytest
from pytest_django import Settings

from publishing.reader import rows_answer, views
from tests.publishing.reader.conftest import FILES, ROUTES, client_of
from tests.publishing.reader.edition_on_disk import DATASET, EditionsOnDisk
from tests.publishing.reader.wsgi_client import WsgiClient

ROWS = f"/data/{DATASET}/latest/rows.json"


def test_before_the_first_edition(empty_reader: WsgiClient) -> None:
    for path in ("/", "/deeds/"):
        reply = empty_reader.get(path)
        assert (reply.status, reply.headers["cache-control"]) == (HTTPStatus.SERVICE_UNAVAILABLE, "no-store")
        assert "还没有发布" in reply.text
        assert reply.headers["retry-after"] == "10"
    for path in (ROWS, "/id/obs/a/b/2025/r1"):
        reply = empty_reader.get(path)
        assert (reply.status, json.loads(reply.body)["status"]) == (HTTPStatus.SERVICE_UNAVAILABLE, 503)
    health = empty_reader.get("/healthz")
    assert (health.status, json.loads(health.body)["edition"]) == (HTTPStatus.SERVICE_UNAVAILABLE, None)


def test_the_first_edition_ends_that(editions: EditionsOnDisk, empty_reader: WsgiClient) -> None:
    assert empty_reader.get("/").status == HTTPStatus.SERVICE_UNAVAILABLE
    editions.publish(1, FILES)
    assert empty_reader.get("/").status == HTTPStatus.OK


def test_health(reader: WsgiClient) -> None:
    reply = reader.get("/healthz")
    facts = json.loads(reply.body)
    assert (reply.status, facts["edition"], facts["verified"], facts["refused"]) == (200, 1, True, None)
    assert facts["published"] == "2026-11-23T09:30:00+08:00"
    assert isinstance(facts["age_seconds"], int)
    assert reply.headers["cache-control"] == "no-store"
    assert reader.head("/healthz").body == b""
    assert reader.ask("POST", "/healthz").headers["allow"] == "GET, HEAD, OPTIONS"
    assert reader.ask("OPTIONS", "/healthz").status == HTTPStatus.NO_CONTENT


def test_a_lost_or_cut_file_is_a_fault_and_not_a_missing_page(
    editions: EditionsOnDisk, reader: WsgiClient
) -> None:
    root = editions.folder.edition(1)
    (root / "deeds/index.html").unlink()
    (root / "index.html").write_bytes(b"<!doc")
    for path in ("/deeds/", "/"):
        reply = reader.get(path)
        assert (reply.status, reply.body) == (HTTPStatus.INTERNAL_SERVER_ERROR, FILES["/500.html"][0])
        assert reply.headers["cache-control"] == "no-store"
    (root / "500.html").unlink()
    assert "出了差错" in reader.get("/deeds/").text


def test_a_fault_in_a_view_says_nothing_of_its_cause(
    reader: WsgiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret cause")

    monkeypatch.setattr(rows_answer, "run", broken)
    reply = reader.get(ROWS)
    assert (reply.status, json.loads(reply.body)["status"]) == (HTTPStatus.INTERNAL_SERVER_ERROR, 500)
    assert "secret" not in reply.text
    monkeypatch.setattr(views, "health", broken)
    assert reader.get("/healthz").body == FILES["/500.html"][0]


def test_a_page_that_is_gone_says_why(reader: WsgiClient) -> None:
    for path in ("/gone/", "/gone"):
        reply = reader.get(path)
        assert reply.status == HTTPStatus.GONE
        assert "内容重复，已并入好事实事。" in reply.text
        assert reply.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/gone/", "/nothing/"])
def test_error_pages_know_the_elder_mode(reader: WsgiClient, path: str) -> None:
    plain, elder = reader.get(path), reader.get(f"{path}?elder=1")
    assert elder.status == plain.status
    assert elder.body == plain.body.replace(b"<html", b'<html data-elder="1"', 1) != plain.body
    assert elder.headers["content-length"] == str(len(elder.body))


def test_below_a_prefix(
    editions: EditionsOnDisk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    editions.frame = replace(editions.frame, base_url="https://example.gov.cn/zhili")
    editions.publish(1, FILES, routes=ROUTES)
    reader = client_of(editions.folder.root, settings, monkeypatch)
    assert reader.get("/zhili/").body == FILES["/"][0]
    assert reader.get("/zhili").headers["location"] == "/zhili/"
    assert reader.get("/zhili/deeds").headers["location"] == "/zhili/deeds/"
    assert reader.get("/zhili/old/").headers["location"] == "/zhili/deeds/"
    # A proxy may have taken the prefix away.
    assert reader.get("/deeds/").body == FILES["/deeds/"][0]
    assert reader.get("/zhilix/").status == HTTPStatus.NOT_FOUND
    assert "/zhili/data/" in json.loads(reader.get("/zhili/data/none/").body)["detail"]
    rows = reader.get(f"/zhili{ROWS}")
    assert rows.headers["content-location"] == f"/zhili/data/{DATASET}/2026-11-23/rows.json"
    csv = reader.get(f"/zhili/data/{DATASET}/latest/{DATASET}.csv")
    assert csv.headers["content-location"] == f"/zhili/data/{DATASET}/2026-11-23/{DATASET}.csv"
    assert csv.headers["strict-transport-security"] == "max-age=31536000"
