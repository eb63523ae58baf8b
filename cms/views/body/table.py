"""Tables that staff pasted: a real table with a caption and scoped headers."""

import re
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from cms.rendering import Rendering
from cms.table_grid import Grid, Merge, read_grid

NUMBER = re.compile(r"[-+−]?[0-9][0-9,]*(?:\.[0-9]+)?\s?[%％]?")
SHORT = 8
"""Up to so many characters a cell stays on one line."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell as HTML has it."""

    text: str
    scope: str
    """`col`, `colgroup`, `row` or `rowgroup` for a header; empty for a cell."""
    columns: int
    rows: int
    look: str
    """`is-number`, `is-text` for what needs room and may wrap, or empty."""


@dataclass(frozen=True, slots=True)
class SheetView:
    """A table ready for its template."""

    caption: str
    head: tuple[tuple[SheetCell, ...], ...]
    body: tuple[tuple[SheetCell, ...], ...]


def table_html(value: Any, rendering: Rendering) -> str:
    """The table; nothing for an empty one."""
    grid = read_grid(value)
    if not grid.rows:
        return ""
    return render_to_string("components/blocks/table.html", {"table": sheet_view(grid)})


def sheet_view(grid: Grid) -> SheetView:
    """The grid with headers told from cells, and hidden cells of merges left out."""
    merges = {(merge.row, merge.column): merge for merge in grid.merges}
    hidden = {place for merge in grid.merges for place in merge.places()} - merges.keys()
    numbers = [_is_number_column(grid, column) for column in range(grid.width)]
    rows = [
        tuple(
            _cell(grid, row, column, merges.get((row, column)), numbers[column])
            for column in range(grid.width)
            if (row, column) not in hidden
        )
        for row in range(len(grid.rows))
    ]
    head = grid.head_rows
    return SheetView(caption=grid.caption, head=tuple(rows[:head]), body=tuple(rows[head:]))


def _cell(grid: Grid, row: int, column: int, merge: Merge | None, number: bool) -> SheetCell:
    rows, columns = (merge.rows, merge.columns) if merge else (1, 1)
    scope = ""
    if row < grid.head_rows:
        scope = "colgroup" if columns > 1 else "col"
    elif column == 0 and grid.row_headers:
        scope = "rowgroup" if rows > 1 else "row"
    text = grid.rows[row][column]
    look = "is-number" if number and columns == 1 else "is-text" if len(text) > SHORT else ""
    return SheetCell(text, scope, columns, rows, look)


def _is_number_column(grid: Grid, column: int) -> bool:
    """Whether numbers stand below the header; empty cells and dashes do not count against it."""
    cells = [row[column] for row in grid.rows[grid.head_rows :]]
    texts = [text for text in cells if text.strip("-—–/ ")]
    if column == 0 and grid.row_headers:
        return False
    return bool(texts) and all(NUMBER.fullmatch(text) for text in texts)
