"""The form at the desk's own addresses: what is tried there goes the same way, and needs no token."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cms.models import Ticket
from cms.reports import take_in
from publishing.folder import DataFolder
from publishing.reports.spool import box

FORM = "application/x-www-form-urlencoded"


def test_the_form_works_before_the_desks_pages_and_without_its_token(
    edition: Callable[[], Path], data_dir: Path
) -> None:
    browser = Client(enforce_csrf_checks=True)
    refused = browser.get("/report/")
    assert refused.status_code == 503, "before the first edition"
    edition()
    page = browser.get("/report/?page=/deeds/")
    assert page.status_code == 200 and 'value="/deeds/"' in page.content.decode()
    body = "kind=wording&page=/deeds/&message=%E9%94%99%E5%AD%97"
    assert browser.post("/report/", body, content_type=FORM).status_code == 403
    assert not box(DataFolder(data_dir)).exists()
    ours: dict[str, Any] = {
        "HTTP_SEC_FETCH_SITE": "same-origin",
        "HTTP_ORIGIN": "http://testserver",
        "HTTP_HOST": "testserver",
    }
    answer = browser.post("/report/", body, content_type=FORM, **ours)
    assert answer.status_code == 303 and "sessionid" not in answer.cookies
    assert take_in().reports == 1
    assert answer["Location"] == f"/report/sent/?n={Ticket.objects.get().number}"
    assert Ticket.objects.get().edition == 1


@pytest.mark.django_db
def test_other_forms_of_the_desk_still_need_their_token() -> None:
    assert Client(enforce_csrf_checks=True).post("/desk/login/", {}).status_code == 403
