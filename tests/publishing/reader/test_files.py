"""Files of the edition in force: status, headers and bytes."""

import gzip
from http import HTTPStatus

import brotli
import pytest

from publishing.canonical import sha256_hex
from publishing.reader.headers import IMMUTABLE, SHORT
from tests.publishing.reader.conftest import FILES
from tests.publishing.reader.edition_on_disk import DATASET, HTML, STATIC
from tests.publishing.reader.wsgi_client import WsgiClient

HOME = FILES["/"][0]
BIG = "/files/33333333/plan.bin"
HOME_TAG = f'"{sha256_hex(HOME)}"'


def test_a_page(reader: WsgiClient) -> None:
    reply = reader.get("/")
    assert reply.status == HTTPStatus.OK
    assert reply.body == HOME
    assert reply.headers["content-type"] == HTML
    assert reply.headers["content-length"] == str(len(HOME))
    assert reply.headers["etag"] == HOME_TAG
    assert reply.headers["last-modified"] == "Mon, 23 Nov 2026 01:30:00 GMT"
    assert reply.headers["vary"] == "Accept-Encoding"
    assert reply.headers["cache-control"] == SHORT
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "content-encoding" not in reply.headers
    assert "access-control-allow-origin" not in reply.headers


def test_each_coding_has_its_tag_and_the_same_bytes(reader: WsgiClient) -> None:
    best = reader.get("/", accept_encoding="gzip, deflate, br")
    assert best.headers["content-encoding"] == "br"
    assert best.headers["etag"] == f'"{sha256_hex(HOME)}-br"'
    assert brotli.decompress(best.body) == HOME
    other = reader.get("/", accept_encoding="gzip")
    assert other.headers["content-encoding"] == "gzip"
    assert other.headers["etag"] == f'"{sha256_hex(HOME)}-gzip"'
    assert gzip.decompress(other.body) == HOME
    for reply in (best, other):
        assert reply.headers["content-length"] == str(len(reply.body))


@pytest.mark.parametrize("path", [*FILES, f"/data/{DATASET}/latest/{DATASET}.csv"])
@pytest.mark.parametrize("coding", ["", "gzip", "br"])
def test_head_equals_get(reader: WsgiClient, path: str, coding: str) -> None:
    got, headed = reader.get(path, accept_encoding=coding), reader.head(path, accept_encoding=coding)
    assert (headed.status, headed.headers, headed.body) == (got.status, got.headers, b"")


def test_not_modified(reader: WsgiClient) -> None:
    coded = reader.get("/", accept_encoding="br")
    reply = reader.get("/", accept_encoding="br", if_none_match=f'"x", W/{coded.headers["etag"]}')
    assert (reply.status, reply.body) == (HTTPStatus.NOT_MODIFIED, b"")
    assert reply.headers["etag"] == coded.headers["etag"]
    assert reply.headers["cache-control"] == SHORT
    assert reply.headers["vary"] == "Accept-Encoding"
    assert not {name for name in reply.headers if name.startswith("content-")}
    # The tag of one coding does not stand for another.
    assert reader.get("/", if_none_match=coded.headers["etag"]).status == HTTPStatus.OK
    assert reader.head("/", if_none_match=HOME_TAG).status == HTTPStatus.NOT_MODIFIED
    since = coded.headers["last-modified"]
    assert reader.get("/", if_modified_since=since).status == HTTPStatus.NOT_MODIFIED


def test_a_lost_update_is_refused(reader: WsgiClient) -> None:
    assert reader.get("/", if_match='"x"').status == HTTPStatus.PRECONDITION_FAILED


@pytest.mark.parametrize(
    ("spec", "start", "stop"), [("0-0", 0, 1), ("-5", 255_995, 256_000), ("100000-", 100_000, 256_000)]
)
def test_a_range(reader: WsgiClient, spec: str, start: int, stop: int) -> None:
    reply = reader.get(BIG, range=f"bytes={spec}")
    assert reply.status == HTTPStatus.PARTIAL_CONTENT
    assert reply.body == FILES[BIG][0][start:stop]
    assert reply.headers["content-range"] == f"bytes {start}-{stop - 1}/256000"
    assert reply.headers["content-length"] == str(stop - start)
    assert reply.headers["etag"] == f'"{sha256_hex(FILES[BIG][0])}"'


def test_a_range_of_a_coding_is_a_part_of_that_coding(reader: WsgiClient) -> None:
    whole = reader.get("/", accept_encoding="gzip")
    part = reader.get("/", accept_encoding="gzip", range="bytes=10-19")
    assert part.body == whole.body[10:20]
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole.body)}"


def test_ranges_that_are_not_served(reader: WsgiClient) -> None:
    beyond = reader.get(BIG, range="bytes=256000-")
    assert beyond.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    assert (beyond.headers["content-range"], beyond.body) == ("bytes */256000", b"")
    assert reader.get(BIG, range="bytes=0-1,5-6").body == FILES[BIG][0]
    assert reader.get(BIG, range="bytes=0-1", if_range='"old"').body == FILES[BIG][0]
    assert reader.head(BIG, range="bytes=0-1").status == HTTPStatus.OK


def test_a_redirect_keeps_the_query_in_ascii(reader: WsgiClient) -> None:
    raw = "好".encode().decode("latin-1")
    assert reader.get(f"/deeds?from=%E5%A5%BD&x={raw}").headers["location"] == (
        "/deeds/?from=%E5%A5%BD&x=%E5%A5%BD"
    )


def test_a_hashed_name_never_expires(reader: WsgiClient) -> None:
    assert reader.get(STATIC["css/site.css"]).headers["cache-control"] == IMMUTABLE


def test_data_of_a_release(reader: WsgiClient) -> None:
    reply = reader.get(f"/data/{DATASET}/2026-11-20/{DATASET}.csv")
    assert reply.text.startswith("indicator,area,period,value")
    assert reply.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert reply.headers["cache-control"] == IMMUTABLE
    assert reply.headers["access-control-allow-origin"] == "*"
    assert f'</data/{DATASET}/latest/{DATASET}.csv>; rel="latest-version"' in reply.headers["link"]
    assert "content-location" not in reply.headers


def test_latest_says_which_release_it_is(reader: WsgiClient) -> None:
    reply = reader.get(f"/data/{DATASET}/latest/{DATASET}.csv")
    assert reply.headers["content-location"] == f"/data/{DATASET}/2026-11-23/{DATASET}.csv"
    assert reply.headers["cache-control"] == SHORT
    assert f'</data/{DATASET}/latest/schema.json>; rel="describedby"' in reply.headers["link"]
    unchanged = reader.get(f"/data/{DATASET}/latest/{DATASET}.csv", if_none_match=reply.headers["etag"])
    assert unchanged.headers["content-location"] == reply.headers["content-location"]


def test_writing_is_refused(reader: WsgiClient) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE"):
        reply = reader.ask(method, "/")
        assert (reply.status, reply.headers["allow"]) == (HTTPStatus.METHOD_NOT_ALLOWED, "GET, HEAD, OPTIONS")
    assert reader.ask("POST", "/edition.json").headers["allow"] == "GET, HEAD, OPTIONS"


def test_scripts_of_other_sites_may_send_conditions(reader: WsgiClient) -> None:
    reply = reader.ask("OPTIONS", f"/data/{DATASET}/latest/{DATASET}.csv")
    assert reply.status == HTTPStatus.NO_CONTENT
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "If-None-Match" in reply.headers["access-control-allow-headers"]


def test_a_query_below_data_is_refused_and_elsewhere_ignored(reader: WsgiClient) -> None:
    reply = reader.get(f"/data/{DATASET}/latest/{DATASET}.csv?area=230822")
    assert reply.status == HTTPStatus.BAD_REQUEST
    assert reply.headers["content-type"].startswith("application/problem+json")
    assert '"parameter": "area"' in reply.text
    assert reader.get("/deeds/?from=timeline&isappinstalled=0").status == HTTPStatus.OK
    assert reader.get("/data/?from=timeline").body == FILES["/data/"][0]
    assert reader.get("/edition.json?x").status == HTTPStatus.OK


def test_elder_mode_marks_the_page_under_its_own_tag(reader: WsgiClient) -> None:
    reply = reader.get("/?elder=1")
    assert reply.body == HOME.replace(b"<html", b'<html data-elder="1"', 1)
    assert reply.headers["etag"] == f'"{sha256_hex(HOME)}-elder"'
    assert reply.headers["content-length"] == str(len(reply.body))
    coded = reader.get("/?elder=1&from=timeline", accept_encoding="gzip, br")
    assert gzip.decompress(coded.body) == reply.body
    assert coded.headers["etag"] == f'"{sha256_hex(HOME)}-elder-gzip"'
    same = reader.get("/?elder=1", if_none_match=reply.headers["etag"])
    assert same.status == HTTPStatus.NOT_MODIFIED
    assert reader.get("/?elder=1", if_none_match=HOME_TAG).status == HTTPStatus.OK
    assert reader.head("/?elder=1").headers == reply.headers
    assert reader.get("/?elder=0").body == HOME


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/deeds", "/deeds/"),
        ("/deeds?elder=1", "/deeds/?elder=1"),
        ("/deeds/index.html", "/deeds/"),
        ("/index.html", "/"),
        ("/old/", "/deeds/"),
        ("/old", "/deeds/"),
        ("/old/?a=%E5%A5%BD", "/deeds/?a=%E5%A5%BD"),
    ],
)
def test_moved(reader: WsgiClient, target: str, location: str) -> None:
    reply = reader.get(target)
    assert (reply.status, reply.headers["location"]) == (HTTPStatus.MOVED_PERMANENTLY, location)


def test_not_found_is_the_page_of_the_edition(reader: WsgiClient) -> None:
    for path in (
        "/nothing/",
        "/nothing",
        "/index.html/",
        "/.edition/store.json",
        "/%E5%A5%BD/",
        "/..%2f..%2fkeys",
    ):
        reply = reader.get(path)
        assert (reply.status, reply.body) == (HTTPStatus.NOT_FOUND, FILES["/404.html"][0])
        assert "etag" not in reply.headers
    coded = reader.get("/nothing/", accept_encoding="br")
    assert brotli.decompress(coded.body) == FILES["/404.html"][0]
    assert reader.head("/nothing/").headers == reader.get("/nothing/").headers


@pytest.mark.parametrize("path", ["/data/nothing/", "/codes/nothing.json", "/api/nothing", "/id/nothing"])
def test_not_found_below_data_is_a_problem(reader: WsgiClient, path: str) -> None:
    reply = reader.get(path)
    assert reply.status == HTTPStatus.NOT_FOUND
    assert reply.headers["content-type"].startswith("application/problem+json")
    assert reply.headers["access-control-allow-origin"] == "*"
