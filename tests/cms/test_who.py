"""Who asked for a build: the author of what was published, whoever was at the desk, or the schedule."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import LogContext
from wagtail.models import PageViewRestriction

from cms import tasks
from cms.models import Build, DeedPage, Evidence, Indicator, User
from cms.scheduling import run_due
from cms.tasks import request_build
from tests.cms.desk_records import (
    make_area,
    make_dataset,
    make_deed,
    make_evidence,
    make_indicator,
    make_value,
)

Capture = Callable[..., AbstractContextManager[list[Any]]]


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Capture) -> Capture:
    """Run what waits for the commit when the block ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def author(db: None) -> User:
    """李梅."""
    return User.objects.create_superuser("limei", last_name="李", first_name="梅")


@pytest.fixture
def desk(author: User, client: Client) -> Client:
    """李梅 at the desk."""
    client.force_login(author)
    return client


def asked_by() -> list[str]:
    """The names of the only build."""
    return Build.objects.get().asked_by.splitlines()


def test_names_are_gathered_once_each_beside_the_reasons(db: None, committed: Capture) -> None:
    with committed():
        for reason, by in (("甲", "李梅"), ("乙", "王芳"), ("丙", "李梅"), ("丁", "")):
            request_build(reason, by)
    build = Build.objects.get()
    assert build.reason.splitlines() == ["甲", "乙", "丙", "丁"]
    assert build.asked_by.splitlines() == ["李梅", "王芳"]


def test_a_long_list_of_names_is_cut(db: None, committed: Capture) -> None:
    with committed():
        for number in range(50):
            request_build("甲", f"第 {number} 人")
    assert Build.objects.get().reason == "甲"
    assert len(asked_by()) == tasks.MOST_REASONS + 1


def test_a_publication_is_its_authors(author: User, committed: Capture) -> None:
    deed, indicator = make_deed(), make_indicator()
    other = User.objects.create_user("wang")
    with committed(), LogContext(user=other):
        deed.save_revision(user=author).publish()
    assert asked_by() == ["李梅"], "whoever presses the button is not who wrote it"
    with committed():
        indicator.save_revision(user=other).publish()
    assert asked_by() == ["李梅", "wang"], "the login name where there is no other"


@pytest.mark.parametrize(
    "act",
    [
        lambda deed: deed.unpublish(),
        lambda deed: deed.delete(),
        lambda deed: deed.move(deed.get_parent().get_parent(), pos="last-child"),
        lambda deed: PageViewRestriction.objects.create(page=deed, restriction_type="login"),
        lambda deed: Indicator.objects.get().unpublish(),
    ],
)
def test_other_acts_are_those_of_whoever_is_at_the_desk(
    act: Callable[[DeedPage], Any], author: User, committed: Capture
) -> None:
    deed = make_deed()
    deed.save_revision().publish()
    make_indicator()
    with committed(), LogContext(user=author):
        act(DeedPage.objects.get())
    assert asked_by() == ["李梅"]


def test_a_command_is_nobodys(db: None, committed: Capture) -> None:
    deed = make_deed()
    with committed():
        deed.save_revision().publish()
    assert asked_by() == []


def test_the_schedule_is_named(author: User, committed: Capture) -> None:
    deed, indicator = make_deed(), make_indicator()
    indicator.expire_at = timezone.now() - timedelta(minutes=1)
    indicator.save()
    with committed():
        assert run_due() == (1, 0)
    assert asked_by() == ["定时"]
    deed.go_live_at = timezone.now() + timedelta(hours=1)
    with LogContext(user=author):
        revision = deed.save_revision(user=author)
        revision.publish()
    past = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    with committed():
        assert run_due() == (1, 0)
    assert asked_by() == ["定时", "李梅（定时）"]


def test_screens_of_the_desk_pass_on_who_acts(desk: Client, committed: Capture) -> None:
    make_value(make_indicator(), make_area(), evidence=make_evidence())
    dataset = make_dataset()
    evidence = Evidence.objects.get()
    form = {"title": "改过的题目", "code": evidence.code, "kind": evidence.kind, "issuer": "", "sha256": ""}
    with committed():
        assert desk.post(reverse("evidence:edit", args=[evidence.pk]), form).status_code == 302
    assert asked_by() == ["李梅"]
    Build.objects.all().delete()
    address = reverse("data_release:dataset", args=[dataset.code])
    seen = desk.get(address).context["form"].initial["seen"]
    with committed():
        assert desk.post(address, {"seen": seen, "note": "首次"}).status_code == 302
    assert asked_by() == ["李梅"]
    Build.objects.update(state="failed")
    with committed():
        desk.post(reverse("public_site_retry"))
    assert Build.objects.filter(reason="重试", asked_by="李梅").exists()


def test_the_register_of_builds_shows_names(desk: Client) -> None:
    Build.objects.create(reason="页面：凉亭", asked_by="李梅\n王芳")
    mine = Build.objects.create(reason="每日")
    index = reverse("builds_modeladmin_index")
    page = desk.get(index).content.decode()
    assert "李梅、王芳" in page and "系统" in page
    found = desk.get(index, {"q": "王芳"}).content.decode()
    assert "凉亭" in found and reverse("builds_modeladmin_inspect", args=[mine.pk]) not in found
    assert "李梅\n王芳" in b"".join(desk.get(index, {"export": "csv"})).decode()
