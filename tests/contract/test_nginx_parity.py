"""nginx and the reader on one seeded folder: every path, every coding, the same answers."""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest

from tests.contract.granian_server import GranianServer
from tests.contract.nginx_server import NginxServer
from tests.publishing.reader.wsgi_client import Reply

pytestmark = pytest.mark.debian

DECODE: dict[str, Callable[[bytes], bytes]] = {
    "": lambda body: body,
    "gzip": gzip.decompress,
    "br": brotli.decompress,
}
SAME = (
    "content-type",
    "content-encoding",
    "content-length",
    "cache-control",
    "vary",
    "access-control-allow-origin",
    "access-control-expose-headers",
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "permissions-policy",
    "strict-transport-security",
)
"""What nginx promises of a file word for word. Its ETag is its own; it sends no Link and no Content-Location,
and offers ranges of plain bytes alone."""


@pytest.fixture(scope="module")
def reader(seeded_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GranianServer]:
    """The reader on the seeded folder."""
    server = GranianServer(seeded_folder, tmp_path_factory.mktemp("log") / "granian.log")
    yield server
    server.stop()


@pytest.fixture(scope="module", params=["with a reader", "the folder alone"])
def nginx(
    request: pytest.FixtureRequest, seeded_folder: Path, reader: GranianServer, tmp_path_factory: Any
) -> Iterator[NginxServer]:
    """nginx on the same folder, in both forms."""
    port = reader.port if request.param == "with a reader" else None
    server = NginxServer(seeded_folder, tmp_path_factory.mktemp("nginx"), reader=port)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def paths(seeded_folder: Path) -> list[str]:
    """Every path that the edition holds, those of the edition itself among them."""
    store = json.loads((seeded_folder / "editions/current/.edition/store.json").read_bytes())
    listed = list(store["resources"])
    manifest = json.loads((seeded_folder / "editions/current/edition/manifest.json").read_bytes())
    assert {entry["path"] for entry in manifest["files"]} < set(listed)
    assert len(listed) > 400
    return listed


@pytest.mark.parametrize("coding", ["", "gzip", "br", "br;q=0, gzip", "gzip, deflate, br, zstd", "zstd, *"])
def test_every_path_answers_as_the_reader_does(
    reader: GranianServer, nginx: NginxServer, paths: list[str], coding: str
) -> None:
    different = {}
    for path in paths:
        expected = _promised(reader.get(path, accept_encoding=coding))
        found = _promised(nginx.get(path, accept_encoding=coding))
        assert found["status"] == 200, path
        if found != expected:
            different[path] = [name for name in found if found[name] != expected[name]]
    assert different == {}


def test_every_path_says_when_it_last_changed(
    reader: GranianServer, nginx: NginxServer, paths: list[str]
) -> None:
    for coding in DECODE:
        times = {path: nginx.head(path, accept_encoding=coding).headers["last-modified"] for path in paths}
        assert times == {path: reader.head(path).headers["last-modified"] for path in paths}


def test_head_says_what_get_says(nginx: NginxServer, paths: list[str]) -> None:
    for path in paths[::7]:
        got, headed = nginx.get(path, accept_encoding="br"), nginx.head(path, accept_encoding="br")
        assert headed.body == b""
        assert _lasting(headed) == _lasting(got), path


def test_a_second_visit_costs_no_body(nginx: NginxServer, paths: list[str]) -> None:
    for path in paths:
        for coding in DECODE:
            first = nginx.head(path, accept_encoding=coding)
            tag, time = first.headers["etag"], first.headers["last-modified"]
            assert not tag.startswith("W/")
            for condition in (
                {"if_none_match": tag},
                {"if_none_match": f'"other", W/{tag}'},
                {"if_modified_since": time},
            ):
                again = nginx.get(path, accept_encoding=coding, **condition)
                assert (again.status, again.body) == (304, b""), (path, condition)
                kept = {name: again.headers[name] for name in ("etag", "cache-control", "vary")}
                assert kept == {name: first.headers[name] for name in kept}
            fresh = nginx.get(path, accept_encoding=coding, if_none_match='"other"')
            assert fresh.status == 200


def test_each_coding_has_its_own_tag(nginx: NginxServer, paths: list[str]) -> None:
    for path in paths:
        seen = {}
        for coding in DECODE:
            headers = nginx.head(path, accept_encoding=coding).headers
            seen[headers.get("content-encoding", "")] = headers["etag"]
        assert len(set(seen.values())) == len(seen), path


def test_parts_of_a_file(nginx: NginxServer) -> None:
    whole = nginx.get("/").body
    for spec, part in (("0-0", whole[:1]), ("5-9", whole[5:10]), ("-4", whole[-4:])):
        reply = nginx.get("/", range=f"bytes={spec}")
        assert (reply.status, reply.body) == (206, part)
    assert nginx.get("/", range=f"bytes={len(whole)}-").status == 416
    assert nginx.get("/", range="bytes=0-1,4-5").status == 200


def test_without_the_brotli_module_pages_travel_as_gzip(seeded_folder: Path, tmp_path: Path) -> None:
    server = NginxServer(seeded_folder, tmp_path, reader=None, brotli=False)
    try:
        reply = server.get("/", accept_encoding="gzip, br")
        assert reply.headers["content-encoding"] == "gzip"
        assert gzip.decompress(reply.body) == (seeded_folder / "editions/current/index.html").read_bytes()
    finally:
        server.stop()


def _promised(reply: Reply) -> dict[str, object]:
    """The promised headers, the status, and the bytes behind the coding."""
    coding = reply.headers.get("content-encoding", "")
    body = DECODE[coding](reply.body)
    return {name: reply.headers.get(name) for name in SAME} | {"status": reply.status, "body": body}


def _lasting(reply: Reply) -> dict[str, str]:
    """Headers without the clock's."""
    return {name: value for name, value in reply.headers.items() if name != "date"}
