"""Workers that die: what they had at hand is given back, and what a living one has at hand is left alone."""

import fcntl
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms import tasks, workers
from cms.models import Build
from cms.models.build import BuildState
from cms.tasks import build_edition, resume_builds
from cms.workers import KILLED, MAX_WORKERS_KILLED, alive, is_alive, reap
from publishing.edition.hold import hold, lift
from publishing.folder import DataFolder

pytestmark = pytest.mark.django_db


def running(*names: str, build: int = 1) -> DBTaskResult:
    """A task that workers of these names took, one after the other."""
    build_edition.enqueue(build)
    task = DBTaskResult.objects.get(args_kwargs__args=[build], status="READY")
    for name in names:
        task.claim(name)
    return task


def signs(data: Path) -> list[str]:
    """The signs of life on disk."""
    return sorted(path.name for path in (data / "workers").glob("*"))


def test_the_task_of_a_dead_worker_is_given_back() -> None:
    task = running("worker-dead")
    assert reap() == 1
    task.refresh_from_db()
    assert (task.status, task.started_at) == ("READY", None)
    assert DBTaskResult.objects.ready().get() == task
    assert reap() == 0


def test_the_task_of_a_living_worker_is_never_touched() -> None:
    task = running("worker-dead", "worker-living")
    with alive("worker-living"):
        assert [reap(), reap()] == [0, 0]
        task.refresh_from_db()
        assert task.status == "RUNNING"
    assert reap() == 1


def test_only_the_last_worker_counts() -> None:
    running("worker-living", "worker-dead")
    with alive("worker-living"):
        assert reap() == 1


def test_a_task_that_is_taken_meanwhile_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    task = running("worker-dead")

    def taken_meanwhile(name: str) -> bool:
        DBTaskResult.objects.get(pk=task.pk).claim("worker-new")
        return False

    monkeypatch.setattr(workers, "is_alive", taken_meanwhile)
    reap()
    task.refresh_from_db()
    assert (task.status, task.worker_ids) == ("RUNNING", ["worker-dead", "worker-new"])


def test_a_task_that_killed_several_workers_is_given_to_no_other() -> None:
    names = [f"worker-{number}" for number in range(MAX_WORKERS_KILLED)]
    task = running(*names)
    assert reap() == 1
    task.refresh_from_db()
    assert (task.status, task.traceback) == ("FAILED", KILLED)
    assert task.finished_at is not None
    assert task.task_result.status == "FAILED", "the desk can still read it"
    assert not DBTaskResult.objects.ready().exists()


def test_signs_of_the_dead_are_removed_and_those_of_the_living_stay(data_dir: Path) -> None:
    with alive("worker-living"):
        (data_dir / "workers/worker-dead").touch()
        reap()
        assert signs(data_dir) == ["worker-living"]
        assert is_alive("worker-living")
    assert signs(data_dir) == []
    assert not is_alive("worker-living")


def test_a_sign_that_is_swept_before_it_is_locked_is_made_again(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, swept = fcntl.flock, [data_dir / "workers/worker-slow"]

    def swept_first(file: Any, how: int) -> None:
        if how == fcntl.LOCK_EX and swept:
            swept.pop().unlink()
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", swept_first)
    with alive("worker-slow"):
        assert signs(data_dir) == ["worker-slow"]
        assert is_alive("worker-slow"), "or its task would be given to another while it runs"


def test_a_build_whose_task_is_given_back_is_not_asked_for_twice() -> None:
    build = Build.objects.create(reason="甲", state=BuildState.RUNNING)
    running("worker-dead", build=build.pk)
    assert resume_builds() == 0
    assert DBTaskResult.objects.get().status == "READY"


def test_a_build_that_killed_several_workers_fails_and_says_so() -> None:
    build = Build.objects.create(reason="甲", state=BuildState.RUNNING, attempts=MAX_WORKERS_KILLED)
    other = Build.objects.create(reason="乙", state=BuildState.RUNNING)
    running(*[f"worker-{number}" for number in range(MAX_WORKERS_KILLED)], build=build.pk)
    assert resume_builds() == 1
    build.refresh_from_db()
    other.refresh_from_db()
    assert (build.state, build.error, other.state) == (BuildState.FAILED, KILLED, BuildState.WAITING)
    assert build.finished_at is not None
    assert resume_builds() == 0
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.ready()] == [[other.pk]]


def test_a_build_whose_task_was_lost_is_taken_up() -> None:
    waiting = Build.objects.create(reason="甲")
    again = Build.objects.create(reason="乙", attempts=2, error="磁盘满了")
    Build.objects.create(reason="丙", state=BuildState.FAILED)
    assert resume_builds() == 2
    assert resume_builds() == 0
    found = {task.args_kwargs["args"][0] for task in DBTaskResult.objects.ready()}
    assert found == {waiting.pk, again.pk}


def test_a_build_that_is_tried_again_later_is_left_alone() -> None:
    build = Build.objects.create(reason="甲", attempts=1)
    build_edition.using(run_after=timezone.now() + timedelta(minutes=1)).enqueue(build.pk)
    assert resume_builds() == 0


def test_while_builds_are_on_hold_those_that_wait_are_left_alone(data_dir: Path) -> None:
    Build.objects.create(reason="甲", attempts=1)
    hold(DataFolder(data_dir), "王芳", "核对", timezone.now())
    assert resume_builds() == 0
    lift(DataFolder(data_dir))
    assert resume_builds() == 1


def test_a_request_that_dies_half_way_leaves_no_build(monkeypatch: pytest.MonkeyPatch) -> None:
    class Dying:
        def enqueue(self, pk: int) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr(tasks, "build_edition", Dying())
    with pytest.raises(KeyboardInterrupt):
        tasks._enqueue("甲", "", False)
    assert not Build.objects.exists(), "one without a task would gather what follows, and wait for ever"
