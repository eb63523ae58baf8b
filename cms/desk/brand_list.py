"""党建品牌 at the desk: the list of all of them."""

from wagtail.admin.ui.tables import Column

from cms.desk.columns import TextColumn, choice_column, name_column, page_columns
from cms.desk.page_filters import ChosenRecord, OneOf, PageFilters
from cms.desk.page_lists import PageList, PageListViewSet
from cms.models import Area, BrandPage, Organisation
from cms.models.brand import BrandKind


class BrandFilters(PageFilters):
    """By kind, organisation and area."""

    kind = OneOf(label="类别", choices=BrandKind.choices)
    organisation = ChosenRecord(Organisation, "创建或所属单位")
    area = ChosenRecord(Area, "区域")

    class Meta(PageFilters.Meta):
        model = BrandPage


class BrandList(PageList):
    """Every brand."""

    related = ("organisation", "area")
    searched = ("organisation__name", "area__name")
    filterset_class = BrandFilters
    columns: list[Column] = page_columns(
        choice_column("kind", "类别"),
        name_column("organisation", "单位"),
        name_column("area", "区域"),
        TextColumn("since", label="创建时间", sort_key="since"),
    )


class BrandListViewSet(PageListViewSet):
    """党建品牌 in the menu."""

    model = BrandPage
    name = "brands"
    url_prefix = "content/brands"
    icon = "tag"
    menu_label = "党建品牌"
    index_view_class = BrandList
    export_filename = "brands"
