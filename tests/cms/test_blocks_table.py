"""Tables from Excel: what is stored, what is refused, and the HTML of headers and merged cells."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cms.table_grid import read_grid
from tests.cms.block_world import STREAM, cleaned, html_of

BLOCK = STREAM.child_blocks["table"]


def table(*rows: Sequence[Any], headers: str = "row", caption: str = "办件", **more: Any) -> dict[str, Any]:
    """A value as the editor posts it."""
    return {
        "data": [list(row) for row in rows],
        "table_header_choice": headers,
        "table_caption": caption,
        **more,
    }


def merge(row: int, col: int, rowspan: int, colspan: int) -> dict[str, int]:
    """A merge as Handsontable writes it."""
    return {"row": row, "col": col, "rowspan": rowspan, "colspan": colspan}


def soup(value: Any) -> Tag:
    """The table that readers get."""
    found = BeautifulSoup(html_of("table", value), "html.parser").table
    assert found is not None
    return found


def refused(value: Any) -> str:
    """What is said against the value."""
    with pytest.raises(ValidationError) as caught:
        cleaned("table", value)
    return "".join(caught.value.messages)


def test_what_excel_leaves_around_a_table_is_taken_away() -> None:
    value = table(["事项 ", " 天数\t", None], ["甲\x0b", "3", None], ["乙\r\n丙 ", None, ""], [None, "", " "])
    stored = cleaned("table", value)
    assert stored["data"] == [["事项", "天数"], ["甲", "3"], ["乙\n丙", ""]]
    assert stored["first_row_is_table_header"] is True and stored["first_col_is_header"] is False
    assert cleaned("table", stored) == stored, "cleaning again changes nothing"


def test_a_real_table_with_caption_and_scopes() -> None:
    found = soup(table(["事项", "天数"], ["甲", "3"], ["乙", "1,204.5"], headers="both"))
    assert found.caption is not None and found.caption.text == "办件"
    assert [(cell.text, cell["scope"]) for cell in found.select("th")] == [
        ("事项", "col"), ("天数", "col"), ("甲", "row"), ("乙", "row")
    ]  # fmt: skip
    assert [cell["class"] for cell in found.select("td")] == [["is-number"], ["is-number"]]
    wrapper = found.parent
    assert wrapper is not None and wrapper["tabindex"] == "0" and wrapper["aria-label"] == "办件，表格"


def test_without_a_name_the_first_column_is_of_cells() -> None:
    assert [cell.text for cell in soup(table(["事项", "天数"], ["甲", "当天"])).select("td")] == [
        "甲",
        "当天",
    ]


def test_cells_are_text() -> None:
    found = soup(table(["<b>甲</b>"], ["<script>x</script>\n二"], caption='"><i>'))
    assert found.td is not None and found.td.decode_contents() == "&lt;script&gt;x&lt;/script&gt;<br/>二"
    assert found.caption is not None and found.caption.text == '"><i>'


def test_a_header_of_two_rows() -> None:
    """单位 over both rows, 上半年 over two columns: the usual head of a Chinese table."""
    merges = [merge(0, 0, 2, 1), merge(0, 1, 1, 2), merge(2, 0, 2, 1)]
    rows: list[list[Any]] = [
        ["单位", "上半年", None],
        [None, "件数", "天数"],
        ["甲", "3", "4"],
        [None, "5", "6"],
    ]
    value = table(*rows, headers="both", mergeCells=merges)
    assert cleaned("table", value)["mergeCells"] == merges
    found = soup(value)
    assert [[(c.text, c.get("scope"), c.get("rowspan"), c.get("colspan")) for c in row.select("th")]
            for row in found.select("thead tr")] == [
        [("单位", "col", "2", None), ("上半年", "colgroup", None, "2")],
        [("件数", "col", None, None), ("天数", "col", None, None)],
    ]  # fmt: skip
    assert [
        [(cell.name, cell.text) for cell in row.find_all(["th", "td"])] for row in found.select("tbody tr")
    ] == [
        [("th", "甲"), ("td", "3"), ("td", "4")],
        [("td", "5"), ("td", "6")],
    ]
    assert found.tbody is not None and found.tbody.th is not None and found.tbody.th["scope"] == "rowgroup"


@pytest.mark.parametrize(
    "bad",
    [
        [merge(0, 0, 9, 1)],
        [merge(-1, 0, 2, 1)],
        [merge(0, 0, 0, 0)],
        [merge(0, 0, 1, 1)],
        [merge(0, 0, 2, 2), merge(1, 1, 1, 1), merge(1, 0, 1, 2)],
        [{"row": 0}],
        ["x"],
        "x",
        [merge(0, 0, 10**9, 10**9)],
        [{"row": float("inf"), "col": 0, "rowspan": 1, "colspan": 2}],
    ],
)
def test_merges_that_do_not_fit_never_break_the_page(bad: Any) -> None:
    found = soup(table(["甲", "乙"], ["1", "2"], ["3", "4"], mergeCells=bad))
    spans = [
        (int(str(c.get("rowspan", "1"))), int(str(c.get("colspan", "1"))))
        for c in found.find_all(["th", "td"])
    ]
    assert sum(rows * columns for rows, columns in spans) == 6, "every place is covered once"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (table(["甲"], ["1"], caption=""), "请填表格标题"),
        (table(["甲"], ["1"], headers="neither"), "第一行是表头"),
        (table(["甲"], ["1"], headers="column"), "第一行是表头"),
        (table(["甲"], ["1"], headers=""), "第一行是表头"),
        (table(["甲"]), "至少要有一行"),
        (table(["", ""], ["", None]), "表格是空的"),
        (None, "表格是空的"),
        (table(["甲", ""], ["1", "2"]), "每一列起个名字"),
        (table(["甲"], *[["1"]] * 101), "有 101 行，最多 100 行"),
        (table(["甲"] * 13, ["1"] * 13), "有 13 列，最多 12 列"),
        (table(["甲"], ["1"], ["长" * 501]), "第 3 行有一格超过 500 字"),
        (table(["甲"], ["1"], caption="长" * 101), "最多 100 字"),
    ],
)
def test_refusals_say_what_to_do(value: Any, said: str) -> None:
    assert said in refused(value)


def test_the_largest_table_that_is_taken() -> None:
    assert len(cleaned("table", table(["甲"] * 12, *[["1"] * 12] * 100))["data"]) == 101


def test_an_empty_draft_keeps_cells_to_write_into() -> None:
    stream = STREAM.to_python([{"type": "table", "value": table(["", ""], caption="等会儿填")}])
    stored = STREAM.clean_deferred(stream)[0].value
    assert len(stored["data"]) == 4 and stored["table_caption"] == "等会儿填"


def test_a_new_table_has_its_header_chosen() -> None:
    first, second = BLOCK.get_default(), BLOCK.get_default()
    assert first["table_header_choice"] == "row" and first is not second
    assert BLOCK.table_options["language"] == "en-US", "every item of its menu has a Chinese name of ours"
    names = [item["name"] for item in BLOCK.table_options["contextMenu"]["items"].values()]
    assert all(not name.isascii() for name in names) and json.dumps(BLOCK.table_options)


@pytest.mark.parametrize("posted", ["", "not json", "[1", None])
def test_a_broken_post_is_an_empty_table(posted: Any) -> None:
    assert BLOCK.value_from_form(posted) is None


def test_words_of_a_table_are_found() -> None:
    assert BLOCK.get_searchable_content(table(["事项"], ["居住证明"], [""])) == ["办件", "事项", "居住证明"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["data", "mergeCells", "row"]), inner)
    ),
    max_leaves=12,
)


@given(ANYTHING, ANYTHING, ANYTHING)
def test_no_stored_value_breaks_a_page(data: Any, merges: Any, caption: Any) -> None:
    grid = read_grid(
        {"data": data, "mergeCells": merges, "table_caption": caption, "table_header_choice": data}
    )
    assert all(len(row) == grid.width for row in grid.rows)
    html_of("table", {"data": data, "mergeCells": merges, "table_caption": caption})
