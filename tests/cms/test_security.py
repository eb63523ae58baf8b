"""The desk's middleware: whole transactions, its policy, and uploads behind the login."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as live_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from cms.models import Evidence, User
from cms.security import WriteTransactionMiddleware


def write(request: HttpRequest) -> HttpResponse:
    """A view that writes and then answers what its address says."""
    Evidence.objects.create(code=f"e{Evidence.objects.count()}", title="x")
    return HttpResponse(status=int(request.path.strip("/")))


@pytest.mark.parametrize(("status", "kept"), [(200, 1), (302, 1), (400, 1), (500, 0), (503, 0)])
@pytest.mark.django_db
def test_a_write_is_whole_or_not_at_all(status: int, kept: int) -> None:
    WriteTransactionMiddleware(write)(RequestFactory().post(f"/{status}/"))
    assert Evidence.objects.count() == kept


@pytest.mark.django_db
def test_a_read_opens_no_transaction() -> None:
    depth = len(connection.savepoint_ids)
    seen: list[int] = []

    def read(request: HttpRequest) -> HttpResponse:
        seen.append(len(connection.savepoint_ids))
        return HttpResponse()

    middleware = WriteTransactionMiddleware(read)
    middleware(RequestFactory().get("/"))
    middleware(RequestFactory().post("/"))
    assert seen == [depth, depth + 1], "the test's own transaction, and one inside it for the write"


def test_inline_script_is_allowed_at_the_desk_alone(client: Client, seeded: None) -> None:
    desk = client.get(f"/{live_settings.DESK_PATH}login/").headers["Content-Security-Policy"]
    page = client.get("/deeds/").headers["Content-Security-Policy"]
    assert "'unsafe-inline'" in desk
    assert "unsafe" not in page
    assert "default-src 'self'" in page


def test_uploads_are_for_staff_alone(client: Client, editor: User, data_dir: Path) -> None:
    name = default_storage.save("original_images/a.txt", ContentFile(b"upload"))
    address = f"/{live_settings.DESK_PATH}uploads/{name}"
    assert client.get(address).status_code == 302
    client.force_login(editor)
    assert b"".join(client.get(address).streaming_content) == b"upload"  # type: ignore[attr-defined]
    assert client.get(f"/{live_settings.DESK_PATH}uploads/../db.sqlite3").status_code == 400


def test_the_api_of_the_cms_is_not_mounted(client: Client, edition: Callable[[], Path]) -> None:
    edition()
    for path in ("/api/v2/pages/", "/api/v3/pages/", "/admin/", "/django-admin/", "/documents/1/x.pdf"):
        assert client.get(path).status_code == 404
