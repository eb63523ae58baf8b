"""After midnight: what a date touches is built again, such as an agreement that expired yesterday."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from cms.models import AgreementPage, Build
from cms.tasks import request_build

REASON = "日期变更：有协议的状态或轮值主席变了"


def build_for_today(now: datetime) -> bool:
    """Ask for a build when a public agreement changes with this day and nothing was built on it yet; whether it did.

    A build of any other cause on this day has the same day's states, so one is enough.
    """
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    last = Build.objects.order_by("-requested_at").first()
    if last is None or last.requested_at >= midnight:
        return False
    since = timezone.localtime(last.requested_at).date()
    if not changes_between(since, midnight.date()):
        return False
    request_build(REASON)
    return True


def changes_between(since: date, until: date) -> bool:
    """True when a public agreement differs on some day after `since`, up to and with `until`, by its dates alone."""
    starts, ends = (since + timedelta(days=1), until), (since, until - timedelta(days=1))
    touched = (
        Q(signed_on__range=starts)
        | Q(valid_from__range=starts)
        | Q(terminated_on__range=starts)
        | Q(valid_until__range=ends)
        | Q(chairs__first_day__range=starts)
        | Q(chairs__last_day__range=ends)
    )
    return AgreementPage.objects.live().public().filter(touched).exists()
