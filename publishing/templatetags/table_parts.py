"""How a table of a release is laid out on a page: what is said once, and what stands in columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import template

from publishing.page_view import CellView

register = template.Library()

ENOUGH_ROWS = 5
"""From this many rows on, a column with one and the same cell tells nothing in its rows."""


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A header, and whether numbers stand below it, so that head and cells are set to the same side."""

    head: str
    number: bool


@dataclass(frozen=True, slots=True)
class TableParts:
    """A table taken apart. Every header is in exactly one of `same`, `empty` and `columns`."""

    same: tuple[tuple[str, CellView], ...]
    """Columns whose cell is the same in every row."""
    empty: tuple[str, ...]
    """Headers of columns without any text."""
    columns: tuple[ColumnHead, ...]
    rows: tuple[tuple[tuple[str, CellView], ...], ...]
    """Header and cell, so that a narrow screen can name each cell."""


@register.simple_tag
def table_parts(headers: Sequence[str], rows: Sequence[Sequence[CellView]]) -> TableParts:
    """Take the table apart. The first column names the rows and always stays.

    Raises ValueError for rows of unequal length.
    """
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(headers)
    empty = [
        place for place, column in enumerate(cells) if place and rows and not any(c.text for c in column)
    ]
    same = [
        place
        for place, column in enumerate(cells)
        if place and place not in empty and len(rows) >= ENOUGH_ROWS and len(set(column)) == 1
    ]
    kept = [place for place in range(len(headers)) if place not in empty and place not in same]
    return TableParts(
        same=tuple((headers[place], cells[place][0]) for place in same),
        empty=tuple(headers[place] for place in empty),
        columns=tuple(ColumnHead(headers[place], any(c.number for c in cells[place])) for place in kept),
        rows=tuple(tuple((headers[place], row[place]) for place in kept) for row in rows),
    )
