"""指标 at the desk."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.menus import MenuItem

from cms.desk.chooser_search import chooser_by
from cms.desk.columns import WIDE, LinkColumn, TextColumn, choice_column
from cms.desk.register_lists import RegisterIndex, RegisterViewSet, standing
from cms.desk.snippet_state import with_state
from cms.models import Indicator


def _values(indicator: Any) -> str:
    return f"{reverse('observation:index')}?indicator={indicator.pk}"


class IndicatorIndex(RegisterIndex):
    """The list of indicators, each with a way to its values."""

    def get_list_more_buttons(self, instance: Indicator) -> list[Any]:
        """Adds 观测值."""
        buttons: list[Any] = super().get_list_more_buttons(instance)
        return [*buttons, MenuItem("看观测值", _values(instance), icon_name="decimal", priority=15)]


class IndicatorViewSet(RegisterViewSet):
    """Indicators."""

    model = Indicator
    icon = "order"
    menu_label = "指标"
    url_prefix = "indicators"
    index_view_class = IndicatorIndex
    chooser_viewset_class = chooser_by(
        "name_zh",
        "name_en",
        "code",
        shown=(
            TextColumn("code", label="代码", classname=WIDE),
            TextColumn("unit_zh", label="单位"),
            choice_column("system", "所属体系", sort_key=None),
        ),
    )
    search_fields = ["name_zh", "name_en", "code", "definition"]
    list_filter = ["system", "measure", "count", "live"]
    list_display = [
        "name_zh",
        TextColumn("code", label="代码", sort_key="code"),
        TextColumn("unit_zh", label="单位", sort_key="unit_zh"),
        choice_column("measure", "类型"),
        choice_column("system", "所属体系"),
        choice_column("count", "逐条计数"),
        LinkColumn("value_count", label="数值个数", sort_key="value_count", get_url=_values),
        *standing(),
    ]
    more_exported = ("name_en", "unit_en", "definition")
    export_filename = "indicators"
    inspect_view_fields = [
        "code", "name_zh", "name_en", "definition", "unit_zh", "unit_en", "measure", "system", "count",
        "first_published_at",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Indicator]:
        """With the number of values: the first revisions, one for each area and period."""
        first = Count("observations", filter=Q(observations__revision=1))
        return with_state(Indicator.objects.annotate(value_count=first))
