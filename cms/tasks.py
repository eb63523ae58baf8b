"""Building in the background: gathered, retried, and remembered for the desk."""

import logging
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from cms.models import Build
from cms.models.build import OPEN_STATES, BuildState
from cms.publish import ReviewsMissing, publish
from cms.releases import record_missing

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
MOST_REASONS = 20
MORE = "……"


def request_build(reason: str) -> None:
    """Ask for an edition once the present transaction is committed. Requests that wait are gathered into one."""
    transaction.on_commit(partial(_enqueue, reason))


def _enqueue(reason: str) -> None:
    with transaction.atomic():
        waiting = Build.objects.select_for_update().filter(state=BuildState.WAITING).first()
        if waiting is not None:
            waiting.reason = _gathered(waiting.reason, reason)
            waiting.save(update_fields=["reason"])
            # One that waits after a failure is woken: the change may be what mends it.
            build = waiting if waiting.attempts else None
        else:
            build = Build.objects.create(reason=reason)
    if build is not None:
        build_edition.enqueue(build.pk)


def _gathered(reasons: str, reason: str) -> str:
    """One line each, told once; a long list ends with an ellipsis."""
    lines = reasons.splitlines()
    if reason in lines or MORE in lines:
        return reasons
    return "\n".join([*lines, reason if len(lines) < MOST_REASONS else MORE])


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
        summary = publish()
    except Exception as error:
        logger.exception("build %s failed", pk)
        _fail(build, error)
        return
    build.state, build.edition, build.error = BuildState.DONE, summary.number, ""
    build.finished_at = timezone.now()
    build.save(update_fields=["state", "edition", "error", "finished_at"])


def _fail(build: Build, error: Exception) -> None:
    """Remember why, and try again after a growing pause unless trying again cannot help."""
    build.error = f"{error}" or type(error).__name__
    hopeless = isinstance(error, ReviewsMissing)
    if hopeless or build.attempts >= MAX_ATTEMPTS:
        build.state, build.finished_at = BuildState.FAILED, timezone.now()
        build.save(update_fields=["state", "error", "finished_at"])
        return
    build.state = BuildState.WAITING
    build.save(update_fields=["state", "error"])
    pause = timedelta(seconds=2**build.attempts)
    build_edition.using(run_after=timezone.now() + pause).enqueue(build.pk)


def resume_builds() -> int:
    """Take up builds that a killed worker left open; how many. Called when the worker starts."""
    left = list(Build.objects.filter(state=BuildState.RUNNING))
    for build in left:
        build.state = BuildState.WAITING
        build.save(update_fields=["state"])
        build_edition.enqueue(build.pk)
    return len(left)
