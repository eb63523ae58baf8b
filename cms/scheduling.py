"""Scheduled publishing: what is due goes live or comes down, each thing in a transaction of its own.

Wagtail's `publish_scheduled` does all of it in one go: one revision that cannot be published stops those after it.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log, registry
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)

FAILED = "cms.schedule_failed"
"""The log action of a thing that could not be published or taken down at its time."""
LATE = timedelta(minutes=2)
"""What is due for longer than this was tried and failed, or nobody tries."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing whose time has come. `revision` is what goes live; None when `subject` comes down."""

    at: datetime
    subject: Any
    revision: Revision | None = None

    @property
    def act(self) -> str:
        """What is to be done."""
        return "发布" if self.revision else "撤下"


@dataclass(frozen=True, slots=True)
class Late:
    """A thing that is overdue, and why, as far as that is known; `reason` may be empty."""

    due: Due
    reason: str


def due_now(now: datetime) -> list[Due]:
    """What has to come down or go live by now, in that order, and each by its time."""
    return [*_expired(now), *_scheduled(now)]


def run_due() -> tuple[int, int]:
    """Do what is due: how many were done, and how many failed. A failure is logged once and leaves the rest alone."""
    done = failed = 0
    for due in due_now(timezone.now()):
        try:
            with transaction.atomic():
                _do(due)
            done += 1
        except Exception as error:
            _remember(due, error)
            failed += 1
    return done, failed


def late() -> list[Late]:
    """What should have happened some minutes ago, for the desk to show."""
    overdue = due_now(timezone.now() - LATE)
    return [Late(due, _known_reason(due)) for due in overdue]


def _do(due: Due) -> None:
    if due.revision is None:
        due.subject.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    else:
        due.revision.publish(log_action="wagtail.publish.scheduled")


def _expired(now: datetime) -> Iterator[Due]:
    for model in _models():
        found = model._default_manager.filter(live=True, expire_at__lt=now).order_by("expire_at")
        subjects = found.specific() if model is Page else found
        yield from (Due(subject.expire_at, subject) for subject in subjects)


def _scheduled(now: datetime) -> Iterator[Due]:
    waiting = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    for revision in waiting.select_related("base_content_type", "content_type"):
        if revision.content_object is not None and revision.approved_go_live_at is not None:
            yield Due(revision.approved_go_live_at, revision.content_object, revision)


def _models() -> list[Any]:
    """Pages as a whole, and every kind of record with drafts."""
    drafts = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    return [Page, *(model for model in drafts if not issubclass(model, Page))]


def _remember(due: Due, error: Exception) -> None:
    """Log a failure in the thing's history, once for each scheduled time and reason."""
    reason = f"{error}" or type(error).__name__
    if _known_reason(due) == reason:
        return
    logger.error("scheduled %s of %s failed", due.act, due.subject, exc_info=error)
    data = {"act": due.act, "reason": reason}
    log(instance=due.subject, action=FAILED, data=data, title=str(due.subject))


def _known_reason(due: Due) -> str:
    """The reason that was logged last since the thing became due; empty when there is none."""
    entries = registry.get_logs_for_instance(due.subject).filter(action=FAILED, timestamp__gte=due.at)
    last = entries.order_by("-timestamp").first()
    return str(last.data.get("reason", "")) if last else ""
