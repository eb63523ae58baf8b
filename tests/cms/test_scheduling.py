"""What is scheduled goes live and comes down by itself, one thing at a time; what fails is logged and shown."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from cms.models import Build, DeedPage, Indicator, User
from cms.scheduling import FAILED, late, run_due
from config.management.commands import up
from tests.cms.desk_records import make_deed, make_indicator

Capture = Callable[..., AbstractContextManager[list[Any]]]


@pytest.fixture
def soon(db: None) -> datetime:
    """A time in a quarter of an hour."""
    return timezone.now() + timedelta(minutes=15)


def schedule(record: Any, at: datetime, **changes: Any) -> None:
    """Schedule a revision as the desk does."""
    for name, value in changes.items():
        setattr(record, name, value)
    record.go_live_at = at
    record.save_revision().publish()


def let_time_pass() -> None:
    """Every scheduled time is ten minutes ago now, in the order in which they were."""
    back = timedelta(minutes=25)
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        assert revision.approved_go_live_at is not None
        revision.approved_go_live_at -= back
        revision.content = revision.content | {"go_live_at": revision.approved_go_live_at.isoformat()}
        revision.save()
    for model in (DeedPage, Indicator):
        model._default_manager.filter(expire_at__isnull=False).update(expire_at=F("expire_at") - back)


def waiting() -> int:
    """How many revisions wait for their time."""
    return Revision.objects.filter(approved_go_live_at__isnull=False).count()


def scheduled_deed(at: datetime) -> DeedPage:
    """A live deed whose next title waits for its time."""
    deed = make_deed()
    deed.save_revision().publish()
    deed.refresh_from_db()
    schedule(deed, at, title="新凉亭")
    deed.refresh_from_db()
    assert deed.title == "凉亭" and waiting()
    return deed


def test_nothing_happens_before_its_time(soon: datetime) -> None:
    deed = scheduled_deed(soon)
    assert run_due() == (0, 0)
    deed.refresh_from_db()
    assert deed.title == "凉亭" and late() == []


def test_a_page_and_a_record_go_live_and_are_built(
    soon: datetime, django_capture_on_commit_callbacks: Capture
) -> None:
    deed = scheduled_deed(soon)
    indicator = make_indicator()
    schedule(indicator, soon + timedelta(seconds=1), name_zh="新微心愿")
    Build.objects.all().delete()
    let_time_pass()
    with django_capture_on_commit_callbacks(execute=True):
        assert run_due() == (2, 0)
    deed.refresh_from_db()
    indicator.refresh_from_db()
    assert (deed.title, indicator.name_zh) == ("新凉亭", "新微心愿")
    assert Build.objects.get().reason.splitlines() == ["页面：新凉亭", "指标：新微心愿"]
    assert run_due() == (0, 0) and waiting() == 0


def test_what_expires_comes_down_and_is_built(
    soon: datetime, django_capture_on_commit_callbacks: Capture
) -> None:
    deed = make_deed()
    indicator = make_indicator()
    DeedPage.objects.update(expire_at=soon)
    Indicator.objects.update(expire_at=soon)
    let_time_pass()
    with django_capture_on_commit_callbacks(execute=True):
        assert run_due() == (2, 0)
    deed.refresh_from_db()
    indicator.refresh_from_db()
    assert (deed.live, deed.expired, indicator.live) == (False, True, False)
    assert Build.objects.count() == 1


def break_publication(monkeypatch: pytest.MonkeyPatch) -> None:
    """The indicator named 坏 cannot be published; it fails after it has written."""
    publish = Revision.publish

    def publish_or_fail(self: Revision, *args: Any, **kwargs: Any) -> None:
        publish(self, *args, **kwargs)
        if self.object_str == "坏":
            raise ValueError("broken revision")

    monkeypatch.setattr(Revision, "publish", publish_or_fail)


def test_one_that_fails_is_rolled_back_logged_once_and_leaves_the_rest_alone(
    soon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    indicator = make_indicator()
    schedule(indicator, soon, name_zh="坏")
    deed = scheduled_deed(soon + timedelta(minutes=1))
    break_publication(monkeypatch)
    let_time_pass()
    assert run_due() == (1, 1)
    indicator.refresh_from_db()
    deed.refresh_from_db()
    assert (indicator.name_zh, deed.title) == ("微心愿", "新凉亭")


def overdue_deed(monkeypatch: pytest.MonkeyPatch) -> DeedPage:
    """A deed that should have gone live a while ago and could not."""
    deed = scheduled_deed(timezone.now() + timedelta(minutes=15))
    let_time_pass()
    Revision.objects.filter(approved_go_live_at__isnull=False).update(object_str="坏")
    break_publication(monkeypatch)
    return deed


def test_a_failure_is_logged_once(soon: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    deed = overdue_deed(monkeypatch)
    assert run_due() == (0, 1)
    assert run_due() == (0, 1)
    entry = PageLogEntry.objects.get(action=FAILED)
    assert entry.page_id == deed.pk and entry.message == "定时发布没有成功：broken revision"


def test_the_home_of_the_desk_shows_what_is_late(
    soon: datetime, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    """First that nobody tried; then why it failed; nothing once it is mended."""
    deed = overdue_deed(monkeypatch)
    client.force_login(User.objects.create_superuser("admin"))
    home = reverse("wagtailadmin_home")
    page = client.get(home).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[deed.pk]) in page
    assert "“定时发布”程序是否在运行" in page
    run_due()
    page = client.get(home).content.decode()
    assert "会接着再试" in page and "broken revision" in page
    monkeypatch.undo()
    assert run_due() == (1, 0)
    assert "到了时间还没有办成的" not in client.get(home).content.decode()


def test_the_command_does_it_once(soon: datetime) -> None:
    indicator = make_indicator()
    Indicator.objects.update(expire_at=timezone.now() - timedelta(seconds=1))
    call_command("scheduler", "--once", verbosity=0)
    indicator.refresh_from_db()
    assert not indicator.live


def test_up_runs_it(db: None) -> None:
    """Without this program a time set at the desk would mean nothing."""
    commands = [program.command for program in up._programs(8000, 8001)]
    assert any(command[-1] == "scheduler" for command in commands)
