"""Which background workers are alive, and what dead ones left: a task must not stay running for ever.

Each worker holds a lock of the system below DATA/workers. A worker that was killed holds nothing, whatever the
database says of its tasks.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction
from django_tasks_db.models import DBTaskResult, get_date_max

from cms.signing import data_folder

MAX_WORKERS_KILLED = 3
"""A task that so many workers died of is not given to another."""


def worker_name() -> str:
    """The name of this process among workers."""
    return f"worker-{os.getpid()}-{os.urandom(4).hex()}"


@contextmanager
def alive(name: str) -> Iterator[None]:
    """Holds the sign of life of a worker for as long as the block, or the process, lasts."""
    path = _sign(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


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
                    status="FAILED", exception_class_path="", traceback="每次执行，后台任务进程都被杀掉。"
                )
            else:
                same.update(status="READY", started_at=None, run_after=get_date_max())
    for sign in _sign("").glob("worker-*"):
        if not is_alive(sign.name):
            sign.unlink(missing_ok=True)
    return len(left)


def _running() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.running())


def _sign(name: str) -> Path:
    return data_folder().root / "workers" / name
