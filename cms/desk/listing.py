"""What all lists of the desk do alike: search by words, strict filters, export of the columns, plain words."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property

from cms.desk.spreadsheet import ColumnExport
from cms.desk.word_search import having_words

WRONG_FILTER = "筛选条件不对，或者所选的已经没有了。请清除筛选，再选一次。"


class Listing(ColumnExport):
    """For a list view of Wagtail's; stands before it among the bases."""

    filters: Any
    is_searching: bool
    is_filtering: bool
    search_query: str
    search_fields: list[str]
    verbose_name: str

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The records that have every word of the query."""
        if not self.is_searching:
            return queryset
        return having_words(queryset, self.search_query, self.get_search_fields())

    def get_search_fields(self) -> list[str]:
        """What a query is looked for in."""
        return self.search_fields

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The records that the filters leave; none when a filter makes no sense, since all would be a wrong answer."""
        if self.has_wrong_filter:
            return queryset.none()
        found: QuerySet[Any] = super().filter_queryset(queryset)
        return found

    @cached_property
    def has_wrong_filter(self) -> bool:
        """Whether something was asked for that there is not."""
        return bool(self.filters) and not self.filters.is_valid()

    @cached_property
    def add_item_label(self) -> str:
        """新建好事实事."""
        return f"新建{self.verbose_name}"

    @cached_property
    def no_results_message(self) -> str:
        """What an empty list says."""
        if self.has_wrong_filter:
            return WRONG_FILTER
        if self.is_searching or self.is_filtering:
            return f"没有符合条件的{self.verbose_name}。"
        return f"还没有{self.verbose_name}。点右上角“{self.add_item_label}”开始。"
