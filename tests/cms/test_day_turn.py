"""After midnight a build is asked for once, and only when a date touches something public."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cms.day_turn import REASON, build_for_today, changes_between
from cms.models import AgreementPage, Build, SectionPage
from tests.cms.desk_records import make_area, make_home

pytestmark = pytest.mark.django_db

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 23)


@pytest.fixture
def agreement() -> AgreementPage:
    """In force until the day before today."""
    section = make_home().add_child(instance=SectionPage(title="协议", slug="agreements"))
    page = AgreementPage(
        title="协议",
        slug="one",
        community=make_area(),
        signed_on=date(2025, 1, 1),
        valid_until=date(2026, 11, 22),
    )
    section.add_child(instance=page)
    return page


def built(moment: datetime) -> None:
    build = Build.objects.create(reason="x", state="done")
    Build.objects.filter(pk=build.pk).update(requested_at=moment)


def test_an_agreement_that_expired_is_built_once(
    agreement: AgreementPage, django_capture_on_commit_callbacks: Any
) -> None:
    now = datetime(2026, 11, 23, 0, 0, 5, tzinfo=SHANGHAI)
    built(now - timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert build_for_today(now)
    assert Build.objects.filter(reason=REASON).count() == 1
    Build.objects.filter(reason=REASON).update(requested_at=now)
    assert not build_for_today(now + timedelta(seconds=5))


def test_nothing_is_asked_for_when_no_date_is_touched(agreement: AgreementPage) -> None:
    built(timezone.now() - timedelta(days=400))
    agreement.unpublish()
    Build.objects.exclude(state="done").delete()
    assert not build_for_today(timezone.now())


def test_not_before_the_first_build(agreement: AgreementPage) -> None:
    Build.objects.all().delete()
    assert not build_for_today(timezone.now())


@pytest.mark.parametrize(
    ("since", "until", "touched"),
    [
        (date(2026, 11, 22), date(2026, 11, 23), True),
        (date(2026, 11, 21), date(2026, 11, 22), False),
        (date(2026, 11, 1), date(2026, 11, 30), True),
        (date(2026, 11, 23), date(2026, 11, 30), False),
    ],
)
def test_the_day_after_the_last_valid_one_counts(
    agreement: AgreementPage, since: date, until: date, touched: bool
) -> None:
    assert changes_between(since, until) is touched
