"""观测值: the list of values in force."""

from typing import Any
from urllib.parse import urlencode

import django_filters  # type: ignore[import-untyped]
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from cms.desk.public_state import public_state, released_revisions
from cms.desk.recording import value_text
from cms.desk.word_search import having_words
from cms.models import Area, Indicator, Observation
from cms.models.observation import Status
from publishing.period import period_text


class ObservationFilters(WagtailFilterSet):
    """By indicator, area, period and status."""

    indicator = django_filters.ModelChoiceFilter(label="指标", queryset=Indicator.objects.all())
    area = django_filters.ModelChoiceFilter(label="区域", queryset=Area.objects.all())
    period = django_filters.CharFilter(label="时期", lookup_expr="startswith")
    status = django_filters.ChoiceFilter(label="状态", choices=Status.choices)

    class Meta:
        model = Observation
        fields: list[str] = []


class ObservationIndex(generic.IndexView):
    """Every value in force: one row per indicator, area and period. Queries do not grow with the rows."""

    any_permission_required = ["add", "change", "delete", "view"]
    page_title = "观测值"
    add_item_label = "录入数值"
    filterset_class = ObservationFilters
    default_ordering = ["indicator__code", "area__code", "-period"]

    def get_base_queryset(self) -> QuerySet[Observation]:
        """The revisions in force, with what the columns read."""
        return Observation.objects.in_force().select_related("indicator", "area", "batch")

    def search_queryset(self, queryset: QuerySet[Observation]) -> QuerySet[Observation]:
        """Those in which every word of the query is found."""
        return (
            having_words(queryset, self.search_query, self.search_fields) if self.is_searching else queryset
        )

    @cached_property
    def released(self) -> dict[tuple[str, str, str], int]:
        """What the public has."""
        return released_revisions()

    @cached_property
    def columns(self) -> list[Column]:
        """What people look for, in the order in which they read it."""
        title = self._get_title_column_class(TitleColumn)
        return [
            title(
                "indicator",
                label="指标",
                sort_key="indicator__name_zh",
                get_url=_history_address,
            ),
            Column("area", label="区域", sort_key="area__name"),
            Column("period", label="时期", accessor=lambda seen: period_text(seen.period), sort_key="period"),
            Column("value", label="数值", accessor=value_text, classname="desk-value"),
            Column("revision", label="版次", sort_key="revision"),
            Column("status", label="状态", accessor=lambda seen: seen.get_status_display()),
            Column("public", label="公开", accessor=lambda seen: public_state(seen, self.released)),
            DateColumn("recorded_at", label="录入时间", sort_key="recorded_at"),
        ]

    def get_list_more_buttons(self, instance: Observation) -> list[MenuItem]:
        """修订 and 沿革."""
        buttons = [MenuItem("沿革", _history_address(instance), icon_name="history", priority=20)]
        if self.user_has_permission("add"):
            address = reverse("observation:revise", args=[instance.pk])
            buttons.insert(0, MenuItem("修订", address, icon_name="edit", priority=10))
        return buttons

    def get_add_url(self) -> str | None:
        """The form for a new value; it takes over the indicator and area that the list is filtered by."""
        address = super().get_add_url()
        chosen = {
            name: self.request.GET[name] for name in ("indicator", "area") if self.request.GET.get(name)
        }
        if address and chosen:
            return f"{address}?{urlencode(chosen)}"
        return str(address) if address else None

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what an empty list says."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if not (self.is_searching or self.is_filtering):
            context["no_results_message"] = "还没有数值。点右上角“录入数值”开始。"
        return context


def _history_address(observation: Observation) -> str:
    return reverse("observation:history", args=[observation.pk])
