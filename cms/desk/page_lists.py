"""Lists of all pages of a type, with a button that knows where to put a new one."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import WorkflowState
from wagtail.permissions import policy_registry

from cms.desk.listing import Listing
from cms.desk.sections import ChooseSection


class PageList(Listing, IndexView):
    """A list of pages. Its queries do not grow with the pages.

    Stock Wagtail reads every page a second time as its own class; here the class is known from the start.
    """

    related: ClassVar[tuple[str, ...]] = ()
    """Foreign keys that the columns show."""
    searched: ClassVar[tuple[str, ...]] = ()
    """What a query is looked for in, besides title and summary."""
    results_template_name = "desk/page_list_results.html"

    def annotate_queryset(self, pages: Any) -> QuerySet[Any]:
        """With what columns and buttons show."""
        reviews = WorkflowState.objects.active().select_related("current_task_state__task")
        state = Prefetch("_specific_workflow_states", queryset=reviews, to_attr="_current_workflow_states")
        light = pages.prefetch_related(state).select_related(*self.related).defer_streamfields()
        if not self.is_export:
            # For buttons alone; over all pages of an export it would take half of the time.
            light = light.prefetch_related("content_type", "sites_rooted_here").annotate_site_root_state()
        return self.with_columns(light.annotate_approved_schedule())

    def with_columns(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """With what a type's own columns need."""
        return pages

    def get_search_fields(self) -> list[str]:
        """Title, published or not, and summary; then what the type has."""
        return ["title", "draft_title", "summary", *self.searched]

    @cached_property
    def is_explicitly_ordered(self) -> bool:
        """Always: no result is more relevant than another, so a search keeps the list's order."""
        return True


class PageListItem(MenuItem):
    """Shown to those who may do something with pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the list would open."""
        policy = policy_registry.get_by_type(PageListingViewSet.model)
        return bool(policy.user_has_any_permission(request.user, PageList.any_permission_required))


class PageListViewSet(PageListingViewSet):
    """A list of pages in the menu."""

    index_view_class = PageList
    choose_parent_view_class = ChooseSection
    menu_item_class = PageListItem
    list_per_page = 30

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Columns and export are the view's own."""
        given: dict[str, Any] = super().get_index_view_kwargs(**kwargs)
        own = ("columns", "list_display", "list_export", "export_headings", "filterset_class", "list_filter")
        return {name: value for name, value in given.items() if name not in own}

    def get_choose_parent_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Back to this list where there is no section."""
        return {**kwargs, "index_url_name": self.get_url_name("index")}
