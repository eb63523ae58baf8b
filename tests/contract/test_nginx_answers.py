"""What nginx answers besides files: with a reader behind it, and on the folder alone."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from publishing.contract import Code
from publishing.folder import DataFolder
from publishing.problems import PROBLEMS
from tests.contract.granian_server import GranianServer
from tests.contract.nginx_questions import (
    APART,
    CSS,
    HTML,
    NO_QUERIES,
    PREFIXED,
    PROBLEM,
    ROWS,
    SAME,
    WELL_KNOWN,
    Expected,
)
from tests.contract.nginx_server import NginxServer
from tests.publishing.reader.conftest import FILES, ROUTES
from tests.publishing.reader.edition_on_disk import FIRST_DAY, EditionsOnDisk, observation

pytestmark = pytest.mark.debian


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four editions; each brings a style sheet of its own and drops that of the one before."""
    disk = EditionsOnDisk(DataFolder(tmp_path_factory.mktemp("answers") / "data"))
    disk.release([observation("deeds-done", "2025", "8")], FIRST_DAY)
    for number in range(1, 5):
        sheet = {f"/static/css/own.{number}{number}{number}{number}.css": (b"body{}", CSS)}
        own = {f"/only-in-{number}/": FILES["/deeds/"], WELL_KNOWN: (b"{}", "application/linkset+json")}
        disk.publish(number, FILES | sheet | own, routes=ROUTES)
    for place in (1, 2):
        link = disk.folder.editions / f"previous-{place}"
        link.unlink(missing_ok=True)
        link.symlink_to(str(4 - place))
    return disk.folder.root


@pytest.fixture(scope="module")
def reader(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GranianServer]:
    """The reader on the folder."""
    server = GranianServer(folder, tmp_path_factory.mktemp("log") / "granian.log")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def servers(
    folder: Path, reader: GranianServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, NginxServer]]:
    """nginx in both forms, and below a prefix."""
    at = tmp_path_factory.mktemp("nginx")
    made = {
        "reader": NginxServer(folder, at / "reader", reader=reader.port),
        "alone": NginxServer(folder, at / "alone", reader=None),
        "prefix": NginxServer(folder, at / "prefix", reader=None, base_url="https://a.example/zhili"),
    }
    yield made
    for server in made.values():
        server.stop()


TABLE = [
    (question, server, expected) for question, expected in SAME.items() for server in ("reader", "alone")
]
TABLE += [(question, "reader", pair[0]) for question, pair in APART.items()]
TABLE += [(question, "alone", pair[1]) for question, pair in APART.items()]
TABLE += [(question, "prefix", expected) for question, expected in PREFIXED.items()]


@pytest.mark.parametrize(
    ("question", "form", "expected"), TABLE, ids=[f"{form}: {question}" for question, form, _ in TABLE]
)
def test_status_and_headers(
    servers: dict[str, NginxServer], question: str, form: str, expected: Expected
) -> None:
    method, target = question.split(" ")
    reply = servers[form].ask(method, target)
    assert reply.status == expected[0]
    assert {name: reply.headers.get(name) for name in expected[1]} == expected[1]
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert "accept-encoding" in reply.headers.get("vary", "accept-encoding").lower()
    assert "x-injected" not in reply.headers
    assert "set-cookie" not in reply.headers
    if reply.headers.get("content-type") == PROBLEM:
        said = json.loads(reply.body)
        assert said["status"] == reply.status
        assert said["type"].rpartition("#")[2] in {entry.code for entry in PROBLEMS.codes}
    if reply.status == 501:
        assert NO_QUERIES in reply.text
    headed = servers[form].head(target) if method == "GET" else None
    assert headed is None or (headed.status, headed.body) == (reply.status, b"")


def test_a_traversal_above_the_root_is_refused(servers: dict[str, NginxServer]) -> None:
    for server in servers.values():
        for path in (
            "/../db.sqlite3",
            "/../../keys/edition.key",
            "/deeds/%2e%2e/%2e%2e/%2e%2e/keys/edition.key",
        ):
            assert server.get(path).status in {400, 404}
            assert server.get(f"/static/..%2f..{path}").status in {400, 404}


def test_a_cache_on_the_way_gets_codings_too(servers: dict[str, NginxServer]) -> None:
    for coding in ("br", "gzip"):
        reply = servers["alone"].get("/", accept_encoding=coding, via="1.1 cdn")
        assert reply.headers["content-encoding"] == coding


def test_the_missing_page_is_the_editions_own_in_every_coding(
    servers: dict[str, NginxServer], folder: Path
) -> None:
    page = (folder / "editions/current/404.html").read_bytes()
    for form in ("reader", "alone"):
        plain = servers[form].get("/nothing/")
        coded = servers[form].get("/nothing/", accept_encoding="gzip")
        assert plain.body == gzip.decompress(coded.body) == page
        assert coded.headers["content-encoding"] == "gzip"
        seen = servers[form].get("/nothing/", if_modified_since="Tue, 24 Nov 2099 00:00:00 GMT")
        assert seen.status == 404


def test_only_a_reader_gives_the_elder_form(servers: dict[str, NginxServer]) -> None:
    for target in ("/?elder=1", "/?from=timeline&elder=1", "/deeds/?elder=1&x=2"):
        assert b'<html data-elder="1"' in servers["reader"].get(target).body
        alone = servers["alone"].get(target)
        assert (alone.status, b"data-elder" in alone.body) == (200, False)
    for target in ("/?elder=0", "/?elder=12", "/?nelder=1"):
        assert b"data-elder" not in servers["reader"].get(target).body


def test_a_proxied_answer_is_the_readers_own(servers: dict[str, NginxServer], reader: GranianServer) -> None:
    for target in (ROWS, f"{ROWS}?area=230822&order=-value", "/gone/", "/old/?a=%E5%A5%BD", "/%E5%A5%BD"):
        mine, its = servers["reader"].get(target), reader.get(target)
        assert (mine.status, mine.body) == (its.status, its.body)
        assert _without_server(mine.headers) == _without_server(its.headers)


def test_a_reader_that_is_down_takes_no_file_with_it(folder: Path, tmp_path: Path) -> None:
    server = NginxServer(folder, tmp_path, reader=9)
    try:
        assert server.get("/deeds/").status == 200
        for target, media_type in ((ROWS, PROBLEM), ("/search/?q=a", HTML), ("/nothing/", HTML)):
            reply = server.get(target)
            assert (reply.status, reply.headers["content-type"]) == (503, media_type)
            assert reply.headers["retry-after"] == "10"
            assert reply.headers["cache-control"] == "no-store"
    finally:
        server.stop()


def test_a_switch_is_followed_at_the_next_request(folder: Path, servers: dict[str, NginxServer]) -> None:
    """Last, because it moves the module's folder back and forth."""
    disk = EditionsOnDisk(DataFolder(folder))
    for number in (3, 4) * 20:
        disk.put_in_force(number)
        for form in ("reader", "alone"):
            assert servers[form].get(f"/only-in-{number}/").status == 200


def test_what_the_folder_alone_says_has_a_type() -> None:
    assert Code("queries-not-offered", NO_QUERIES, "Queries not offered here") in PROBLEMS.codes


def _without_server(headers: dict[str, str]) -> dict[str, str]:
    """Headers but those of the connection, which nginx makes anew."""
    return {
        name: value for name, value in headers.items() if not re.fullmatch("server|date|connection", name)
    }
