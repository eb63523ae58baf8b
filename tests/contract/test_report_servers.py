"""A report on its way through the servers that a county runs: granian alone, and nginx before it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from publishing.folder import DataFolder
from publishing.reports.report import read_report
from publishing.reports.spool import box
from tests.contract.form_post import post_form
from tests.contract.granian_server import GranianServer
from tests.contract.http_server import HttpServer
from tests.contract.nginx_server import NginxServer
from tests.publishing.reader.conftest import FILES
from tests.publishing.reader.edition_on_disk import EditionsOnDisk

FIELDS = {"kind": "wording", "page": "/deeds/", "message": "错" * 2000, "quote": "“凉停”", "edition": "1"}
HTML = "text/html; charset=utf-8"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One edition."""
    root = tmp_path_factory.mktemp("reports") / "data"
    EditionsOnDisk(DataFolder(root)).publish(1, FILES)
    return root


@pytest.fixture(scope="module")
def granian(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GranianServer]:
    """The reader with two processes."""
    server = GranianServer(data, tmp_path_factory.mktemp("log") / "granian.log", workers=2)
    yield server
    server.stop()


@pytest.fixture(scope="module", params=["granian", pytest.param("nginx", marks=pytest.mark.debian)])
def server(
    request: pytest.FixtureRequest,
    granian: GranianServer,
    data: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[HttpServer]:
    """The reader itself, or through nginx."""
    if request.param == "granian":
        yield granian
        return
    nginx = NginxServer(data, tmp_path_factory.mktemp("nginx"), reader=granian.port)
    yield nginx
    nginx.stop()


@pytest.fixture(autouse=True)
def empty_box(data: Path) -> None:
    """Nothing waits."""
    shutil.rmtree(data / "spool", ignore_errors=True)


def test_a_report_gets_through_whole(server: HttpServer, data: Path) -> None:
    page = server.get("/report/?page=/deeds/&kind=wording")
    assert page.status == 200 and page.headers["cache-control"] == "no-store"
    origin = f"http://127.0.0.1:{server.port}"
    reply = post_form(server, "/report/", FIELDS, origin=origin, sec_fetch_site="same-origin")
    assert reply.status == 303 and reply.headers["cache-control"] == "no-store"
    (file,) = box(DataFolder(data)).iterdir()
    report = read_report(file.read_bytes())
    assert report.message == FIELDS["message"] and report.path == "/deeds/" and report.quotation == "“凉停”"
    assert reply.headers["location"] == f"/report/sent/?n={report.number}"
    assert report.number in server.get(reply.headers["location"]).text


def test_what_is_not_from_our_form_is_refused(server: HttpServer, data: Path) -> None:
    refused: list[dict[str, Any]] = [
        {},
        {"sec_fetch_site": "cross-site"},
        {"origin": "https://foreign.example"},
    ]
    for headers in refused:
        reply = post_form(server, "/report/", FIELDS, **headers)
        assert (reply.status, reply.headers["content-type"]) == (403, HTML)
        assert reply.headers["cache-control"] == "no-store"
    assert not (data / "spool").exists()


@pytest.mark.parametrize("size", [49 * 1024, 63 * 1024, 200 * 1024, 3 * 1024 * 1024])
def test_too_long_is_told_in_chinese(server: HttpServer, size: int) -> None:
    try:
        reply = post_form(server, "/report/", b"message=" + b"a" * size, sec_fetch_site="same-origin")
    except (BrokenPipeError, ConnectionResetError):
        pytest.skip("the server closed before a body of this size was sent: browsers say so by themselves")
    assert (reply.status, reply.headers["content-type"]) == (413, HTML)
    assert "没有收下" in reply.text


def test_no_other_path_takes_a_post(server: HttpServer, data: Path) -> None:
    for target in ("/", "/deeds/", "/report/sent/", "/report", "/data/", "/edition.json"):
        reply = post_form(server, target, FIELDS, sec_fetch_site="same-origin")
        assert reply.status == 405 and "POST" not in reply.headers["allow"], target
    assert not (data / "spool").exists()


def test_a_body_of_unknown_length_is_no_trouble(server: HttpServer, data: Path) -> None:
    """No browser sends one. Refused by granian, perhaps before it is sent whole; nginx measures it first."""
    try:
        status = post_form(server, "/report/", FIELDS, chunked=True, sec_fetch_site="same-origin").status
    except (BrokenPipeError, ConnectionResetError):
        status = 411
    assert status in {303, 411} and len(list((data / "spool").rglob("*.json"))) == (status == 303)
    assert server.get("/report/").status == 200


def test_the_box_and_what_is_in_it_are_nowhere_to_be_read(server: HttpServer, data: Path) -> None:
    post_form(server, "/report/", FIELDS, sec_fetch_site="same-origin")
    (file,) = box(DataFolder(data)).iterdir()
    for target in ("/spool/ticket/", f"/spool/ticket/{file.name}", f"/../spool/ticket/{file.name}"):
        assert server.get(target).status in {400, 404}


@pytest.mark.debian
def test_the_folder_alone_takes_none(data: Path, tmp_path: Path) -> None:
    alone = NginxServer(data, tmp_path, reader=None)
    try:
        assert post_form(alone, "/report/", FIELDS, sec_fetch_site="same-origin").status == 405
        assert alone.get("/report/").status == 501
    finally:
        alone.stop()
