"""栏目更新预警: what must be updated soon, and what is late."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.desk.rhythm import rhythm_line
from cms.models import NewsPage, SectionPage, User
from cms.models.page import ColumnType
from cms.rhythm import Rhythm, Warn, rhythms

DAY = date(2026, 11, 23)


def rhythm(age: int, limit: int = 14) -> Rhythm:
    """A section that was last updated so many days ago."""
    return Rhythm(title="动态", kind="工作动态", limit=limit, newest=DAY, age=age, page=None)


@pytest.mark.parametrize(
    ("age", "limit", "warn"),
    [
        (0, 14, Warn.CALM),
        (9, 14, Warn.CALM),
        (10, 14, Warn.YELLOW),
        (12, 14, Warn.YELLOW),
        (13, 14, Warn.RED),
        (14, 14, Warn.RED),
        (15, 14, Warn.OVERDUE),
        (127, 182, Warn.CALM),
        (128, 182, Warn.YELLOW),
        (164, 182, Warn.RED),
        (183, 182, Warn.OVERDUE),
    ],
)
def test_yellow_from_70_percent_and_red_from_90(age: int, limit: int, warn: Warn) -> None:
    assert rhythm(age, limit).warn is warn


def test_the_line_says_it_in_words() -> None:
    assert "还剩 1 天" in rhythm_line(rhythm(13)).text and rhythm_line(rhythm(13)).mark == "红色预警"
    assert "今天是最后一天" in rhythm_line(rhythm(14)).text
    late = rhythm_line(rhythm(20))
    assert (late.mark, late.bad) == ("已超期", True) and "超过 14 天的期限 6 天" in late.text


@pytest.mark.django_db
def test_sections_by_their_kind(seeded: None) -> None:
    today = timezone.localdate()
    found = {known.title: known for known in rhythms(today)}
    assert set(found) == {"首页", "动态"}
    assert found["动态"].warn is Warn.CALM and found["动态"].newest == today
    later = {known.title: known.warn for known in rhythms(today + timedelta(days=15))}
    assert later == {"首页": Warn.OVERDUE, "动态": Warn.OVERDUE}
    SectionPage.objects.filter(slug="brands").update(column_type=ColumnType.POLICIES)
    half_a_year = {known.title: known.limit for known in rhythms(today)}
    assert half_a_year["党建品牌"] == 182
    NewsPage.objects.all().update(live=False)
    assert "动态" not in {known.title for known in rhythms(today)}


@pytest.mark.django_db
def test_the_panel_is_on_the_home_of_the_desk(seeded: None, editor: User) -> None:
    client = Client()
    client.force_login(editor)
    NewsPage.objects.all().update(first_published_at=timezone.now() - timedelta(days=13))
    html = client.get("/desk/").content.decode()
    assert "栏目更新预警" in html and "红色预警" in html and "还剩 1 天" in html
