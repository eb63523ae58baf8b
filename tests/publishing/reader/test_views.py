"""The views as the desk mounts them: no outer layer, the desk's own settings."""

from http import HTTPStatus

import pytest
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.test import RequestFactory
from django.urls import resolve
from pytest_django import Settings

from publishing.reader import views
from tests.publishing.reader.conftest import FILES
from tests.publishing.reader.edition_on_disk import DATASET, EditionsOnDisk
from tests.publishing.reader.wsgi_client import WsgiClient

URLS = "publishing.reader.urls"


def body_of(response: HttpResponseBase) -> bytes:
    """The whole body of either kind of response."""
    body = b"".join(response)
    response.close()
    return body


def ask(request: HttpRequest) -> HttpResponseBase:
    """What the mounted view answers."""
    match = resolve(request.path_info, URLS)
    response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    return response


@pytest.fixture
def desk(reader: WsgiClient, rf: RequestFactory) -> RequestFactory:
    """A request factory while edition 1 is in force."""
    assert reader
    return rf


def test_a_file_of_the_edition(desk: RequestFactory) -> None:
    response = ask(desk.get("/data/", headers={"accept-encoding": "identity"}))
    assert body_of(response) == FILES["/data/"][0]
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    tag = response.headers["ETag"]
    assert ask(desk.get("/data/", headers={"if-none-match": tag})).status_code == HTTPStatus.NOT_MODIFIED


def test_a_long_file_is_streamed(desk: RequestFactory) -> None:
    response = ask(desk.get("/files/33333333/plan.bin"))
    assert isinstance(response, FileResponse)
    assert body_of(response) == FILES["/files/33333333/plan.bin"][0]
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Length"] == "256000"
    assert "Content-Disposition" not in response.headers


def test_rows(desk: RequestFactory) -> None:
    response = ask(desk.get(f"/data/{DATASET}/latest/rows.json?limit=1"))
    assert response.status_code == HTTPStatus.OK
    assert b'"count":2' in body_of(response)


@pytest.mark.parametrize(
    ("path", "status"), [("/data/none/", 404), ("/data", 301), ("/feeds/none.atom", 404)]
)
def test_what_is_no_file(desk: RequestFactory, path: str, status: int) -> None:
    assert ask(desk.get(path)).status_code == status


@pytest.mark.parametrize("path", ["/", "/deeds/", "/desk/", "/database/"])
def test_pages_are_left_to_the_desk(path: str) -> None:
    with pytest.raises(Exception, match="tried"):
        resolve(path, URLS)


def test_without_an_edition(rf: RequestFactory, editions: EditionsOnDisk, settings: Settings) -> None:
    settings.DATA_DIR = editions.folder.root
    for path in ("/data/", f"/data/{DATASET}/latest/rows.json", "/healthz"):
        assert ask(rf.get(path)).status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert views.not_found(rf.get("/x"), Exception()).status_code == HTTPStatus.SERVICE_UNAVAILABLE
