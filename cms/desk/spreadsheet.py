"""Export of a list: the columns of the screen, in its words and in local time."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, Column
from wagtail.admin.views.mixins import SpreadsheetExportMixin

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
"""Without it, Excel takes the Chinese of a CSV file for another encoding."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet calculate a cell instead of showing it."""


class ColumnExport(SpreadsheetExportMixin):
    """For a list view: exports what its columns show. A column may have `exported`, a function of the record."""

    columns: list[BaseColumn]

    @cached_property
    def exported_columns(self) -> dict[str, BaseColumn]:
        """The columns by name, in their order, without the boxes to tick."""
        return {
            column.name: column
            for column in self.columns
            if not isinstance(column, BulkActionsCheckboxColumn)
        }

    @cached_property
    def list_export(self) -> list[str]:
        """The names of the columns."""
        return list(self.exported_columns)

    def get_heading(self, queryset: QuerySet[Any], field: str) -> str:
        """What stands above the column."""
        return str(self.exported_columns[field].label)

    def to_row_dict(self, item: Model) -> dict[str, Any]:
        """One row."""
        return {name: cell(column, item) for name, column in self.exported_columns.items()}

    def write_csv_row(self, writer: Any, row_dict: dict[str, Any]) -> Any:
        """One line. A text that would be calculated is marked as text."""
        return super().write_csv_row(writer, {name: _as_text(value) for name, value in row_dict.items()})

    def stream_csv(self, queryset: QuerySet[Any]) -> Iterator[bytes]:
        """The lines, as Excel reads them."""
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)


def cell(column: BaseColumn, record: Model) -> Any:
    """What a column shows of a record: text, number or date."""
    value = _value(column, record)
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if isinstance(value, int) or value is None or hasattr(value, "isoformat") else str(value)


def _value(column: BaseColumn, record: Model) -> Any:
    exported = getattr(column, "exported", None)
    if exported is not None:
        return exported(record)
    return column.get_value(record) if isinstance(column, Column) else getattr(record, column.name)


def _as_text(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
