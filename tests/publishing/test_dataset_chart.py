"""The chart of a dataset follows from its structure; where it would say nothing there is none."""

from dataclasses import replace
from typing import Any

import pytest

from publishing.contract import Catalogue, Code, CodeList, Dataset
from publishing.dataset_chart import dataset_chart
from publishing.observations import OBSERVATION_STRUCTURE
from publishing.structure import Column, Kind, Structure, Value
from tests.publishing.data_samples import DEEDS

KINDS = CodeList(
    "kinds", "类别", "Kinds", (Code("b", "乙类", "B"), Code("a", "甲类", "A"), Code("c", "丙类", "C"))
)
YES_NO = CodeList("yes-no", "是否", "Yes or no", (Code("yes", "是", "Yes"), Code("no", "否", "No")))
OTHERS = CodeList("others", "事", "Others", tuple(Code(f"t{n}", f"事{n}", "T") for n in range(40)))
CATALOGUE = Catalogue((), (KINDS, YES_NO, OTHERS))


def column(name: str, kind: Kind, codes: str | None = None) -> Column:
    """A nullable column."""
    return Column(name, kind, f"{name}列", name, "", nullable=True, codes=codes)


COLUMNS = (
    column("thing", Kind.CODE, "things"),
    column("sample", Kind.CODE, "yes-no"),
    column("kind", Kind.CODE, "kinds"),
    column("day", Kind.DATE),
)


def dataset(*columns: Column) -> Dataset:
    """A register of things."""
    return replace(
        DEEDS, code="things", title_zh="样例台账", structure=Structure(columns or COLUMNS, ("thing",))
    )


def rows(*kinds: str | None, **facts: Any) -> list[dict[str, Value]]:
    """A row of each kind."""
    return [
        {"thing": f"t{n}", "sample": "no", "kind": kind, "day": None, **facts} for n, kind in enumerate(kinds)
    ]


def told(some: list[dict[str, Value]], *columns: Column) -> list[tuple[str, str]] | None:
    """Names and words of the bars; None for no chart."""
    chart = dataset_chart(dataset(*columns), some, CATALOGUE)
    return [(mark.name, mark.text) for mark in chart.marks] if chart else None


def test_rows_are_counted_by_the_first_column_that_sorts_them_in_the_order_of_its_codes() -> None:
    assert told(rows("a", "b", "a")) == [("乙类", "1 行"), ("甲类", "2 行")]


def test_what_is_missing_or_made_up_is_said() -> None:
    chart = dataset_chart(dataset(), rows("a", "b", "a", None, sample="yes"), CATALOGUE)
    assert chart is not None and chart.title == "样例台账按kind列分的行数"
    assert chart.notes == ("另有 1 行没有写明kind列。", "其中 4 行是演示数据。")


def test_an_unknown_code_stands_last_as_it_is() -> None:
    assert told(rows("zzz", "c", "c")) == [("丙类", "2 行"), ("zzz", "1 行")]


@pytest.mark.parametrize("some", [rows(), rows("a"), rows("a", "a"), rows("a", "b"), rows(None, None)])
def test_where_it_would_say_nothing_there_is_none(some: list[dict[str, Value]]) -> None:
    assert told(some) is None


def test_more_than_twelve_groups_are_none() -> None:
    other = column("other", Kind.CODE, "others")

    def of(count: int) -> list[dict[str, Value]]:
        return [{"thing": f"t{n}", "other": f"t{n % count}", "day": None} for n in range(40)]

    assert len(told(of(12), COLUMNS[0], other) or ()) == 12
    assert told(of(13), COLUMNS[0], other) is None


def test_without_codes_the_years_sort_and_a_year_without_rows_is_nought() -> None:
    days = ("2023-05-01", "2025-01-02", "2025-06-07", None)
    some = [{"thing": f"t{n}", "day": day} for n, day in enumerate(days)]
    assert told(some, COLUMNS[0], COLUMNS[3]) == [("2023年", "1 行"), ("2024年", "0 行"), ("2025年", "2 行")]  # type: ignore[arg-type]
    one_year: list[dict[str, Value]] = [{"thing": f"t{n}", "day": "2025-01-01"} for n in range(3)]
    assert told(one_year, COLUMNS[0], COLUMNS[3]) is None


def test_a_code_list_that_is_not_there_is_passed_over() -> None:
    assert told(rows("a", "b", "a"), COLUMNS[0], column("kind", Kind.CODE, "unheard-of")) is None


INDICATORS = CodeList(
    "indicators",
    "指标",
    "Indicators",
    tuple(
        Code(code, label, code, attributes=(("measure", measure), ("unit_zh", "%")))
        for code, label, measure in (
            ("p", "占比甲", "ratio"),
            ("q", "占比乙", "ratio"),
            ("r", "变化", "change"),
        )
    ),
)


def observation(
    indicator: str, value: int | None, qualifier: str = "exact", period: str = "2025"
) -> dict[str, Value]:
    """A row of observations."""
    return {
        "indicator": indicator, "area": "230822", "period": period, "value": value, "unit": "percent",
        "qualifier": qualifier, "status": "A" if value is not None else "O", "note": None,
        "id": f"/id/obs/{indicator}/230822/{period}/r1",
    }  # fmt: skip


def test_of_observations_only_shares_of_one_period_are_compared() -> None:
    numbers = replace(DEEDS, attested=True, structure=OBSERVATION_STRUCTURE)
    catalogue = Catalogue((), (INDICATORS,))
    some = [
        observation("p", 74),
        observation("q", 90, "up_to"),
        observation("r", -30),
        observation("p", 70, period="2024"),
    ]
    chart = dataset_chart(numbers, some, catalogue)
    assert chart is not None and chart.whole == 100 and chart.title == "以百分比计的指标，230822，2025年"
    assert [(mark.name, mark.text, mark.hollow) for mark in chart.marks] == [
        ("占比甲", "74%", False),
        ("占比乙", "最高90%", True),
    ]
    for few in (
        some[:1],
        [some[0], some[2]],
        [some[0], observation("q", None)],
        [some[0], observation("q", 9, "target")],
        [],
    ):
        assert dataset_chart(numbers, few, catalogue) is None
