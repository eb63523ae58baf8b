"""好事实事 at the desk: the list of all of them, and how one is chosen."""

from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from wagtail.admin.ui.tables import Column

from cms.desk.columns import TextColumn, choice_column, name_column, page_columns
from cms.desk.page_filters import ChosenRecord, OneOf, PageFilters, YearFilter
from cms.desk.page_lists import PageList, PageListViewSet
from cms.models import Area, DeedPage, Organisation
from cms.models.deed import STEPS, DeedKind

NOT_STARTED = "还没有点单"
PROGRESS = (NOT_STARTED, *(label for _, label in STEPS))
"""What is said of a deed by the number of its last step."""


def with_step(deeds: QuerySet[Any]) -> QuerySet[Any]:
    """The deeds with `step`, the number of the last step that was taken, from 0 on."""
    taken = [
        When(**{condition: value}, then=Value(number))
        for number, (prefix, _) in reversed(list(enumerate(STEPS, start=1)))
        for condition, value in ((f"{prefix}_day__isnull", False), (f"{prefix}_undated", True))
    ]
    return deeds.annotate(step=Case(*taken, default=Value(0), output_field=IntegerField()))


def step_column(sort_key: str | None = "step") -> TextColumn:
    """How far a deed is, in words."""
    return TextColumn("step", label="进展", accessor=lambda deed: PROGRESS[deed.step], sort_key=sort_key)


class StepFilter(OneOf):
    """By the last step."""

    def __init__(self) -> None:
        super().__init__(label="进展", choices=[(str(number), text) for number, text in enumerate(PROGRESS)])

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """The deeds that are so far."""
        return with_step(qs).filter(step=int(value)) if value else qs


class DeedFilters(PageFilters):
    """By kind, community, organisation, progress and year."""

    kind = OneOf(label="类别", choices=DeedKind.choices)
    step = StepFilter()
    community = ChosenRecord(Area, "社区")
    organisation = ChosenRecord(Organisation, "承办单位")
    year = YearFilter(DeedPage, "completed_day", "完成年份")

    class Meta(PageFilters.Meta):
        model = DeedPage


def _completed(deed: DeedPage) -> Any:
    return deed.completed_day or ("来源未载时间" if deed.completed_undated else None)


class DeedList(PageList):
    """Every good deed."""

    related = ("community", "organisation")
    searched = ("asked_for", "community__name", "organisation__name")
    filterset_class = DeedFilters
    columns: list[Column] = page_columns(
        name_column("community", "社区"),
        choice_column("kind", "类别"),
        step_column(),
        name_column("organisation", "承办单位"),
        TextColumn("completed_day", label="完成日期", accessor=_completed, sort_key="completed_day"),
    )

    def with_columns(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """With the last step."""
        return with_step(pages)


class DeedListViewSet(PageListViewSet):
    """好事实事 in the menu."""

    model = DeedPage
    name = "deeds"
    url_prefix = "content/deeds"
    icon = "pick"
    menu_label = "好事实事"
    index_view_class = DeedList
    export_filename = "deeds"
