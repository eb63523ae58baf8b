"""版 at the desk: the list, its filters, its export, and who may see it."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.models import Edition, User
from tests.cms.desk_records import make_clerk

INDEX = "editions_modeladmin_index"


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator."""
    client.force_login(User.objects.create_superuser("admin", last_name="王", first_name="芳"))
    return client


def make_edition(number: int, **facts: Any) -> Edition:
    """A row of the register whose files are gone."""
    given = {"published_at": timezone.now(), "files": 9, "added": 3, "changed": 5, "removed": 1}
    return Edition.objects.create(number=number, manifest_sha256=f"{number:064}", **(given | facts))


def page_of(desk: Client, name: str, *arguments: Any, **query: str) -> str:
    """What a screen says."""
    answer = desk.get(reverse(name, args=arguments), query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(desk: Client, **query: str) -> set[int]:
    """The numbers that the list shows."""
    page = page_of(desk, INDEX, **query)
    return {
        edition.number
        for edition in Edition.objects.all()
        if reverse("editions_modeladmin_inspect", args=[edition.pk]) in page
    }


def test_the_list_says_what_people_ask_first(desk: Client) -> None:
    make_edition(
        1,
        asked_by="李梅、王芳",
        reason="一\n二\n三\n四\n五",
        problems="a：缺失。",
        verified_at=timezone.now(),
    )
    make_edition(2, added=None, changed=None, removed=None)
    make_edition(3, added=0, changed=0, removed=0, verified_at=timezone.now())
    page = page_of(desk, INDEX)
    for words in (
        "李梅、王芳", "一；二；三；另有 2 项", "新增 3，改动 5，撤下 1", "1 处不符", "系统", "上一版已清理，没有比较",
        "还没有核验", "文件没有变动", "相符", "已清理",
    ):  # fmt: skip
        assert words in page
    assert "None" not in page and "现行" not in page
    for english in ("Any date", "Inspect", "Add ", " editions"):
        assert english not in page


def test_filters_and_search(desk: Client) -> None:
    now = timezone.now()
    make_edition(1, published_at=now - timedelta(days=40), verified_at=now, asked_by="李梅")
    make_edition(2, verified_at=now, problems="a：缺失。", trial=True, reason="页面：凉亭")
    make_edition(3)
    assert rows(desk) == {1, 2, 3}
    assert rows(desk, since="month") == {2, 3}
    assert rows(desk, verified="good") == {1}
    assert rows(desk, verified="bad") == {2}
    assert rows(desk, verified="never") == {3}
    assert rows(desk, verified="whatever") == {1, 2, 3}
    assert rows(desk, trial__exact="1") == {2}
    assert rows(desk, q="凉亭") == {2}
    assert rows(desk, q="李梅") == {1}


def test_exports_are_in_the_words_and_the_time_of_the_screen(desk: Client) -> None:
    edition = make_edition(
        1, trial=True, reason="一\n二", verified_at=timezone.now(), problems="a：缺失。", added=0
    )
    local = f"{timezone.localtime(edition.published_at):%Y-%m-%d %H:%M:%S}"
    csv = b"".join(desk.get(reverse(INDEX), {"export": "csv"})).decode()
    heading, _, _ = csv.partition("\r\n")
    assert heading.startswith("版号,公开时间,谁,为什么,改动,文件数,试用,清单的 SHA-256,核验,核验时间")
    for words in (local, "一\n二", "改动 5，撤下 1", "是", "1 处不符", "已清理"):
        assert words in csv
    assert "<strong" not in csv
    answer = desk.get(reverse(INDEX), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer))).active
    assert sheet is not None and sheet["B2"].value == local


@pytest.mark.parametrize("action", ["create", "edit", "delete"])
def test_nobody_changes_an_edition(desk: Client, action: str) -> None:
    edition = make_edition(1)
    arguments = [] if action == "create" else [edition.pk]
    address = reverse(f"editions_modeladmin_{action}", args=arguments)
    assert desk.post(address, {}).status_code in {302, 403}
    assert Edition.objects.get() == edition and address not in page_of(desk, INDEX)


def test_the_register_needs_a_permission(client: Client, db: None) -> None:
    client.force_login(make_clerk("add_observation"))
    assert client.get(reverse(INDEX)).status_code in {302, 403}
    assert client.get(reverse("editions_modeladmin_inspect", args=[make_edition(1).pk])).status_code in {
        302,
        403,
    }


def test_it_is_in_the_menu_with_the_other_registers(desk: Client) -> None:
    page = desk.get(reverse("wagtailadmin_home")).content.decode()
    places = [
        page.index(json.dumps(reverse(f"{name}_modeladmin_index")))
        for name in ("editions", "batches", "builds")
    ]
    assert places == sorted(places)


def test_queries_of_the_list_do_not_grow(desk: Client) -> None:
    counts = []
    for numbers in (range(1, 4), range(4, 31)):
        for number in numbers:
            make_edition(number, reason="一\n二", asked_by="李梅")
        desk.get(reverse(INDEX))
        with CaptureQueriesContext(connection) as captured:
            page_of(desk, INDEX)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_an_unknown_number_is_not_found(desk: Client) -> None:
    home = reverse(INDEX)
    for address in (f"{home}inspect/999/", f"{home}inspect/x/", f"{home}inspect/{'9' * 30}/"):
        assert desk.get(address).status_code == 404
