"""Rows from the index: every filter and order, `as_of`, and the same in CSV and JSON."""

import csv
import io
import json
from decimal import Decimal

from publishing.index import DatasetIndex
from publishing.numbers import number_text
from publishing.releases import read_rows, releases_of
from publishing.rows import RowsPage
from publishing.structure import Value
from tests.publishing.data_samples import (
    DEEDS,
    Releases,
)
from tests.publishing.row_questions import ask, ask_deeds, refusal


def values(page: RowsPage) -> list[Value]:
    """The measure of each row."""
    return [row["value"] for row in page.items]


def test_all_rows_of_a_release_are_those_of_its_file(indexed: Releases, numbers_index: DatasetIndex) -> None:
    for release in releases_of(indexed.folder, "numbers"):
        page = ask(numbers_index, release.id)
        assert page.items == read_rows(release)
        assert page.as_json() == (release.folder / "numbers.json").read_bytes()
        assert page.as_csv() == (release.folder / "numbers.csv").read_bytes()


def test_filters(numbers_index: DatasetIndex) -> None:
    first = "2026-11-23"
    assert values(ask(numbers_index, first, indicator="organisations")) == [120, Decimal("118.5"), None]
    assert values(ask(numbers_index, first, indicator="organisations,wishes", period="2025")) == [120, 2600]
    assert values(ask(numbers_index, first, value="-30,4.10")) == [-30, Decimal("4.1")]
    assert values(ask(numbers_index, first, area="230822-wenzheng")) == [None]
    assert values(ask(numbers_index, first, status="O")) == [None]
    assert values(ask(numbers_index, first, revision="1", qualifier="nearly")) == [-30]
    assert values(ask(numbers_index, first, id="/id/obs/wishes/230822/2025/r1")) == [2600]
    assert values(ask(numbers_index, first, note="来源未载时间，按 2025 年记")) == [120]
    unseen = ask(numbers_index, first, indicator="unseen")
    assert (unseen.count, unseen.items, unseen.next) == (0, [], None)


def test_from_and_to_take_periods_that_lie_wholly_inside(numbers_index: DatasetIndex) -> None:
    first = "2026-11-23"
    assert values(ask(numbers_index, first, from_="2025-02")) == [Decimal("118.5")]
    assert values(ask(numbers_index, first, from_="2025-07-01", to="2025-09-30")) == [Decimal("118.5")]
    assert values(ask(numbers_index, first, from_="2025-07-02")) == []
    assert values(ask(numbers_index, first, to="2024")) == [None]
    assert values(ask(numbers_index, first, to="2025-08")) == [None]
    assert ask(numbers_index, first, from_="2024-06", to="2025").count == 6


def test_order_is_by_size_with_nulls_last(numbers_index: DatasetIndex) -> None:
    first = "2026-11-23"
    ascending: list[Value] = [-30, Decimal("4.1"), Decimal("118.5"), 120, 2600, None]
    assert values(ask(numbers_index, first, order="value")) == ascending
    assert values(ask(numbers_index, first, order="-value")) == ascending[::-1]
    assert [row["period"] for row in ask(numbers_index, first, order="period").items] == [
        "2024-06", "2025", "2025", "2025", "2025", "2025-Q3",
    ]  # fmt: skip


def test_as_of_takes_the_release_then_in_force(numbers_index: DatasetIndex) -> None:
    assert ask(numbers_index, as_of="2026-11-23").release == "2026-11-23"
    assert values(ask(numbers_index, as_of="2026-11-24", indicator="wishes")) == [2700]
    assert ask(numbers_index, as_of="2026-11-24T00:59:59Z").release == "2026-11-23"
    assert ask(numbers_index, as_of="2026-11-24T01:00:00Z").release == "2026-11-24"
    assert ask(numbers_index, as_of="9999-12-31").release == "2026-11-25"
    assert ask(numbers_index).release == "2026-11-25"
    before = refusal(numbers_index, as_of="2026-11-22")
    assert (before.status, before.type) == (404, "release-not-found")
    assert "2026-11-23" in before.detail
    assert refusal(numbers_index, "2026-11-23", as_of="2026-11-24").type == "bad-as-of"


def test_a_release_that_there_is_not(numbers_index: DatasetIndex) -> None:
    problem = refusal(numbers_index, "2026-11-26")
    assert (problem.status, problem.type) == (404, "release-not-found")
    assert problem.errors[0].allowed == ("latest", "2026-11-25", "2026-11-24", "2026-11-23")


def test_a_period_without_rows_is_a_mistake(numbers_index: DatasetIndex) -> None:
    problem = refusal(numbers_index, period="2025,2023")
    assert (problem.status, problem.type) == (400, "period-not-published")
    assert problem.errors[0].allowed == ("2024-06", "2025", "2025-Q3")


def test_csv_and_json_say_the_same(deeds_index: DatasetIndex) -> None:
    page = ask_deeds(deeds_index, order="-cost", limit="9")
    table = list(csv.reader(io.StringIO(page.as_csv().decode(), newline=""), strict=True))
    document = json.loads(page.as_json(), parse_float=Decimal)
    assert tuple(table[0]) == DEEDS.structure.names() == page.columns
    assert len(table) == 10
    for cells, item in zip(table[1:], document["items"], strict=True):
        assert cells == [_text(value) for value in item.values()]
    assert list(document) == ["dataset", "release", "published", "licence", "cite", "count", "next", "items"]
    assert (document["count"], document["next"]) == (40, page.next)
    assert document["cite"] == "县委组织部，治理指标，数据发布 2026-11-24"


def _text(value: Value) -> str:
    return "" if value is None else value if isinstance(value, str) else number_text(value)
