"""巡查 at the desk: the line on the home, the register of alarms, and 已处理."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.desk.watch_status import ago, watch_status
from cms.models import Alarm, Heartbeat, User
from tests.cms.desk_records import make_clerk

INDEX = "alarms_modeladmin_index"
HANDLE = "alarms_modeladmin_handle"


@pytest.fixture
def admin(db: None) -> User:
    """Somebody who may do everything at the desk."""
    return User.objects.create_superuser("admin", last_name="王", first_name="芳")


@pytest.fixture
def desk(client: Client, admin: User) -> Client:
    """A browser of the administrator."""
    client.force_login(admin)
    return client


def beat(seconds: float = 20, **facts: Any) -> None:
    """A sign of life that many seconds ago."""
    said = {"edition": 12, "files": 4132, "faults": 0, "mended": 0, "every": 60}
    at = timezone.now() - timedelta(seconds=seconds)
    Heartbeat.objects.update_or_create(name="watch", defaults={"at": at, "facts": said | facts})


def make_alarm(path: str = "deeds/index.html", **facts: Any) -> Alarm:
    """One found file."""
    given = {"edition": 12, "what": "内容与签名清单不符，已从存储恢复", "mended": True}
    return Alarm.objects.create(path=path, **(given | facts))


def page_of(desk: Client, name: str, *arguments: Any, **query: str) -> str:
    """What a screen says."""
    answer = desk.get(reverse(name, args=arguments), query)
    assert answer.status_code == 200
    return answer.content.decode()


def home(desk: Client) -> str:
    """The home of the desk."""
    return page_of(desk, "wagtailadmin_home")


def test_the_home_says_how_the_watch_stands(desk: Client) -> None:
    assert "还没有巡查过" in home(desk)
    beat(20)
    page = home(desk)
    assert "最近巡查 20 秒前：第 12 版 4\u2009132 个文件，全部相符" in page and "没有处理" not in page
    beat(20, faults=3, mended=3)
    page = home(desk)
    assert "第 12 版发现 3 处不符，已修复 3 处" in page and "请查服务器登录记录" in page
    beat(20, faults=3, mended=1)
    page = home(desk)
    assert "已修复 1 处" in page and "重新生成" in page
    beat(5, edition=None, files=0)
    assert "还没有公开版" in home(desk)


@pytest.mark.parametrize(("every", "age", "stopped"), [(60, 130, False), (60, 300, True), (2, 30, True)])
def test_a_watch_that_stopped_is_bad_news(db: None, every: int, age: int, stopped: bool) -> None:
    beat(age, every=every)
    status = watch_status()
    assert status.bad is stopped and ("已停" in status.text) is stopped
    assert ("manage.py watch" in status.advice) is stopped


def test_a_stopped_watch_says_what_to_do_whatever_it_found_last(desk: Client) -> None:
    beat(300, faults=1, mended=1)
    page = home(desk)
    assert "巡查已停 5 分钟" in page and "请管理员看看“巡查”程序" in page and "desk-bad" in page


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-3, "0 秒"), (59.9, "59 秒"), (60, "1 分钟"), (3600, "1 小时"), (200_000, "2 天")],
)
def test_ago(seconds: float, text: str) -> None:
    assert ago(timedelta(seconds=seconds)) == text


def test_open_alarms_are_counted_on_the_home(desk: Client) -> None:
    make_alarm()
    make_alarm(mended=False)
    page = home(desk)
    assert "2 条告警没有处理" in page and reverse(INDEX) in page
    Alarm.objects.update(seen_at=timezone.now())
    assert "条告警没有处理" not in home(desk)


def test_whoever_may_not_see_alarms_is_told_whom_to_tell(client: Client, db: None) -> None:
    make_alarm()
    client.force_login(make_clerk("add_observation"))
    page = home(client)
    assert "1 条告警没有处理" in page and reverse(INDEX) not in page
    assert client.get(reverse(INDEX)).status_code in {302, 403}


def test_the_list_is_filtered_searched_and_exported(desk: Client) -> None:
    assert "没有告警" in page_of(desk, INDEX)
    make_alarm("a.html")
    make_alarm("b.html", mended=False, what="缺失，没有完好的副本")
    make_alarm("c.html", seen_at=timezone.now(), edition=None)

    def shown(**query: str) -> set[str]:
        page = page_of(desk, INDEX, **query)
        return {name for name in ("a.html", "b.html", "c.html") if f">{name}</span>" in page}

    assert shown() == {"a.html", "b.html", "c.html"}
    assert shown(handled="no") == {"a.html", "b.html"} and shown(handled="yes") == {"c.html"}
    assert shown(mended="no") == {"b.html"}
    assert shown(q="缺失") == {"b.html"} and shown(q="c.h") == {"c.html"}
    page = page_of(desk, INDEX)
    for words in ("没有修复", "已修复", "第 12 版", "没有处理", "请查服务器登录记录", "全部 2 条记为已处理"):
        assert words in page
    for english in ("Any date", "Inspect", "Add ", "None"):
        assert english not in page
    csv = b"".join(desk.get(reverse(INDEX), {"export": "csv"})).decode()
    assert "缺失，没有完好的副本" in csv and "<span" not in csv


def test_one_alarm_says_what_to_do_and_is_handled(desk: Client, admin: User) -> None:
    alarm, other = make_alarm(), make_alarm("other.html")
    page = page_of(desk, "alarms_modeladmin_inspect", alarm.pk)
    assert "请查服务器登录记录" in page and "记为已处理" in page
    answer = desk.post(reverse(HANDLE), {"alarm": str(alarm.pk)}, follow=True)
    assert "已把 1 条告警记为已处理" in answer.content.decode()
    alarm.refresh_from_db()
    other.refresh_from_db()
    assert alarm.seen_by == admin and alarm.seen_at is not None and other.seen_at is None
    assert "王" in page_of(desk, INDEX) and "记为已处理" not in page_of(
        desk, "alarms_modeladmin_inspect", alarm.pk
    )


def test_a_stranger_and_what_could_not_be_mended_have_advice_of_their_own(desk: Client) -> None:
    moved = make_alarm(what="不在签名清单里，已移到 quarantine/20261124-033355/1/x.html")
    lost = make_alarm(mended=False)
    assert "已移走，没有删除" in page_of(desk, "alarms_modeladmin_inspect", moved.pk)
    assert "重新生成一版" in page_of(desk, "alarms_modeladmin_inspect", lost.pk)


def test_what_was_handled_keeps_its_first_name_and_time(desk: Client) -> None:
    someone = User.objects.create_user("li", last_name="李")
    before = timezone.now() - timedelta(days=1)
    alarm = make_alarm(seen_by=someone, seen_at=before)
    answer = desk.post(reverse(HANDLE), {"alarm": str(alarm.pk)}, follow=True)
    assert "没有可处理的告警" in answer.content.decode()
    alarm.refresh_from_db()
    assert (alarm.seen_by, alarm.seen_at) == (someone, before)


def test_several_at_once_and_all_but_those_that_came_later(desk: Client) -> None:
    first = [make_alarm(f"{number}.html") for number in range(4)]
    ticked = {"alarm": [str(alarm.pk) for alarm in first[:2]]}
    desk.post(reverse(HANDLE), ticked)
    assert Alarm.objects.filter(seen_at=None).count() == 2
    make_alarm("later.html")
    desk.post(reverse(HANDLE), {"all": "1", "newest": str(first[-1].pk)})
    assert [alarm.path for alarm in Alarm.objects.filter(seen_at=None)] == ["later.html"]


@pytest.mark.parametrize("form", [{}, {"alarm": ["x", "9" * 30, "-1"]}, {"all": "1", "newest": "9" * 30}])
def test_a_form_that_names_nothing_handles_nothing(desk: Client, form: dict[str, Any]) -> None:
    make_alarm()
    answer = desk.post(reverse(HANDLE), form, follow=True)
    assert "没有可处理的告警" in answer.content.decode()
    assert Alarm.objects.filter(seen_at=None).count() == 1


def test_handling_needs_the_permission_and_a_post(client: Client, desk: Client) -> None:
    alarm = make_alarm()
    assert desk.get(reverse(HANDLE)).status_code == 405
    client.force_login(make_clerk("view_alarm"))
    page = page_of(client, INDEX)
    assert "deeds/index.html" in page and reverse(HANDLE) not in page and "checkbox" not in page
    client.post(reverse(HANDLE), {"alarm": str(alarm.pk)})
    alarm.refresh_from_db()
    assert alarm.seen_at is None


@pytest.mark.parametrize("action", ["create", "edit", "delete"])
def test_nobody_changes_an_alarm(desk: Client, action: str) -> None:
    alarm = make_alarm()
    arguments = [] if action == "create" else [alarm.pk]
    assert desk.post(reverse(f"alarms_modeladmin_{action}", args=arguments), {}).status_code in {302, 403}
    assert Alarm.objects.get() == alarm
