"""`rows.json` and `rows.csv` over HTTP; the query language itself is tested with `publishing.rows`."""

import gzip
import json
import re
from http import HTTPStatus
from urllib.parse import quote

import pytest

from publishing.reader.headers import IMMUTABLE, SHORT
from tests.publishing.reader.edition_on_disk import DATASET, LICENCE, NEIGHBOURS
from tests.publishing.reader.wsgi_client import WsgiClient

HOME = f"/data/{DATASET}"
LATEST = f"{HOME}/latest/rows.json"


def test_rows_of_latest(reader: WsgiClient) -> None:
    reply = reader.get(f"{LATEST}?indicator={NEIGHBOURS}")
    document = json.loads(reply.body)
    assert reply.status == HTTPStatus.OK
    assert (document["dataset"], document["release"], document["count"]) == (DATASET, "2026-11-23", 1)
    assert document["items"][0]["value"] == 124
    assert reply.headers["content-type"] == "application/json"
    assert reply.headers["content-location"] == f"{HOME}/2026-11-23/rows.json?indicator={NEIGHBOURS}"
    assert reply.headers["cache-control"] == SHORT
    assert reply.headers["vary"] == "Accept-Encoding"
    assert reply.headers["access-control-allow-origin"] == "*"
    assert reply.headers["last-modified"] == "Mon, 23 Nov 2026 01:30:00 GMT"
    assert f'<{HOME}/2026-11-23/schema.json>; rel="describedby"' in reply.headers["link"]
    assert f'<{LICENCE}>; rel="license"' in reply.headers["link"]


def test_the_fixed_address_answers_the_same_bytes_for_ever(reader: WsgiClient) -> None:
    latest = reader.get(f"{LATEST}?indicator={NEIGHBOURS}")
    fixed = reader.get(latest.headers["content-location"])
    assert fixed.body == latest.body
    assert fixed.headers["cache-control"] == IMMUTABLE
    assert f'<{HOME}/latest/rows.json>; rel="latest-version"' in fixed.headers["link"]
    assert "content-location" not in fixed.headers


def test_rows_as_csv(reader: WsgiClient) -> None:
    reply = reader.get(f"{HOME}/2026-11-20/rows.csv?indicator={NEIGHBOURS}")
    lines = reply.text.split("\r\n")
    assert lines[0].startswith("indicator,area,period,value,unit")
    assert lines[1].startswith(f"{NEIGHBOURS},230822,2025,120,people")
    assert reply.headers["content-type"] == "text/csv; charset=utf-8; header=present"


def test_the_next_page_is_linked_and_holds_the_rest(reader: WsgiClient) -> None:
    first = reader.get(f"{LATEST}?limit=1&area=230822")
    link = next(part for part in first.headers["link"].split(", ") if 'rel="next"' in part)
    second = reader.get(link[link.index("<") + 1 : link.index(">")])
    items = [json.loads(reply.body)["items"][0]["indicator"] for reply in (first, second)]
    assert sorted(items) == ["deeds-done", NEIGHBOURS]
    assert json.loads(second.body)["next"] is None
    assert 'rel="next"' not in second.headers["link"]


def test_as_of_answers_the_release_then_in_force(reader: WsgiClient) -> None:
    reply = reader.get(f"{LATEST}?as_of=2026-11-21")
    assert json.loads(reply.body)["release"] == "2026-11-20"
    assert reply.headers["content-location"] == f"{HOME}/2026-11-20/rows.json"
    assert reply.headers["cache-control"] == SHORT
    before = reader.get(f"{LATEST}?as_of=2026-01-01")
    assert before.status == HTTPStatus.NOT_FOUND


def test_chinese_in_the_address_may_be_sent_as_it_is(reader: WsgiClient) -> None:
    encoded = reader.get(f"{LATEST}?locator={quote('第1段')}&limit=1")
    plain = reader.get(f"{LATEST}?locator={'第1段'.encode().decode('latin-1')}&limit=1")
    assert json.loads(encoded.body)["count"] == 2
    assert (plain.status, plain.body, plain.headers) == (encoded.status, encoded.body, encoded.headers)
    odd = reader.get(f"{LATEST}?locator=\xff")
    assert (odd.status, json.loads(odd.body)["count"]) == (HTTPStatus.OK, 0)


def test_conditions_and_head(reader: WsgiClient) -> None:
    reply = reader.get(LATEST)
    unchanged = reader.get(LATEST, if_none_match=f"W/{reply.headers['etag']}")
    assert (unchanged.status, unchanged.body) == (HTTPStatus.NOT_MODIFIED, b"")
    assert unchanged.headers["content-location"] == reply.headers["content-location"]
    assert reader.head(LATEST).headers == reply.headers
    assert reader.head(LATEST).body == b""
    other = reader.get(f"{LATEST}?limit=1", if_none_match=reply.headers["etag"])
    assert other.status == HTTPStatus.OK


def test_long_answers_are_compressed(reader: WsgiClient) -> None:
    plain, coded = reader.get(LATEST), reader.get(LATEST, accept_encoding="gzip, br")
    assert len(plain.body) > 500
    assert coded.headers["content-encoding"] == "gzip"
    assert gzip.decompress(coded.body) == plain.body
    assert coded.headers["etag"] == plain.headers["etag"][:-1] + '-gzip"'


@pytest.mark.parametrize(
    ("target", "status", "kind"),
    [
        (f"{LATEST}?colour=red", 400, "unknown-parameter"),
        (f"{LATEST}?indicator=neighbours-lad", 400, "unknown-code"),
        (f"{LATEST}?period=2025-13", 400, "bad-period"),
        (f"{LATEST}?area=230822&area=230822", 400, "repeated-parameter"),
        (f"{LATEST}?area=", 400, "bad-value"),
        (f"{LATEST}?limit=0", 400, "bad-limit"),
        (f"{LATEST}?after=%FF%00", 400, "bad-cursor"),
        (f"{HOME}/2020-01-01/rows.json", 404, "release-not-found"),
        ("/data/nothing/latest/rows.json", 404, "not-found"),
        (f"/data/{'x' * 5000}/latest/rows.json", 404, "not-found"),
        (f"{HOME}/latest/x/rows.json", 404, "not-found"),
    ],
)
def test_bad_questions_get_a_problem(reader: WsgiClient, target: str, status: int, kind: str) -> None:
    reply = reader.get(target)
    document = json.loads(reply.body)
    assert (reply.status, document["status"]) == (status, status)
    assert reply.headers["content-type"].startswith("application/problem+json")
    assert document["type"].startswith("http://127.0.0.1:8000/")
    assert re.fullmatch(rf".*\b{kind}", document["type"])
    assert reader.head(target).headers == reply.headers
    assert len(reply.body) < 2000, "foreign text is not sent back at length"


def test_writing_is_refused(reader: WsgiClient) -> None:
    reply = reader.ask("POST", LATEST)
    assert (reply.status, reply.headers["allow"]) == (HTTPStatus.METHOD_NOT_ALLOWED, "GET, HEAD, OPTIONS")
    assert reader.ask("OPTIONS", LATEST).status == HTTPStatus.NO_CONTENT
    # Methods are case-sensitive, for files and for rows.
    assert {reader.ask("get", path).status for path in (LATEST, "/")} == {HTTPStatus.METHOD_NOT_ALLOWED}
