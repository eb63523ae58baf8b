"""动态 at the desk: the list of all news."""

from wagtail.admin.ui.tables import Column, DateColumn

from cms.desk.columns import TextColumn, choice_column, page_columns
from cms.desk.page_filters import OneOf, PageFilters, YearFilter, YesNo
from cms.desk.page_lists import PageList, PageListViewSet
from cms.models import NewsPage
from cms.models.news import Topic


class NewsFilters(PageFilters):
    """By topic, whether it is a reprint, and year of publication."""

    topic = OneOf(label="主题", choices=Topic.choices)
    reprint = YesNo(label="转载")
    year = YearFilter(NewsPage, "first_published_at", "发布年份")

    class Meta(PageFilters.Meta):
        model = NewsPage


class NewsList(PageList):
    """All news."""

    searched = ("source",)
    filterset_class = NewsFilters
    columns: list[Column] = page_columns(
        choice_column("topic", "主题"),
        TextColumn("source", label="来源", sort_key="source"),
        TextColumn(
            "reprint",
            label="转载",
            accessor=lambda news: "转载" if news.reprint else None,
            sort_key="reprint",
        ),
        DateColumn("first_published_at", label="首次发布", sort_key="first_published_at"),
    )


class NewsListViewSet(PageListViewSet):
    """动态 in the menu."""

    model = NewsPage
    name = "news"
    url_prefix = "content/news"
    icon = "doc-full"
    menu_label = "动态"
    index_view_class = NewsList
    export_filename = "news"
