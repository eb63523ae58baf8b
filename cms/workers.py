"""Which background workers are alive, and what dead ones left: a task must not stay running for ever.

Each worker holds a lock of the system below DATA/workers. A worker that was killed holds nothing, whatever the
database says of its tasks.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from cms.signing import data_folder

MAX_WORKERS_KILLED = 3
"""A task that so many workers died of is not given to another."""
KILLED = "每次执行到一半，后台任务进程都被强行结束，多半是内存不够。请管理员查看日志，再点“重试”。"
"""What is said of such a task."""


def worker_name() -> str:
    """The name of this process among workers."""
    return f"worker-{os.getpid()}-{os.urandom(4).hex()}"


@contextmanager
def alive(name: str) -> Iterator[None]:
    """Holds the sign of life of a worker for as long as the block, or the process, lasts."""
    path = _sign(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _held(path):
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def _held(path: Path) -> TextIO:
    """The file, locked. One that was swept between making and locking it is made again: it would be no sign."""
    while True:
        file = path.open("w")
        fcntl.flock(file, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if path.stat().st_ino == os.fstat(file.fileno()).st_ino:
                return file
        file.close()


def is_alive(name: str) -> bool:
    """Whether a worker of that name is running."""
    try:
        with _sign(name).open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def reap() -> int:
    """Give back the tasks that dead workers left running; how many. Tasks are written to be run twice.

    One that has killed several workers is marked as failed instead.
    """
    left = [found for found in _running() if not any(map(is_alive, found.worker_ids[-1:]))]
    for found in left:
        with transaction.atomic():
            # Another process may have given it back meanwhile, and a worker may run it again.
            same = DBTaskResult.objects.filter(pk=found.pk, status="RUNNING", worker_ids=found.worker_ids)
            if len(found.worker_ids) >= MAX_WORKERS_KILLED:
                same.update(
                    status="FAILED", finished_at=timezone.now(), exception_class_path="", traceback=KILLED
                )
            else:
                same.update(status="READY", started_at=None, run_after=get_date_max())
    for sign in _sign("").glob("worker-*"):
        _sweep(sign)
    return len(left)


def _sweep(sign: Path) -> None:
    """Removes what a dead worker left. Done under its lock, so that a worker that is about to take it notices."""
    with suppress(FileNotFoundError, BlockingIOError), sign.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        sign.unlink()


def _running() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.running())


def _sign(name: str) -> Path:
    return data_folder().root / "workers" / name
