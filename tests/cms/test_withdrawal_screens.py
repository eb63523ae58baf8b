"""因隐私撤除 at the desk: who may ask, what is said, and the register."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.models import DeedPage, PublicAddress, User, Withdrawal
from cms.models.address import WithdrawalState
from tests.cms.desk_records import make_clerk
from tests.cms.small_site import build_renamed, make_small_site

Capture = Callable[..., AbstractContextManager[list[Any]]]
PATH = "/deeds/liang-ting/"


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator."""
    client.force_login(User.objects.create_superuser("admin", last_name="王", first_name="芳"))
    return client


@pytest.fixture
def deed(db: None, data_dir: Path) -> DeedPage:
    """A deed that is public and remembered."""
    deed = make_small_site()
    build_renamed(deed, "凉亭")
    PublicAddress.objects.get_or_create(path=PATH, kind="good-deed", key=str(deed.pk))
    return deed


def test_the_way_there_from_unpublishing(desk: Client, deed: DeedPage) -> None:
    confirmation = desk.get(reverse("wagtailadmin_pages:unpublish", args=[deed.pk])).content.decode()
    address = f"{reverse('ask_withdrawal')}?path={PATH}"
    assert address in confirmation and "因隐私撤除" in confirmation
    said = desk.get(address).content.decode()
    assert "凉亭" in said and "不能恢复" in said and f'value="{PATH}"' in said


def test_it_is_asked_for(desk: Client, deed: DeedPage, django_capture_on_commit_callbacks: Capture) -> None:
    DBTaskResult.objects.all().delete()
    given = {"path": PATH, "words": "佟小满\r\n\r\n 佟满满 ", "reason": "应当事人\n要求", "sure": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(reverse("ask_withdrawal"), given, follow=True)
    assert "已提出撤除" in answer.content.decode()
    row = Withdrawal.objects.get()
    assert (row.path, row.reason, row.state) == (PATH, "应当事人 要求", WithdrawalState.WAITING)
    assert DBTaskResult.objects.get().args_kwargs["args"] == [row.pk, ["佟小满", "佟满满"]]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"path": "", "words": ""}, "请写明要撤除的地址或词语"),
        ({"path": "/data/deeds/"}, "不能整个撤除"),
        ({"words": "满"}, "太短"),
        ({"reason": "佟小满要求", "words": "佟小满"}, "原因会公开"),
        ({"reason": ""}, "请写明原因。"),
        ({"sure": ""}, "请先确认"),
    ],
)
def test_what_cannot_be_meant_is_said_beside_the_form(
    desk: Client, deed: DeedPage, changed: dict[str, str], said: str
) -> None:
    given = {"path": PATH, "words": "", "reason": "应当事人要求", "sure": "on"} | changed
    answer = desk.post(reverse("ask_withdrawal"), given)
    assert answer.status_code == 200 and said in answer.content.decode()
    assert not Withdrawal.objects.exists()


def test_only_administrators_may(client: Client, deed: DeedPage) -> None:
    client.force_login(make_clerk("change_deedpage", "change_withdrawal"))
    assert client.get(reverse("ask_withdrawal")).status_code in {302, 403}
    assert client.post(
        reverse("ask_withdrawal"), {"path": PATH, "reason": "试", "sure": "on"}
    ).status_code in {302, 403}
    assert not Withdrawal.objects.exists()


def test_the_register_says_how_it_went(desk: Client, deed: DeedPage) -> None:
    done = {"state": WithdrawalState.DONE, "files": 12, "editions": 2, "releases": 1}
    Withdrawal.objects.create(
        path=PATH, reason="应当事人要求", asked_by="李梅", finished_at=timezone.now(), **done
    )
    failed = Withdrawal.objects.create(
        path="/x/", reason="别的", asked_by="李梅", state=WithdrawalState.FAILED
    )
    failed.error, failed.finished_at = (
        "现在公开的这一版里还有要撤除的内容：about/index.html。",
        timezone.now(),
    )
    failed.save()
    page = desk.get(reverse("withdrawals_modeladmin_index")).content.decode()
    assert "2 版里的 12 个文件，1 次数据发布" in page and "about/index.html" in page and "没有完成" in page
    row = desk.get(reverse("withdrawals_modeladmin_inspect", args=[failed.pk])).content.decode()
    assert "about/index.html" in row
    assert desk.get(reverse("withdrawals_modeladmin_index"), {"export": "csv"}).status_code == 200
