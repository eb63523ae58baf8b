"""栏目 of pages: the section that a page is or stands in, as the meta tags name it."""

from functools import cached_property

from wagtail.models import Page

from cms.models import SectionPage
from publishing.columns import SITE, section_column
from publishing.page_view import Column


class PublicColumns:
    """Answers about columns; the name of a method is the name of its question."""

    def column(self, tree_path: str) -> Column:
        """The column of the page at a place in Wagtail's tree; that of the site's own pages outside of sections."""
        steps = range(len(tree_path), 0, -Page.steplen)
        return next(
            (self._columns[tree_path[:end]] for end in steps if tree_path[:end] in self._columns), SITE
        )

    @cached_property
    def _columns(self) -> dict[str, Column]:
        """Every live section by its place in the tree."""
        rows = SectionPage.objects.live().values_list(
            "path", "title", "summary", "intro", "keywords", "column_type"
        )
        return {place: section_column(*said) for place, *said in rows}
