"""`/id/obs/…` over HTTP."""

import json
from http import HTTPStatus

import pytest

from tests.publishing.reader.edition_on_disk import DATASET, NEIGHBOURS
from tests.publishing.reader.wsgi_client import WsgiClient

FIRST = f"/id/obs/{NEIGHBOURS}/230822/2025/r1"
SECOND = f"/id/obs/{NEIGHBOURS}/230822/2025/r2"
JSON = "application/json"


def test_a_replaced_revision_says_what_replaced_it(reader: WsgiClient) -> None:
    reply = reader.get(FIRST, accept=JSON)
    document = json.loads(reply.body)
    assert (document["id"], document["item"]["value"], document["current"]) == (FIRST, 120, False)
    assert document["replaced_by"] == SECOND
    assert f'<{SECOND}>; rel="latest-version"' in reply.headers["link"]
    assert f'</data/{DATASET}/2026-11-20/schema.json>; rel="describedby"' in reply.headers["link"]
    assert reply.headers["vary"] == "Accept, Accept-Encoding"
    assert reply.headers["access-control-allow-origin"] == "*"


def test_the_revision_in_force(reader: WsgiClient) -> None:
    reply = reader.get(SECOND, accept=JSON)
    document = json.loads(reply.body)
    assert (document["item"]["value"], document["current"], document["replaced_by"]) == (124, True, None)
    assert "latest-version" not in reply.headers["link"]
    assert (
        reader.get(SECOND, accept=JSON, if_none_match=reply.headers["etag"]).status == HTTPStatus.NOT_MODIFIED
    )


def test_a_browser_gets_a_page(reader: WsgiClient) -> None:
    reply = reader.get(FIRST, accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert "邻里带头人" in reply.text
    assert f'href="{SECOND}"' in reply.text
    assert reply.headers["etag"] != reader.get(FIRST, accept=JSON).headers["etag"]


def test_no_other_format(reader: WsgiClient) -> None:
    reply = reader.get(FIRST, accept="text/turtle")
    assert reply.status == HTTPStatus.NOT_ACCEPTABLE
    assert json.loads(reply.body)["errors"][0]["allowed"] == ["text/html", JSON]
    # A shared cache must not give this answer to a browser.
    assert reply.headers["vary"] == "Accept, Accept-Encoding"


def test_the_page_has_an_elder_mode_and_ignores_what_others_add(reader: WsgiClient) -> None:
    plain = reader.get(f"{FIRST}?from=timeline", accept="text/html")
    elder = reader.get(f"{FIRST}?elder=1", accept="text/html")
    assert plain.body == reader.get(FIRST, accept="text/html").body
    assert elder.body == plain.body.replace(b"<html", b'<html data-elder="1"', 1)
    assert elder.headers["etag"] != plain.headers["etag"]


def test_the_json_takes_no_parameter(reader: WsgiClient) -> None:
    reply = reader.get(f"{FIRST}?revision=2", accept=JSON)
    assert (reply.status, json.loads(reply.body)["errors"][0]["parameter"]) == (400, "revision")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/id/obs/{NEIGHBOURS}/230822/2025/r9", 404),
        (f"/id/obs/{NEIGHBOURS}/230822/2024/r1", 404),
        (f"/id/obs/{NEIGHBOURS}/230822/2025-13/r1", 400),
        ("/id/obs/nothing/230822/2025/r1", 400),
        (f"/id/obs/{NEIGHBOURS}/nowhere/2025/r1", 400),
        ("/id/obs/", 404),
        ("/id/obs/a%00b/230822/2025/r1", 400),
        ("/id/obs/%E5%A5%BD/230822/2025/r1", 400),
    ],
)
def test_what_is_not_there(reader: WsgiClient, path: str, status: int) -> None:
    reply = reader.get(path)
    assert reply.status == status
    assert json.loads(reply.body)["status"] == status
    assert reply.headers["vary"] == "Accept, Accept-Encoding"
