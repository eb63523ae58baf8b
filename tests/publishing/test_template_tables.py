"""How tables, shared facts and large type are laid out: nothing is lost, nothing is said twice."""

from dataclasses import replace

import pytest

from publishing.page_view import CellView
from publishing.templatetags.page_parts import evidence_kind, phrases, shared_facts, whole_dates
from publishing.templatetags.table_parts import ENOUGH_ROWS, table_parts
from tests.publishing.data_page_samples import DATASET_VIEW, OBSERVATION_VIEW
from tests.publishing.page_reading import html, one, page
from tests.publishing.page_samples import HOME_VIEW

HEADERS = ("指标", "区域", "数值", "备注")


def rows(count: int) -> list[list[CellView]]:
    """Rows that differ in name and value, agree in the area, and have no remark."""
    return [
        [CellView(text=f"i{n}"), CellView(text="县"), CellView(text=str(n), number=True), CellView(text="")]
        for n in range(count)
    ]


def test_what_every_row_says_is_said_once() -> None:
    parts = table_parts(HEADERS, rows(ENOUGH_ROWS))
    assert [(head, cell.text) for head, cell in parts.same] == [("区域", "县")]
    assert parts.empty == ("备注",)
    assert [(column.head, column.number) for column in parts.columns] == [("指标", False), ("数值", True)]
    assert [[(head, cell.text) for head, cell in row] for row in parts.rows][1] == [
        ("指标", "i1"),
        ("数值", "1"),
    ]


def test_a_few_rows_keep_their_columns() -> None:
    """Below the limit only columns without any text leave the table; without rows none does."""
    parts = table_parts(HEADERS, rows(ENOUGH_ROWS - 1))
    assert parts.same == () and [column.head for column in parts.columns] == ["指标", "区域", "数值"]
    assert [column.head for column in table_parts(HEADERS, []).columns] == list(HEADERS)


def test_one_different_cell_keeps_the_column() -> None:
    """A link counts as a difference: `same` must be true of every row."""
    changed = rows(ENOUGH_ROWS)
    changed[2][1] = CellView(text="县", path="/areas/230822/")
    assert table_parts(HEADERS, changed).same == ()


def test_the_first_column_always_stays() -> None:
    alike = [[CellView(text="甲"), CellView(text=str(n))] for n in range(ENOUGH_ROWS)]
    assert [column.head for column in table_parts(("名", "数"), alike).columns] == ["名", "数"]


def test_rows_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        table_parts(HEADERS, [*rows(1), [CellView(text="x")]])


def test_page_shows_shared_columns_above_the_table() -> None:
    """Every header of the release is on the page, and each cell carries its header for narrow screens."""
    soup = page(replace(DATASET_VIEW, headers=HEADERS, rows=tuple(map(tuple, rows(6))), row_count=6))
    assert [term.text for term in soup.select(".same dt")] == ["区域"]
    assert "备注" in one(soup, "p.same-why:not(.same + p)").text
    table = soup.select("table")[0]
    assert [cell["data-head"] for cell in table.select("tbody tr")[0].select("td")] == ["数值"]
    assert "visually-hidden" in (one(table, "caption").get("class") or [])


def test_shared_place_is_said_once() -> None:
    """Numbers of one place and period say it above; a different one says it beside each number."""
    first, second = HOME_VIEW.numbers
    assert shared_facts((first, replace(first, note="另"))).place == f"{first.area}，{first.period}"
    assert shared_facts((first, replace(first, area="别处"))).place == ""
    assert shared_facts((first,)).place == "" and shared_facts(()).place == ""
    text = html(replace(HOME_VIEW, numbers=(first, replace(second, area="别处"))))
    assert f"{first.area}，{first.period}" in text and f"别处，{second.period}" in text


def test_phrases_end_at_their_marks() -> None:
    assert phrases("办了，多少。<b>") == (
        '<span class="phrase">办了，</span><span class="phrase">多少。</span>'
        '<span class="phrase">&lt;b&gt;</span>'
    )
    assert one(page(replace(HOME_VIEW, intro="甲，乙？")), ".home-intro").text == "甲，乙？"


def test_dates_stay_whole() -> None:
    assert whole_dates("在2026-11-23发布<") == '在<span class="nowrap">2026-11-23</span>发布&lt;'
    assert whole_dates("12026-11-230") == "12026-11-230"


def test_kind_of_evidence_is_chinese() -> None:
    assert [evidence_kind(code) for code in ("document", "records", "calculation", "other")] == [
        "文件",
        "逐条记录",
        "计算",
        "other",
    ]
    assert "document" not in one(page(OBSERVATION_VIEW), "#evidence-title + dl").text
