"""指标, 数据集, 区域 at the desk: lists, filters, search and choosers."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from cms.desk.chooser_search import chooser_by
from cms.desk.snippet_state import state_column, with_state
from cms.models import Area, Dataset, Indicator, ReleaseCut


class IndicatorIndex(IndexView):
    """The list of indicators, each with a way to its values."""

    def get_list_more_buttons(self, instance: Indicator) -> list[Any]:
        """Adds 观测值."""
        buttons: list[Any] = super().get_list_more_buttons(instance)
        address = f"{reverse('observation:index')}?indicator={instance.pk}"
        return [*buttons, MenuItem("看观测值", address, icon_name="decimal", priority=15)]


class RegisterViewSet(SnippetViewSet):
    """What the three have in common: the database is searched, since Wagtail's index knows no Chinese words."""

    search_backend_name = None
    ordering = ["code"]
    list_per_page = 50
    inspect_view_enabled = True
    copy_view_enabled = False
    menu_item_is_registered = True


class IndicatorViewSet(RegisterViewSet):
    """Indicators."""

    model = Indicator
    icon = "order"
    menu_label = "指标"
    url_prefix = "indicators"
    index_view_class = IndicatorIndex
    chooser_viewset_class = chooser_by("name_zh", "name_en", "code")
    search_fields = ["name_zh", "name_en", "code", "definition"]
    list_filter = ["system", "measure", "live"]
    list_display = [
        "name_zh",
        "code",
        "unit_zh",
        "measure",
        "system",
        Column("value_count", label="数值个数", sort_key="value_count"),
        state_column(),
        UpdatedAtColumn(),
    ]
    list_export = [
        "code",
        "name_zh",
        "name_en",
        "definition",
        "unit_zh",
        "unit_en",
        "measure",
        "system",
        "live",
    ]
    inspect_view_fields = [
        "code", "name_zh", "name_en", "definition", "unit_zh", "unit_en", "measure", "system", "first_published_at",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Indicator]:
        """With the number of values: the first revisions, one for each area and period."""
        first = Count("observations", filter=Q(observations__revision=1))
        return with_state(Indicator.objects.annotate(value_count=first))


class DatasetViewSet(RegisterViewSet):
    """Datasets."""

    model = Dataset
    icon = "table"
    menu_label = "数据集"
    url_prefix = "datasets"
    chooser_viewset_class = chooser_by("title_zh", "title_en", "code")
    search_fields = ["title_zh", "title_en", "code", "description", "keywords"]
    list_filter = ["rhythm", "live"]
    list_display = [
        "title_zh",
        "code",
        "publisher",
        "rhythm",
        Column("released", label="数据发布", accessor=lambda dataset: "有" if dataset.released else "还没有"),
        state_column(),
        UpdatedAtColumn(),
    ]
    list_export = [
        "code",
        "title_zh",
        "title_en",
        "description",
        "method",
        "publisher",
        "contact",
        "rhythm",
        "live",
    ]
    inspect_view_fields = [
        "code", "title_zh", "title_en", "description", "method", "publisher", "contact", "rhythm", "keywords",
        "first_published_at",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Dataset]:
        """With whether a release has been cut."""
        cuts = ReleaseCut.objects.filter(dataset=OuterRef("code"))
        return with_state(Dataset.objects.annotate(released=Exists(cuts)))


class AreaViewSet(RegisterViewSet):
    """Areas."""

    model = Area
    icon = "site"
    menu_label = "区域"
    url_prefix = "areas"
    chooser_viewset_class = chooser_by("name", "name_en", "code")
    search_fields = ["name", "name_en", "code"]
    list_filter = ["kind", "live"]
    list_display = [
        "name",
        "code",
        "kind",
        Column("parent", label="上级", accessor=lambda area: area.parent.name if area.parent else "—"),
        state_column(),
        UpdatedAtColumn(),
    ]
    list_export = ["code", "name", "name_en", "kind", "parent", "live"]
    inspect_view_fields = ["code", "name", "name_en", "kind", "parent", "first_published_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Area]:
        """With the parents."""
        return with_state(Area.objects.select_related("parent"))
