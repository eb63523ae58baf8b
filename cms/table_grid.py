"""The value of a table block as a rectangle of texts, whatever the editor's script or an import left in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cms.invisible import without_control_characters

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells shown as one: the first row and column, and how many of each."""

    row: int
    column: int
    rows: int
    columns: int

    def places(self) -> Iterator[Place]:
        """Every place that it covers."""
        for row in range(self.row, self.row + self.rows):
            for column in range(self.column, self.column + self.columns):
                yield row, column


@dataclass(frozen=True, slots=True)
class Grid:
    """A table without empty rows and columns at its ends."""

    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...]
    """Inside the rectangle, none over another."""
    headers: str
    """`row`, `column`, `both` or `neither`."""
    caption: str

    @property
    def width(self) -> int:
        """How many columns."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def head_rows(self) -> int:
        """How many rows are the header: the first, and those that a merged cell of the header reaches into."""
        if self.headers not in {"row", "both"} or not self.rows:
            return 0
        head = 1
        for merge in sorted(self.merges, key=lambda merge: merge.row):
            if merge.row < head:
                head = max(head, merge.row + merge.rows)
        return head

    @property
    def row_headers(self) -> bool:
        """Whether the first column names the rows."""
        return self.headers in {"column", "both"}

    def owner(self, row: int, column: int) -> Place:
        """The place of the cell that is shown there: itself, or the first of the merged ones."""
        for merge in self.merges:
            if (row, column) in set(merge.places()):
                return merge.row, merge.column
        return row, column

    def stored(self) -> dict[str, Any]:
        """The value as Wagtail's editor keeps it."""
        hidden = [
            {"row": row, "col": column, "hidden": True}
            for merge in self.merges
            for row, column in merge.places()
            if (row, column) != (merge.row, merge.column)
        ]
        return {
            "data": [list(row) for row in self.rows],
            "cell": hidden,
            "mergeCells": [
                {"row": m.row, "col": m.column, "rowspan": m.rows, "colspan": m.columns} for m in self.merges
            ],
            "first_row_is_table_header": self.headers in {"row", "both"},
            "first_col_is_header": self.row_headers,
            "table_header_choice": self.headers,
            "table_caption": self.caption,
        }


def read_grid(value: Any) -> Grid:
    """The grid of a stored or posted value. What does not fit into a table is left out, never raised."""
    value = value if isinstance(value, dict) else {}
    data = value.get("data")
    rows = [row for row in data if isinstance(row, list)] if isinstance(data, list) else []
    width = max((len(row) for row in rows), default=0)
    texts = [[_text(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    merges = _merges(value.get("mergeCells"), len(texts), width)
    height, width = _used(texts, merges)
    headers = str(value.get("table_header_choice"))
    return Grid(
        rows=tuple(tuple(row[:width]) for row in texts[:height]),
        merges=tuple(m for m in merges if m.row + m.rows <= height and m.column + m.columns <= width),
        headers=headers if headers in {"row", "column", "both"} else "neither",
        caption=_text(value.get("table_caption")),
    )


def _text(cell: Any) -> str:
    """A cell's text; Excel leaves spaces and line ends around it."""
    if cell is None or isinstance(cell, dict | list):
        return ""
    lines = without_control_characters(str(cell)).replace("\t", " ").strip().splitlines()
    return "\n".join(line.strip() for line in lines)


def _merges(given: Any, height: int, width: int) -> list[Merge]:
    """The merges that lie inside the table and do not overlap, in reading order."""
    found: list[Merge] = []
    taken: set[Place] = set()
    for one in given if isinstance(given, list) else []:
        merge = _merge(one)
        if merge is None or merge.row + merge.rows > height or merge.column + merge.columns > width:
            continue
        places = set(merge.places())
        if len(places) > 1 and not places & taken:
            found.append(merge)
            taken |= places
    return sorted(found, key=lambda merge: (merge.row, merge.column))


def _merge(given: Any) -> Merge | None:
    try:
        merge = Merge(*(int(given[name]) for name in ("row", "col", "rowspan", "colspan")))
    except (KeyError, OverflowError, TypeError, ValueError):
        return None
    return merge if min(merge.row, merge.column) >= 0 and min(merge.rows, merge.columns) >= 1 else None


def _used(texts: list[list[str]], merges: list[Merge]) -> Place:
    """The height and width that hold every text, and the whole of a merged cell that has one."""
    reach = {(merge.row, merge.column): (merge.rows, merge.columns) for merge in merges}
    height = width = 0
    for row, cells in enumerate(texts):
        for column, text in enumerate(cells):
            if text:
                rows, columns = reach.get((row, column), (1, 1))
                height, width = max(height, row + rows), max(width, column + columns)
    return height, width
