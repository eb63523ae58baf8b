"""A table that staff paste from Excel."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.contrib.table_block.blocks import TableBlock

from cms.table_grid import Grid, read_grid

MOST_ROWS, MOST_COLUMNS = 100, 12
"""Without the header rows. A longer table is a dataset or an attachment."""
LONGEST_CELL, LONGEST_CAPTION = 500, 100
HEADERS = {"row", "both"}

MENU = {
    "row_above": "上面插一行",
    "row_below": "下面插一行",
    "col_left": "左边插一列",
    "col_right": "右边插一列",
    "remove_row": "删除行",
    "remove_col": "删除列",
    "undo": "撤销",
    "redo": "重做",
    "mergeCells": "合并或拆开单元格",
}
OPTIONS = {
    # Handsontable speaks English unless each item is named; it knows no code for our language.
    "language": "en-US",
    "contextMenu": {"items": {key: {"name": name} for key, name in MENU.items()}},
    "mergeCells": True,
    "startRows": 4,
    "startCols": 3,
}


def empty_table() -> dict[str, Any]:
    """A new table, whose first row is the header."""
    return {"data": [[""] * 3 for _ in range(4)], "table_header_choice": "row", "table_caption": ""}


class SheetBlock(TableBlock):
    """A table with a caption and a header row. What is stored is trimmed and rectangular."""

    class Meta:
        icon = "table"
        label = "表格"
        default = staticmethod(empty_table)
        description = "可以从 Excel 整块复制、粘贴。第一行是表头。"
        preview_value = {
            "data": [
                ["事项", "窗口", "几天办完"],
                ["样例事项一", "1 号", "3"],
                ["样例事项二", "2 号", "当天"],
            ],
            "table_header_choice": "both",
            "table_caption": "办理时限（演示数据）",
        }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            table_options=OPTIONS,
            help_text=(
                "从 Excel 复制后，点左上角第一格再粘贴。点右键可以增删行列、合并单元格。"
                f"最多 {MOST_ROWS} 行 {MOST_COLUMNS} 列。"
            ),
            **kwargs,
        )

    def value_from_form(self, value: Any) -> Any:
        """The posted JSON; nothing for a text that is none."""
        try:
            return json.loads(value)
        except (TypeError, ValueError):
            return None

    def clean(self, value: Any) -> Any:
        """The table as it is stored. Raises ValidationError, which says what to change."""
        grid = read_grid(value)
        problems = _too_much(grid)
        if not self.is_deferred_validation:
            problems += _missing(grid)
        if problems:
            raise ValidationError(problems)
        return grid.stored() if grid.rows else empty_table() | {"table_caption": grid.caption}

    def get_searchable_content(self, value: Any) -> list[str]:
        """The caption and every cell."""
        grid = read_grid(value)
        return [text for text in (grid.caption, *(cell for row in grid.rows for cell in row)) if text]


def _too_much(grid: Grid) -> list[str]:
    """What is too large, even for a draft."""
    problems = []
    rows, columns = len(grid.rows) - grid.head_rows, grid.width
    if rows > MOST_ROWS:
        problems.append(f"表格有 {rows} 行，最多 {MOST_ROWS} 行。请拆成几张，或改用附件。")
    if columns > MOST_COLUMNS:
        problems.append(f"表格有 {columns} 列，最多 {MOST_COLUMNS} 列。请去掉不要的列，或改用附件。")
    for place, row in enumerate(grid.rows, start=1):
        if any(len(cell) > LONGEST_CELL for cell in row):
            problems.append(f"第 {place} 行有一格超过 {LONGEST_CELL} 字。长文字请写在正文里。")
            break
    if len(grid.caption) > LONGEST_CAPTION:
        problems.append(f"表格标题最多 {LONGEST_CAPTION} 字。")
    return problems


def _missing(grid: Grid) -> list[str]:
    """What a table needs before readers can make sense of it."""
    problems = []
    if not grid.caption:
        problems.append("请填表格标题，说清这张表讲什么。")
    if not grid.rows:
        return [*problems, "表格是空的。请填内容，或删去这一块。"]
    if grid.headers not in HEADERS:
        problems.append("请在“表头”里选“第一行是表头”，或第一行和第一列都是。")
    elif len(grid.rows) <= grid.head_rows:
        problems.append("表头下面至少要有一行。")
    elif not all(_headed(grid, column) for column in range(grid.width)):
        problems.append("表头有空着的格，请给每一列起个名字。")
    return problems


def _headed(grid: Grid, column: int) -> bool:
    """Whether some header cell stands over the column."""
    over = [grid.owner(row, column) for row in range(grid.head_rows)]
    return any(grid.rows[row][place] for row, place in over)
