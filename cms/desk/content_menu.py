"""The menu 内容: every page of a type in one list, wherever it stands in the tree."""

from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

from cms.desk.agreement_list import AgreementListViewSet
from cms.desk.brand_list import BrandListViewSet
from cms.desk.corrections import corrections_item
from cms.desk.deed_list import DeedListViewSet
from cms.desk.news_list import NewsListViewSet


class ContentGroup(ViewSetGroup):
    """内容, right after the tree of pages."""

    menu_label = "内容"
    menu_name = "content"
    menu_icon = "folder-open-inverse"
    menu_order = 150
    items = (NewsListViewSet, BrandListViewSet, AgreementListViewSet, DeedListViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        """Also 更正记录."""
        items: list[MenuItem] = super().get_submenu_items()
        return [*items, corrections_item(len(items) + 1)]
