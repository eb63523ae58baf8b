"""栏目更新: how long ago each section last published something, against the limit of its kind."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Max
from django.utils import timezone
from wagtail.models import Page

from cms.models import AgreementPage, BrandPage, DeedPage, HomePage, NewsPage, SectionPage
from cms.models.page import ColumnType

LIMITS = {ColumnType.NEWS: 14, ColumnType.NOTICES: 182, ColumnType.POLICIES: 182}
"""Days between two updates, by the kind of column. Other kinds have no limit."""
HOME_LIMIT = 14
ON_HOME = (DeedPage, BrandPage, AgreementPage, NewsPage)
"""What is new on the home page."""
YELLOW, RED = 70, 90
"""Percent of the limit from which a warning is shown."""


class Warn(StrEnum):
    """How pressing an update is."""

    CALM = "calm"
    YELLOW = "yellow"
    RED = "red"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A part of the site, its limit, and the day of its newest content."""

    title: str
    kind: str
    limit: int
    newest: date | None
    """None while there is nothing in it."""
    age: int
    """Days since then."""
    page: Any
    """The page to open at the desk."""

    @property
    def warn(self) -> Warn:
        """Overdue after the limit; an empty part is, since nobody can say that it was kept up."""
        if self.newest is None or self.age > self.limit:
            return Warn.OVERDUE
        if self.age * 100 >= self.limit * RED:
            return Warn.RED
        return Warn.YELLOW if self.age * 100 >= self.limit * YELLOW else Warn.CALM

    @property
    def left(self) -> int:
        """Days until the limit; below 0 after it."""
        return self.limit - self.age


def rhythms(today: date | None = None) -> list[Rhythm]:
    """The home page and every live section with a limit, the most pressing first."""
    day = today or timezone.localdate()
    home = HomePage.objects.live().first()
    found = [_rhythm("首页", "首页", HOME_LIMIT, _newest_on_home(home), day, home)] if home else []
    for section in SectionPage.objects.live().filter(column_type__in=LIMITS).order_by("path"):
        children = section.get_children()
        # An empty section is shown to nobody, so it is in nobody's list of stale ones either.
        if newest := _newest(children):
            limit = LIMITS[ColumnType(section.column_type)]
            found.append(_rhythm(section.title, section.column_type, limit, newest, day, section))
    return sorted(found, key=lambda rhythm: rhythm.left)


def _rhythm(title: str, kind: str, limit: int, newest: date | None, day: date, page: Any) -> Rhythm:
    age = max((day - newest).days, 0) if newest else 0
    return Rhythm(title=title, kind=kind, limit=limit, newest=newest, age=age, page=page)


def _newest_on_home(home: HomePage) -> date | None:
    days = (_newest(Page.objects.descendant_of(home).type(model)) for model in ON_HOME)
    return max((day for day in days if day), default=None)


def _newest(pages: Any) -> date | None:
    """The day in Shanghai of the last first publication among public pages."""
    moment = pages.live().public().aggregate(newest=Max("first_published_at"))["newest"]
    return timezone.localtime(moment).date() if moment else None
