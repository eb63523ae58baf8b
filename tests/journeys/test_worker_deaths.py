"""Workers and the whole site killed by SIGKILL, with real processes: what was asked for comes out all the same."""

import fcntl
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.running_site import ROOT, everything_below, manage, running_site

ASK = """
from cms.models import SectionPage
from cms.tasks import request_build
SectionPage.objects.filter(slug="deeds").update(intro="WORDS")
request_build("WORDS")
"""


@pytest.fixture(scope="module")
def data(prepared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed with an edition in force, for the tests of this module in order."""
    data = tmp_path_factory.mktemp("deaths") / "data"
    shutil.copytree(prepared_data, data)
    manage(data, "edition", "build").check_returncode()
    return data


@contextmanager
def worker(data: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A background worker; killed in the end."""
    environment = {**os.environ, "HUANAN_REVIEWS": "0", "DATA_DIR": str(data)}
    process = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def builds_wait(data: Path) -> Iterator[None]:
    """Whoever builds waits for the lock inside this block: there it can be killed at leisure."""
    with (data / "editions/lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def ask(data: Path, words: str) -> None:
    """A change of a section, and the request for a build of it."""
    done = manage(data, "shell", "-v", "0", "-c", ASK.replace("WORDS", words))
    assert done.returncode == 0, done.stderr


def row(data: Path, columns: str, table: str, order: str) -> tuple[Any, ...]:
    """The newest row of a table."""
    with closing(sqlite3.connect(data / "db.sqlite3", timeout=20)) as database:
        found = database.execute(f"SELECT {columns} FROM {table} ORDER BY {order} DESC").fetchone()
    return tuple(found)


def build(data: Path) -> tuple[Any, ...]:
    """State and error of the newest build."""
    return row(data, "state, error", "cms_build", "id")


def task(data: Path) -> tuple[Any, ...]:
    """State and workers of the newest task."""
    return row(data, "status, worker_ids", "django_tasks_database_dbtaskresult", "enqueued_at")


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for it. Raises AssertionError."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def shows(data: Path, words: str) -> bool:
    """Whether the edition in force has the words."""
    return words in (data / "editions/current/deeds/index.html").read_text()


def scheduler(data: Path) -> None:
    """One round of the scheduler, as every few seconds."""
    assert manage(data, "scheduler", "--once").returncode == 0


def test_what_a_killed_worker_was_building_is_built_by_the_next(data: Path) -> None:
    ask(data, "第一位停在半路")
    with builds_wait(data), worker(data) as first:
        until(lambda: build(data)[0] == "running")
        scheduler(data)
        assert task(data)[0] == "RUNNING", "a living worker keeps its task, however long it takes"
        first.kill()
        first.wait()
        assert list((data / "workers").glob("worker-*")), "it could not put its sign away"
        scheduler(data)
        assert task(data)[0] == "READY"
        assert not list((data / "workers").glob("worker-*"))
    assert not shows(data, "第一位停在半路")
    with worker(data):
        until(lambda: build(data)[0] == "done")
    assert shows(data, "第一位停在半路")


def test_another_worker_takes_over(data: Path) -> None:
    with worker(data) as one, worker(data) as other:
        until(lambda: len(list((data / "workers").glob("worker-*"))) == 2)
        with builds_wait(data):
            ask(data, "两位之一停了")
            until(lambda: build(data)[0] == "running")
            victim = one if f"worker-{one.pid}-" in task(data)[1] else other
            assert f"worker-{victim.pid}-" in task(data)[1]
            victim.kill()
            victim.wait()
        scheduler(data)
        until(lambda: build(data)[0] == "done")
    assert shows(data, "两位之一停了")


def test_a_build_that_kills_every_worker_is_given_up_and_the_next_one_comes(data: Path) -> None:
    with builds_wait(data):
        ask(data, "谁碰谁停")
        for number in range(1, 4):
            with worker(data):
                until(lambda number=number: task(data)[1].count("worker-") == number)  # type: ignore[misc]
                until(lambda: build(data)[0] == "running")
        scheduler(data)
    state, error = build(data)
    assert state == "failed"
    assert "强行结束" in error
    with worker(data):
        ask(data, "后来的照常公开")
        until(lambda: shows(data, "后来的照常公开"))


def test_the_site_starts_its_worker_again_and_the_edition_comes(data: Path) -> None:
    with running_site(data) as site:
        with builds_wait(data):
            ask(data, "整站之内停了一位")
            until(lambda: build(data)[0] == "running")
            found = [pid for pid, command in everything_below(data).items() if command.endswith("worker ")]
            assert len(found) == 1
            os.kill(found[0], signal.SIGKILL)
        site.wait_until("/deeds/", "整站之内停了一位", seconds=60)


def test_nothing_outlives_a_killed_site(data: Path) -> None:
    with running_site(data, "--readers", "2") as site:
        assert len(everything_below(data)) > 8, "reader with two processes, desk, worker, scheduler, watch"
        site.process.kill()
        site.process.wait()
        until(lambda: everything_below(data) == {}, seconds=15)
