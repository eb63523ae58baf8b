"""Addresses that were public once: moved pages redirect in one hop, gone ones answer 410, twins and data files too."""

import json
from dataclasses import replace
from http import HTTPStatus

import pytest
from pytest_django import Settings

from tests.publishing.reader.conftest import FILES, client_of
from tests.publishing.reader.edition_on_disk import JSON, EditionsOnDisk
from tests.publishing.reader.wsgi_client import WsgiClient

REASON = "内容重复，已并入好事实事。"
PAGES = FILES | {"/deeds/index.json": (b'{"type":"section"}', JSON)}
ROUTES: dict[str, dict[str, str | None]] = {
    "/old/": {"target": "/deeds/", "reason": ""},
    "/numbers/": {"target": "/data/", "reason": ""},
    "/gone/": {"target": None, "reason": REASON},
    "/silent/": {"target": None, "reason": ""},
    "/data/taken/": {"target": None, "reason": "口径有误，核实后再公开。"},
    "/data/renamed/": {"target": "/data/", "reason": ""},
}


@pytest.fixture(params=["", "/zhili"])
def prefix(request: pytest.FixtureRequest) -> str:
    """A site of its own, and one below a prefix."""
    return str(request.param)


@pytest.fixture
def reader(
    prefix: str, editions: EditionsOnDisk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> WsgiClient:
    """The reader over an edition with old addresses."""
    editions.frame = replace(editions.frame, base_url=f"https://example.gov.cn{prefix}")
    editions.publish(1, PAGES, routes=ROUTES)
    return client_of(editions.folder.root, settings, monkeypatch)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/old/", "/deeds/"),
        ("/old", "/deeds/"),
        ("/old/index.html", "/deeds/"),
        ("/old/index.json", "/deeds/index.json"),
        ("/old/?from=timeline&elder=1", "/deeds/?from=timeline&elder=1"),
        ("/old/index.json?a=1", "/deeds/index.json?a=1"),
        # No page is answered with less than a page: there is no twin to go to.
        ("/numbers/index.json", "/data/"),
    ],
)
def test_a_moved_page_and_its_twin_lead_on(reader: WsgiClient, prefix: str, old: str, new: str) -> None:
    for ask in (reader.get, reader.head):
        reply = ask(f"{prefix}{old}")
        assert (reply.status, reply.body) == (HTTPStatus.MOVED_PERMANENTLY, b"")
        assert reply.headers["location"] == f"{prefix}{new}"
    assert reader.get(reply.headers["location"]).status == HTTPStatus.OK


@pytest.mark.parametrize("path", ["/gone/", "/gone", "/gone/index.html"])
def test_a_gone_page_says_why(reader: WsgiClient, prefix: str, path: str) -> None:
    reply, head = reader.get(f"{prefix}{path}"), reader.head(f"{prefix}{path}")
    assert (reply.status, reply.headers["content-type"]) == (HTTPStatus.GONE, "text/html; charset=utf-8")
    assert REASON in reply.text
    assert (head.status, head.headers, head.body) == (reply.status, reply.headers, b"")
    assert 'data-elder="1"' in reader.get(f"{prefix}{path}?elder=1").text


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/gone/index.json", REASON),
        ("/silent/index.json", "编辑部撤下了这个页面。"),
        ("/data/taken/", "口径有误"),
        ("/data/taken", "口径有误"),
        ("/data/taken/index.json", "口径有误"),
        ("/data/taken/latest/taken.csv", "口径有误"),
        ("/data/taken/2026-11-20/rows.json", "口径有误"),
        ("/data/renamed/latest/renamed.csv", "/data/"),
    ],
)
def test_what_machines_read_says_it_as_a_problem(
    reader: WsgiClient, prefix: str, path: str, reason: str
) -> None:
    reply, head = reader.get(f"{prefix}{path}"), reader.head(f"{prefix}{path}")
    assert (reply.status, reply.headers["content-type"]) == (410, "application/problem+json; charset=utf-8")
    told = json.loads(reply.body)
    assert (told["status"], told["title"]) == (410, "这个地址的内容已撤下")
    assert told["type"].endswith("/codes/problems.json#gone")
    assert reason in told["detail"]
    assert reply.headers["access-control-allow-origin"] == "*"
    assert (head.status, head.headers, head.body) == (reply.status, reply.headers, b"")


@pytest.mark.parametrize(
    "path", ["/older/", "/older/index.json", "/goneindex.html", "/gone/else/", "/data/other/x.csv", "/data//"]
)
def test_what_never_was_stays_unknown(reader: WsgiClient, prefix: str, path: str) -> None:
    assert reader.get(f"{prefix}{path}").status == HTTPStatus.NOT_FOUND


def test_an_own_query_of_the_target_is_kept(
    editions: EditionsOnDisk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    editions.publish(1, PAGES, routes={"/old/": {"target": "/deeds/?a=1", "reason": ""}})
    reader = client_of(editions.folder.root, settings, monkeypatch)
    assert reader.get("/old/?elder=1").headers["location"] == "/deeds/?a=1&elder=1"
