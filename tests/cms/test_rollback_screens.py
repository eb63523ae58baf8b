"""回到这一版 at the desk and by command, the hold that follows, and lifting it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.desk import rollbacks
from cms.models import Build, DeedPage, Edition, User
from cms.signing import data_folder, public_key
from publishing.edition import prune
from publishing.edition.hold import hold, read_hold
from publishing.edition.read import current_number
from publishing.edition.rollback import BadRollback
from publishing.edition.verify import verify
from tests.cms.desk_records import make_clerk
from tests.cms.small_site import build_renamed, make_small_site

Capture = Callable[..., AbstractContextManager[list[Any]]]


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator."""
    client.force_login(User.objects.create_superuser("admin", last_name="王", first_name="芳"))
    return client


@pytest.fixture
def two_editions(db: None, data_dir: Path) -> DeedPage:
    """A small site, and a deed that was renamed between its two editions."""
    deed = make_small_site()
    build_renamed(deed, "凉亭")
    build_renamed(deed, "错的凉亭")
    return deed


def screen(edition: Edition) -> str:
    """The address of the confirmation."""
    return reverse("editions_modeladmin_rollback", args=[edition.pk])


def test_the_screen_says_what_will_happen_and_then_it_does(desk: Client, two_editions: DeedPage) -> None:
    first = Edition.objects.get(number=1)
    assert screen(first) in desk.get(reverse("editions_modeladmin_inspect", args=[first.pk])).content.decode()
    said = desk.get(screen(first)).content.decode()
    assert "回到第 1 版" in said and "内容会变的页面" in said and "暂停" in said
    answer = desk.post(screen(first), {"reason": "标题写错了"}, follow=True)
    assert "公众现在看到的是第 3 版" in answer.content.decode()
    assert current_number(data_folder()) == 3 and verify(data_folder(), None, public_key()) == []
    assert "凉亭" in (data_folder().edition(3) / "deeds/liang-ting/index.html").read_text()
    third = Edition.objects.get(number=3)
    assert third.reason == "回到第 1 版：标题写错了" and "王" in third.asked_by
    held = read_hold(data_folder())
    assert held is not None and "标题写错了" in held.reason


def test_going_back_does_not_hold_the_database_while_it_waits_for_a_build(
    desk: Client, two_editions: DeedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build needs the only write lock: both would wait until the build fails, and every desk with them."""
    depth, seen = len(connection.savepoint_ids), list[int]()

    def waits(*args: Any, **names: Any) -> None:
        seen.append(len(connection.savepoint_ids))
        raise BadRollback("试")

    monkeypatch.setattr(rollbacks, "roll_back", waits)
    assert desk.post(screen(Edition.objects.get(number=1)), {"reason": "试"}).status_code == 409
    assert seen == [depth], "the test's own transaction, and none for the request"


def test_a_reason_is_asked(desk: Client, two_editions: DeedPage) -> None:
    answer = desk.post(screen(Edition.objects.get(number=1)), {"reason": " "})
    assert answer.status_code == 422 and current_number(data_folder()) == 2


def test_the_edition_in_force_cannot_be_gone_back_to(desk: Client, two_editions: DeedPage) -> None:
    second = Edition.objects.get(number=2)
    assert (
        "回到这一版"
        not in desk.get(reverse("editions_modeladmin_inspect", args=[second.pk])).content.decode()
    )
    assert "公众现在看到的就是这一版" in desk.get(screen(second)).content.decode()
    answer = desk.post(screen(second), {"reason": "试"})
    assert answer.status_code == 409 and "就是现在公开的一版" in answer.content.decode()


def test_only_administrators_may(client: Client, two_editions: DeedPage) -> None:
    clerk = make_clerk("change_edition")
    client.force_login(clerk)
    first = Edition.objects.get(number=1)
    assert client.get(reverse("editions_modeladmin_inspect", args=[first.pk])).status_code == 200
    assert client.post(screen(first), {"reason": "试"}).status_code in {302, 403}
    hold(data_folder(), "王芳", "查一件事", timezone.now())
    client.post(reverse("public_site_lift"))
    assert current_number(data_folder()) == 2 and read_hold(data_folder()) is not None
    assert "要解除，请找系统管理员" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_hold_is_shown_and_lifted(
    desk: Client, two_editions: DeedPage, django_capture_on_commit_callbacks: Capture
) -> None:
    hold(data_folder(), "李梅", "查一件事", timezone.now())
    home = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "公开站已暂停更新" in home and "查一件事" in home and "李梅" in home
    Build.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(reverse("public_site_lift"), follow=True)
    assert "已解除暂停" in answer.content.decode() and read_hold(data_folder()) is None
    assert Build.objects.get().reason == "解除暂停"
    assert "公开站已暂停更新" not in desk.get(reverse("wagtailadmin_home")).content.decode()


def run(*arguments: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("edition", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_command_goes_back_holds_and_lifts(two_editions: DeedPage) -> None:
    assert "第 3 版" in run("rollback", "1", "--reason", "标题写错了", "--by", "李梅")
    assert Edition.objects.get(number=3).asked_by == "李梅"
    assert "生成新版已暂停：回到第 1 版：标题写错了（李梅" in run("list")
    with pytest.raises(CommandError, match="暂停"):
        run("build")
    assert "已解除" in run("hold", "--lift")
    assert "本来就没有暂停" in run("hold", "--lift")
    assert "第 4 版" in run("build")
    assert "已暂停" in run("hold", "--reason", "查一件事")
    held = read_hold(data_folder())
    assert held is not None and (held.by, held.reason) == ("系统", "查一件事")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rollback", "9", "--reason", "试"), "没有第 9 版"),
        (("rollback", "2", "--reason", "试"), "就是现在公开的一版"),
        (("rollback", "1", "--reason", " "), "为什么"),
        (("hold", "--reason", " "), "为什么"),
    ],
)
def test_the_command_refuses_in_words(two_editions: DeedPage, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run(*words)


def test_the_command_prunes(two_editions: DeedPage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("prune") == "没有要清理的版。\n"
    for number in range(3, 6):
        build_renamed(two_editions, f"凉亭{number}")
    monkeypatch.setattr(prune, "KEPT", 2)
    assert run("prune", "--dry-run").startswith("会清理第 2、1 版")
    assert run("prune").startswith("已清理第 2、1 版")
