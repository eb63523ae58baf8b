"""What the public side promises over HTTP, asked of a real edition, in this process and of granian."""

import json
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from pytest_django import Settings

from publishing.contract import Route
from publishing.edition.build import build
from publishing.reader.headers import IMMUTABLE, SHORT
from tests.contract.granian_server import GranianServer
from tests.publishing.edition_world import STATIC, World, page
from tests.publishing.reader.conftest import client_of
from tests.publishing.reader.edition_on_disk import (
    DATASET,
    FIRST_DAY,
    LICENCE,
    EditionsOnDisk,
    catalogue,
    observation,
)
from tests.publishing.reader.wsgi_client import WsgiClient

DAY = FIRST_DAY.date().isoformat()
CSV = f"{DATASET}.csv"
PAST = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
PROBLEM = "application/problem+json; charset=utf-8"
HTML = "text/html; charset=utf-8"
JSON = re.compile("application/json(; charset=utf-8)?")
CSV_TYPE = "text/csv; charset=utf-8; header=present"
ALLOW = "GET, HEAD, OPTIONS"

Client = WsgiClient | GranianServer


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A DATA folder with one release and one edition, made by the real build."""
    made = World.make(tmp_path_factory.mktemp("contract"))
    disk = EditionsOnDisk(made.folder)
    disk.release([observation("deeds-done", str(year), "8") for year in range(2020, 2026)], FIRST_DAY)
    routes = (Route("/old/", "/deeds/"), Route("/gone/", None, "内容重复。"))
    submission = made.submission(catalogue=catalogue(), routes=routes)
    build(submission, made.folder, made.signer, published=PAST, static_root=STATIC)
    return made


@pytest.fixture(scope="module")
def granian(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GranianServer]:
    """One granian for the module."""
    server = GranianServer(world.folder.root, tmp_path_factory.mktemp("log") / "granian.log")
    yield server
    server.stop()


@pytest.fixture(params=["in process", "granian"])
def client(
    request: pytest.FixtureRequest, world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Client:
    """The same questions go to both."""
    if request.param == "granian":
        server: GranianServer = request.getfixturevalue("granian")
        return server
    return client_of(world.folder.root, settings, monkeypatch)


TABLE: list[tuple[str, int, dict[str, str | re.Pattern[str]]]] = [
    (
        "GET /",
        200,
        {
            "content-type": HTML,
            "cache-control": SHORT,
            "vary": "Accept-Encoding",
            "etag": re.compile('"[0-9a-f]{64}"'),
        },
    ),
    ("GET /?from=timeline", 200, {"content-type": HTML}),
    ("GET /?elder=1", 200, {"content-type": HTML, "etag": re.compile('"[0-9a-f]{64}-elder"')}),
    ("GET /index.json", 200, {"content-type": JSON, "access-control-allow-origin": "*"}),
    ("GET /content.json", 200, {"content-type": JSON, "access-control-allow-origin": "*"}),
    ("GET /edition.json", 200, {"content-type": JSON, "cache-control": SHORT}),
    ("GET /edition/manifest.json", 200, {"content-type": JSON, "access-control-allow-origin": "*"}),
    ("GET /edition/manifest.json.minisig", 200, {"access-control-allow-origin": "*"}),
    ("GET /feeds/deeds.atom", 200, {"content-type": re.compile(r"application/atom\+xml.*")}),
    ("GET /sitemap.xml", 200, {"content-type": re.compile("application/xml.*")}),
    ("GET /robots.txt", 200, {"content-type": "text/plain; charset=utf-8"}),
    ("GET /data/", 200, {"content-type": HTML, "cache-control": SHORT}),
    (f"GET /data/{DATASET}/", 200, {"content-type": HTML}),
    (f"GET /data/{DATASET}/releases.json", 200, {"content-type": JSON, "cache-control": SHORT}),
    ("GET /codes/areas.json", 200, {"content-type": JSON}),
    (f"GET /data/{DATASET}/{DAY}/{CSV}", 200, {"content-type": CSV_TYPE, "cache-control": IMMUTABLE}),
    (
        f"GET /data/{DATASET}/latest/{CSV}",
        200,
        {
            "content-type": CSV_TYPE,
            "cache-control": SHORT,
            "content-location": f"/data/{DATASET}/{DAY}/{CSV}",
            "link": re.compile(rf'.*rel="describedby".*{re.escape(LICENCE)}.*'),
        },
    ),
    (f"GET /data/{DATASET}/latest/{CSV}?area=230822", 400, {"content-type": PROBLEM}),
    (
        f"GET /data/{DATASET}/latest/rows.json?area=230822",
        200,
        {"content-type": JSON, "cache-control": SHORT},
    ),
    (f"GET /data/{DATASET}/{DAY}/rows.csv", 200, {"content-type": CSV_TYPE, "cache-control": IMMUTABLE}),
    (f"GET /data/{DATASET}/latest/rows.json?area=x", 400, {"content-type": PROBLEM}),
    (f"GET /data/{DATASET}/latest/rows.json?areas=230822", 400, {"content-type": PROBLEM}),
    (f"GET /data/{DATASET}/2001-01-01/rows.json", 404, {"content-type": PROBLEM}),
    ("GET /data/none/latest/rows.json", 404, {"content-type": PROBLEM}),
    ("GET /data/none/", 404, {"content-type": PROBLEM, "access-control-allow-origin": "*"}),
    ("GET /id/obs/deeds-done/230822/2025/r1", 200, {"content-type": HTML, "vary": "Accept, Accept-Encoding"}),
    ("GET /id/obs/deeds-done/230822/2025/r7", 404, {"content-type": PROBLEM}),
    ("GET /healthz", 200, {"content-type": JSON, "cache-control": "no-store"}),
    ("GET /deeds", 301, {"location": "/deeds/"}),
    ("GET /deeds/index.html", 301, {"location": "/deeds/"}),
    ("GET /old/", 301, {"location": "/deeds/"}),
    ("GET /gone/", 410, {"content-type": HTML}),
    ("GET /nothing/", 404, {"content-type": HTML}),
    ("GET /.edition/store.json", 404, {"content-type": HTML}),
    ("GET /index.html.br", 404, {"content-type": HTML}),
    ("GET /%E5%A5%BD%E4%BA%8B/", 404, {"content-type": HTML}),
    ("GET /deeds/%2e%2e/%2e%2e/%2e%2e/keys/edition.key", 404, {"content-type": HTML}),
    ("GET //", 404, {"content-type": HTML}),
    ("POST /", 405, {"allow": ALLOW}),
    (f"DELETE /data/{DATASET}/{DAY}/{CSV}", 405, {"allow": ALLOW, "content-type": PROBLEM}),
    (f"PUT /data/{DATASET}/latest/rows.json", 405, {"allow": ALLOW, "content-type": PROBLEM}),
    (
        f"OPTIONS /data/{DATASET}/latest/rows.json",
        204,
        {"allow": ALLOW, "access-control-allow-origin": "*"},
    ),
    (
        f"OPTIONS /data/{DATASET}/latest/{CSV}",
        204,
        {"access-control-allow-headers": re.compile(".*If-None-Match.*")},
    ),
]


@pytest.mark.parametrize(("question", "status", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_status_and_headers(
    client: Client, question: str, status: int, expected: dict[str, str | re.Pattern[str]]
) -> None:
    method, target = question.split(" ")
    reply = client.ask(method, target)
    assert reply.status == status
    for name, value in expected.items():
        found = reply.headers[name]
        assert value.fullmatch(found) if isinstance(value, re.Pattern) else found == value
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert "set-cookie" not in reply.headers
    if method == "GET":
        assert int(reply.headers["content-length"]) == len(reply.body)
        headed = client.head(target)
        assert (headed.status, headed.body) == (status, b"")
        assert _lasting(headed.headers) == _lasting(reply.headers)


def test_every_listed_path_answers_its_listed_bytes(client: Client) -> None:
    manifest = json.loads(client.get("/edition/manifest.json").body)
    assert len(manifest["files"]) > 30
    for entry in manifest["files"]:
        reply = client.get(entry["path"])
        found = (reply.status, len(reply.body), sha256(reply.body).hexdigest())
        assert found == (200, entry["size"], entry["sha256"]), entry["path"]
        assert reply.headers["etag"] == f'"{entry["sha256"]}"'


def test_every_page_has_a_twin_with_the_listed_hash(client: Client) -> None:
    pages = json.loads(client.get("/content.json").body)["pages"]
    assert len(pages) > 5
    for entry in pages:
        twin = client.get(entry["twin"].removeprefix("http://127.0.0.1:8000"))
        assert sha256(twin.body).hexdigest() == entry["twin_sha256"]


@pytest.mark.parametrize("target", ["/", f"/data/{DATASET}/{DAY}/{CSV}", f"/data/{DATASET}/latest/rows.json"])
@pytest.mark.parametrize("coding", ["", "gzip", "br, gzip"])
def test_a_second_visit_costs_no_body(client: Client, target: str, coding: str) -> None:
    first = client.get(target, accept_encoding=coding)
    for tag in (first.headers["etag"], f'"other", W/{first.headers["etag"]}', "*"):
        again = client.get(target, accept_encoding=coding, if_none_match=tag)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["vary"] == first.headers["vary"]
    since = client.get(target, accept_encoding=coding, if_modified_since=first.headers["last-modified"])
    assert since.status == 304


def test_parts_of_a_file(client: Client) -> None:
    whole = client.get("/").body
    for spec, part in (("0-0", whole[:1]), ("5-9", whole[5:10]), ("-4", whole[-4:])):
        reply = client.get("/", range=f"bytes={spec}")
        assert (reply.status, reply.body) == (206, part)
    assert client.get("/", range=f"bytes={len(whole)}-").status == 416
    assert client.get("/", range="bytes=0-1,4-5").status == 200


def test_a_new_edition_is_public_within_a_fifth_of_a_second(world: World, granian: GranianServer) -> None:
    """Last, because it moves the module's world on."""
    submission = world.submission(*page("/new/", "新页"), catalogue=catalogue())
    assert granian.get("/new/").status == 404
    build(submission, world.folder, world.signer, published=PAST.replace(hour=2), static_root=STATIC)
    waited = time.monotonic()
    while granian.get("/new/").status != 200:
        assert time.monotonic() - waited < 2
        time.sleep(0.005)
    # A busy machine may stretch it; the promise is a fifth of a second.
    assert time.monotonic() - waited < 1
    assert json.loads(granian.get("/healthz").body)["edition"] == 2


def _lasting(headers: dict[str, str]) -> dict[str, str]:
    """Headers without the clock's."""
    return {name: value for name, value in headers.items() if name != "date"}
