"""Columns of the desk's lists, as people read them and as they are exported."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.models import Page

NOTHING = "—"
WIDE = "desk-wide"
"""The class of columns that a phone has no room for."""


class TextColumn(Column):
    """Text, a number or a day; — where there is nothing."""

    empty_value_display = NOTHING

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Days in figures, as they are exported."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        value = context["raw_value"]
        if value is None:
            context["value"] = self.empty_value_display
        elif isinstance(value, date) and not isinstance(value, datetime):
            context["value"] = value.isoformat()
        return context


class LinkColumn(TitleColumn):
    """A value that leads to a list of what it counts; plain where it counts nothing."""

    cell_template_name = "desk/link_cell.html"
    empty_value_display = NOTHING

    def get_link_url(self, instance: Any, parent_context: Any) -> str | None:
        """No way to an empty list."""
        return super().get_link_url(instance, parent_context) if self.get_value(instance) else None


class OwnPageTitle(PageTitleColumn):
    """A page's title with what can be done to it, and a mark on sample data."""

    cell_template_name = "desk/page_title_cell.html"

    def exported(self, page: Page) -> str:
        """The title alone."""
        return str(page.get_admin_display_title())


class PageState(PageStatusColumn):
    """Live or draft, and what is under way."""

    def exported(self, page: Page) -> str:
        """The same words."""
        return str(page.status_string)


def page_columns(*own: Column) -> list[Any]:
    """The columns of a list of pages: the title, what is `own` to the type, state and last change."""
    return [
        BulkActionsColumn("bulk_actions"),
        OwnPageTitle("title", label="标题", sort_key="title", classname="title"),
        *own,
        PageState("status", label="状态", sort_key="live"),
        DateColumn("latest_revision_created_at", label="更新", sort_key="latest_revision_created_at"),
    ]


def choice_column(field: str, label: str, **options: Any) -> TextColumn:
    """A field with choices, in their words."""
    return TextColumn(field, label=label, accessor=f"get_{field}_display", **{"sort_key": field} | options)


def name_column(relation: str, label: str, name: str = "name", **options: Any) -> TextColumn:
    """The name of a related record."""
    accessor: Callable[[Any], Any] = lambda record: getattr(getattr(record, relation), name, None)  # noqa: E731
    return TextColumn(
        relation, label=label, accessor=accessor, **{"sort_key": f"{relation}__{name}"} | options
    )
