"""Filters of the desk's lists. None of them offers thousands of choices."""

from datetime import date, datetime
from functools import partial
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import Max, Min, Model, QuerySet, TextChoices
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import BooleanRadioSelect

from cms.desk.chooser_search import NamedSnippetChooser
from cms.desk.snippet_state import in_review, scheduled

ALL = "全部"


class State(TextChoices):
    """How a page stands."""

    LIVE = "live", "已发布"
    CHANGED = "changed", "已发布，有未发布的修改"
    DRAFT = "draft", "草稿"
    REVIEW = "review", "送审中"
    SCHEDULED = "scheduled", "已定时"
    EXPIRED = "expired", "已到期"


def in_state(pages: QuerySet[Any], state: str) -> QuerySet[Any]:
    """The pages that stand so."""
    if state == State.REVIEW:
        return pages.filter(in_review(pages.model))
    if state == State.SCHEDULED:
        return pages.filter(scheduled(pages.model))
    conditions = {
        State.LIVE: {"live": True},
        State.CHANGED: {"live": True, "has_unpublished_changes": True},
        State.DRAFT: {"live": False, "expired": False},
        State.EXPIRED: {"live": False, "expired": True},
    }
    return pages.filter(**conditions[State(state)])


class OneOf(django_filters.ChoiceFilter):
    """A few choices as buttons, with 全部 first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.RadioSelect)
        kwargs.setdefault("empty_label", ALL)
        super().__init__(*args, **kwargs)


class YesNo(django_filters.BooleanFilter):
    """是 or 否."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=BooleanRadioSelect, **kwargs)


class StateFilter(OneOf):
    """By how a page stands."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="状态", choices=State.choices, **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """See `in_state`."""
        return in_state(qs, value) if value else qs


class YearFilter(OneOf):
    """By the year of a day or a time. The years are those between the first and the last there is."""

    def __init__(self, model: type[Model], field: str, label: str) -> None:
        self._dated = field
        # A partial of a function: filters are copied for each request, and a bound method would take all along.
        super().__init__(label=label, choices=partial(_years, model, field), widget=forms.Select)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """The records of that year, in local time."""
        return qs.filter(**{f"{self._dated}__year": value}) if value else qs


class ChosenRecord(django_filters.ModelChoiceFilter):
    """By a record that is chosen in a dialog, however many there are."""

    def __init__(self, model: type[Model], label: str, field_name: str | None = None) -> None:
        super().__init__(
            field_name=field_name,
            label=label,
            queryset=model._default_manager.all(),
            widget=NamedSnippetChooser(model=model, show_edit_link=False),
        )


class PageFilters(WagtailFilterSet):
    """What every list of pages can be narrowed by."""

    state = StateFilter()
    sample = YesNo(label="演示数据")

    class Meta:
        fields: list[str] = []

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """A type's own filters first, since they are asked for most."""
        found: dict[str, Any] = super().get_filters()
        for name in ("state", "sample"):
            if name in found:
                found[name] = found.pop(name)
        return found


def _years(model: type[Model], field: str) -> list[tuple[str, str]]:
    ends = model._default_manager.aggregate(first=Min(field), last=Max(field))
    if not ends["first"]:
        return []
    first, last = (_local(ends[end]).year for end in ("first", "last"))
    return [(str(year), f"{year} 年") for year in range(last, first - 1, -1)]


def _local(day: date | datetime) -> date:
    return timezone.localtime(day).date() if isinstance(day, datetime) else day
