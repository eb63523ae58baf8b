"""区域 at the desk."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from cms.desk.chooser_search import chooser_by
from cms.desk.columns import WIDE, LinkColumn, TextColumn, choice_column, name_column
from cms.desk.counting import number_of
from cms.desk.inspection import RegisterInspect
from cms.desk.register_lists import RegisterViewSet, standing
from cms.desk.snippet_state import with_state
from cms.desk.tree_order import in_tree
from cms.models import Area, AreaHonour, DeedPage, Organisation


def _deeds(area: Any) -> str:
    return f"{reverse('deeds:index')}?community={area.pk}"


class AreaViewSet(RegisterViewSet):
    """Areas."""

    model = Area
    icon = "site"
    menu_label = "区域"
    url_prefix = "areas"
    inspect_view_class = RegisterInspect
    ordering = "tree"
    chooser_viewset_class = chooser_by(
        "name",
        "name_en",
        "code",
        related=("parent",),
        shown=(
            TextColumn("code", label="代码", classname=WIDE),
            choice_column("kind", "层级", sort_key=None),
            name_column("parent", "上级", sort_key=None, classname=WIDE),
        ),
    )
    search_fields = ["name", "name_en", "code"]
    list_filter = ["kind", "live", "sample"]
    list_display = [
        "name",
        TextColumn("code", label="代码", sort_key="code"),
        choice_column("kind", "层级"),
        name_column("parent", "上级"),
        LinkColumn("deed_count", label="好事实事", sort_key="deed_count", get_url=_deeds),
        TextColumn("organisation_count", label="组织", sort_key="organisation_count"),
        TextColumn("honour_count", label="荣誉", sort_key="honour_count"),
        *standing(),
    ]
    more_exported = ("name_en",)
    export_filename = "areas"
    inspect_view_fields = [
        "code", "name", "name_en", "kind", "parent", "honours", "evidence", "locator", "first_published_at",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Area]:
        """In the order of the tree, with parents and what belongs to each."""
        counted = Area.objects.select_related("parent").annotate(
            deed_count=number_of(DeedPage, "community"),
            organisation_count=number_of(Organisation, "area"),
            honour_count=number_of(AreaHonour, "holder"),
        )
        return with_state(in_tree(counted))
