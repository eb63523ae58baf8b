"""Builds are requested once the change is committed, gathered, retried, and resumed."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings
from wagtail.models import PageViewRestriction

from cms import tasks
from cms.models import Build, DeedPage, Indicator, SectionPage
from cms.models.build import BuildState
from cms.publish import publish
from cms.signing import data_folder
from cms.tasks import build_edition, request_build, resume_builds
from publishing.edition.hold import hold, lift
from tests.cms.conftest import publish_page

Capture = Callable[..., AbstractContextManager[list[Any]]]


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Capture) -> Capture:
    """Run what waits for the commit when the block ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def quiet(seeded: None) -> Iterator[None]:
    """The seed, with nothing waiting."""
    Build.objects.all().delete()
    DBTaskResult.objects.all().delete()
    yield


def test_requests_that_wait_are_gathered(quiet: None, committed: Capture) -> None:
    with committed():
        request_build("甲")
        request_build("乙")
        request_build("甲")
    build = Build.objects.get()
    assert build.reason == "甲\n乙"
    assert DBTaskResult.objects.count() == 1


def test_a_long_list_of_reasons_is_cut(quiet: None, committed: Capture) -> None:
    with committed():
        for number in range(100):
            request_build(f"页面 {number}")
    lines = Build.objects.get().reason.splitlines()
    assert len(lines) == tasks.MOST_REASONS + 1
    assert lines[-1] == "……"


def test_nothing_is_asked_before_the_commit(quiet: None) -> None:
    request_build("甲")
    assert not Build.objects.exists()


def test_a_build_brings_the_site_up_to_date(quiet: None, committed: Capture) -> None:
    with committed():
        request_build("甲")
    build_edition.call(Build.objects.get().pk)
    build = Build.objects.get()
    assert (build.state, build.edition, build.attempts) == (BuildState.DONE, 1, 1)
    assert build.finished_at is not None
    build_edition.call(build.pk)
    assert Build.objects.get().attempts == 1, "a finished build is left alone"


def test_a_change_during_a_build_is_gathered_into_the_next(quiet: None, committed: Capture) -> None:
    running = Build.objects.create(reason="甲", state=BuildState.RUNNING)
    with committed():
        request_build("乙")
        request_build("丙")
    assert Build.objects.exclude(pk=running.pk).get().reason == "乙\n丙"


def test_a_failed_build_says_why_and_is_tried_again(
    quiet: None, committed: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*, full: bool) -> None:
        raise OSError("磁盘满了")

    monkeypatch.setattr(tasks, "publish", broken)
    with committed():
        request_build("甲")
    for attempt in range(1, tasks.MAX_ATTEMPTS + 1):
        build_edition.call(Build.objects.get().pk)
        assert Build.objects.get().attempts == attempt
        assert Build.objects.get().error == "磁盘满了"
    assert Build.objects.get().state == BuildState.FAILED
    assert DBTaskResult.objects.count() == tasks.MAX_ATTEMPTS, "one an attempt, none after the last"
    monkeypatch.undo()
    with committed():
        request_build("再来")
    build_edition.call(Build.objects.first().pk)  # type: ignore[union-attr]
    assert Build.objects.first().state == BuildState.DONE  # type: ignore[union-attr]


def test_a_full_build_is_asked_for_once_for_all(
    quiet: None, committed: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with committed():
        request_build("甲")
        request_build("巡查", full=True)
        request_build("乙")
    build = Build.objects.get()
    assert build.full and build.reason == "甲\n巡查\n乙"
    asked: list[bool] = []

    def watched(*, full: bool) -> Any:
        asked.append(full)
        return publish(full=full)

    monkeypatch.setattr(tasks, "publish", watched)
    build_edition.call(build.pk)
    assert asked == [True]


def test_builds_on_hold_wait_and_are_woken_by_the_next_request(quiet: None, committed: Capture) -> None:
    folder = data_folder()
    hold(folder, "王芳", "核对数字", timezone.now())
    with committed():
        request_build("甲")
    for _ in range(tasks.MAX_ATTEMPTS + 2):
        build_edition.call(Build.objects.get().pk)
    build = Build.objects.get()
    assert build.state == BuildState.WAITING and "王芳" in build.error and "核对数字" in build.error
    assert lift(folder) and not lift(folder)
    DBTaskResult.objects.all().delete()
    with committed():
        request_build("解除暂停")
    assert DBTaskResult.objects.count() == 1, "the one that waits is woken"
    build_edition.call(build.pk)
    assert Build.objects.get().state == BuildState.DONE


def test_a_build_without_reviews_is_not_tried_again(
    quiet: None, committed: Capture, settings: Settings
) -> None:
    settings.REVIEWS = 3
    with committed():
        request_build("甲")
    build_edition.call(Build.objects.get().pk)
    build = Build.objects.get()
    assert (build.state, build.attempts) == (BuildState.FAILED, 1)
    assert "三审" in build.error


def test_builds_of_a_killed_worker_are_resumed(quiet: None) -> None:
    Build.objects.create(reason="甲", state=BuildState.RUNNING)
    Build.objects.create(reason="乙", state=BuildState.DONE)
    assert resume_builds() == 1
    assert resume_builds() == 0
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize(
    "act",
    [
        lambda: publish_page(DeedPage.objects.get()),
        lambda: DeedPage.objects.get().unpublish(),
        lambda: DeedPage.objects.get().delete(),
        lambda: DeedPage.objects.get().move(SectionPage.objects.get(slug="deeds"), pos="first-child"),
        lambda: Indicator.objects.get(code="service-items").unpublish(),
        lambda: Indicator.objects.get(code="service-items").save_revision().publish(),
        lambda: PageViewRestriction.objects.create(
            page=DeedPage.objects.get(), restriction_type=PageViewRestriction.LOGIN
        ),
    ],
)
def test_whatever_changes_the_public_site_asks_for_a_build(
    act: Callable[[], Any], quiet: None, committed: Capture
) -> None:
    with committed():
        act()
    assert Build.objects.count() == 1


def test_a_saved_draft_does_not(quiet: None, committed: Capture) -> None:
    with committed():
        DeedPage.objects.get().save_revision()
    assert not Build.objects.exists()
