"""Searching among all pages."""

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.search import SearchView


class PageSearch(SearchView):
    """Wagtail's screen, which does not say what it counts."""

    verbose_name_plural = "页面"


page_search = require_admin_access(PageSearch.as_view())
page_search_results = require_admin_access(PageSearch.as_view(results_only=True))
