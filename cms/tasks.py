"""Building and checking in the background: gathered, retried, and remembered for the desk."""

import logging
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from cms.editions import explain, remember_editions
from cms.models import Build
from cms.models.build import OPEN_STATES, BuildState
from cms.publish import ReviewsMissing, publish
from cms.releases import record_missing
from cms.signing import data_folder, public_key
from cms.workers import KILLED, reap
from publishing.edition.hold import Held, read_hold
from publishing.edition.prune import prune_due

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
MOST_REASONS = 20
MORE = "……"


def request_build(reason: str, by: str = "", *, full: bool = False) -> None:
    """Ask for an edition once the present transaction is committed. Requests that wait are gathered into one.

    `by` is the name of whoever caused it, as it is now; empty where nobody in particular did. `full` takes nothing
    over from earlier builds, as after damage that could not be mended.
    """
    transaction.on_commit(partial(_enqueue, reason, by, full))


def _enqueue(reason: str, by: str, full: bool) -> None:
    with transaction.atomic():
        waiting = Build.objects.select_for_update().filter(state=BuildState.WAITING).first()
        if waiting is not None:
            _gather(waiting, reason, by, full)
            # One that waits after a failure is woken: the change may be what mends it.
            build = waiting if waiting.attempts else None
        else:
            build = Build.objects.create(reason=reason, asked_by=by, full=full)
        # In one transaction: a build without a task would gather all that follow, and wait for ever.
        if build is not None:
            build_edition.enqueue(build.pk)


def _gather(waiting: Build, reason: str, by: str, full: bool) -> None:
    said = (_gathered(waiting.reason, reason), _gathered(waiting.asked_by, by), waiting.full or full)
    if said != (waiting.reason, waiting.asked_by, waiting.full):
        waiting.reason, waiting.asked_by, waiting.full = said
        waiting.save(update_fields=["reason", "asked_by", "full"])


def _gathered(lines: str, line: str) -> str:
    """One line each, told once; a long list ends with an ellipsis."""
    known = lines.splitlines()
    if not line or line in known or MORE in known:
        return lines
    return "\n".join([*known, line if len(known) < MOST_REASONS else MORE])


@task(backend="background")
def build_edition(pk: int) -> None:
    """Run one requested build. Safe to run twice: a build that is not open any more is left alone."""
    build = Build.objects.filter(pk=pk, state__in=OPEN_STATES).first()
    if build is None:
        return
    build.state, build.started_at, build.attempts = BuildState.RUNNING, timezone.now(), build.attempts + 1
    build.save(update_fields=["state", "started_at", "attempts"])
    try:
        record_missing()
        summary = publish(full=build.full)
    except Held as error:
        # Nothing is wrong: it waits for whoever lifts the hold to ask for a build.
        build.state, build.error = BuildState.WAITING, str(error)
        build.save(update_fields=["state", "error"])
        return
    except Exception as error:
        logger.exception("build %s failed", pk)
        _fail(build, error)
        return
    build.state, build.edition, build.error = BuildState.DONE, summary.number, ""
    build.finished_at = timezone.now()
    build.save(update_fields=["state", "edition", "error", "finished_at"])
    register_editions()
    _prune()


def register_editions() -> int:
    """Bring the register of editions up to date; how many were missing. The watch checks the one in force.

    For after a build, when readers have the edition already, and for when the worker starts. A fault is logged
    and goes no further: neither the build nor the worker fails because of the register.
    """
    try:
        missing = remember_editions()
        explain()
    except Exception:
        logger.exception("the register of editions was not brought up to date")
        return 0
    return len(missing)


def _prune() -> None:
    """Clear away old editions, at most once an hour. A fault is logged: the build that went before was a good one."""
    try:
        prune_due(data_folder(), public_key(), timezone.now())
    except Exception:
        logger.exception("old editions were not cleared away")


def _fail(build: Build, error: Exception) -> None:
    """Remember why, and try again after a growing pause unless trying again cannot help."""
    build.error = f"{error}" or type(error).__name__
    hopeless = isinstance(error, ReviewsMissing)
    if hopeless or build.attempts >= MAX_ATTEMPTS:
        build.state, build.finished_at = BuildState.FAILED, timezone.now()
        build.save(update_fields=["state", "error", "finished_at"])
        return
    pause = timedelta(seconds=2**build.attempts)
    with transaction.atomic():
        build.state = BuildState.WAITING
        build.save(update_fields=["state", "error"])
        build_edition.using(run_after=timezone.now() + pause).enqueue(build.pk)


def resume_builds() -> int:
    """Take up builds that nobody has at hand any more; how many. Called when a worker starts, and by the scheduler.

    Such are those that a killed worker left, and those whose task was lost before it ran. One whose task waits or
    runs is left alone. One that killed several workers is marked as failed, so that it does not go on for ever.
    """
    reap()
    if not Build.objects.filter(state__in=OPEN_STATES).exists():
        return 0
    # Read in one transaction: a build that ends between two questions would look as if nobody had it.
    with transaction.atomic():
        left = _left_behind()
        deadly = _builds_of(status="FAILED", traceback=KILLED)
        for build in left:
            if build.pk in deadly:
                build.state, build.finished_at, build.error = BuildState.FAILED, timezone.now(), KILLED
            else:
                build.state = BuildState.WAITING
                build_edition.enqueue(build.pk)
            build.save(update_fields=["state", "finished_at", "error"])
    return sum(build.state == BuildState.WAITING for build in left)


def _left_behind() -> list[Build]:
    """Open builds without a task. Those that wait for the end of a hold are not among them."""
    states = [BuildState.RUNNING] if read_hold(data_folder()) else OPEN_STATES
    known = _builds_of(status__in=["READY", "RUNNING"])
    return [build for build in Build.objects.filter(state__in=states) if build.pk not in known]


def _builds_of(**which: object) -> set[int]:
    """The builds that some tasks are about."""
    found = DBTaskResult.objects.filter(task_path=build_edition.module_path, **which)
    return {arguments["args"][0] for arguments in found.values_list("args_kwargs", flat=True)}
