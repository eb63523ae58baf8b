"""Paging visits each row exactly once; no question gives anything but rows or a QueryError."""

import base64

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publishing.difference import Record
from publishing.index import DatasetIndex
from publishing.problems import QueryError
from publishing.releases import read_rows, releases_of
from publishing.rows import parse_query, run
from tests.publishing.data_samples import (
    CATALOGUE,
    DEEDS,
    NUMBERS,
    Releases,
)
from tests.publishing.row_questions import ask, ask_deeds, refusal
from tests.publishing.test_row_query import NAMES, VALUES

ORDERS = [None, *(sign + name for name in DEEDS.structure.names() for sign in ("", "-"))]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("limit", [1, 7, 15, 40])
def test_paging_visits_each_row_exactly_once(
    deeds_index: DatasetIndex, order: str | None, limit: int
) -> None:
    params = {"limit": str(limit), "kind": "repair"} | ({"order": order} if order else {})
    seen: list[Record] = []
    page = ask_deeds(deeds_index, **params)
    while True:
        assert page.count == 30
        assert page.items, "a last page without rows"
        seen += page.items
        if page.next is None:
            break
        assert len(page.items) == limit
        page = ask_deeds(deeds_index, **params, after=page.next)
    assert seen == ask_deeds(deeds_index, **params | {"limit": "1000"}).items
    assert len({str(row["deed"]) for row in seen}) == len(seen) == 30
    if order and order.removeprefix("-") in {"days", "asked", "deed"}:
        known = [row[order.removeprefix("-")] for row in seen if row[order.removeprefix("-")] is not None]
        assert known == sorted(known, key=lambda value: str(value), reverse=order.startswith("-"))


def test_a_cursor_belongs_to_its_question_and_release(numbers_index: DatasetIndex) -> None:
    cursor = ask(numbers_index, "2026-11-23", limit="2").next
    assert cursor is not None
    assert ask(numbers_index, "2026-11-23", limit="3", after=cursor).count == 6
    assert refusal(numbers_index, "2026-11-24", after=cursor).type == "bad-cursor"
    assert refusal(numbers_index, "2026-11-23", after=cursor, order="value").type == "bad-cursor"
    assert refusal(numbers_index, "2026-11-23", after=cursor, indicator="wishes").type == "bad-cursor"


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "é",
        "[]",
        *(
            base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
            for text in (
                "[]",
                "1",
                '["2026-11-23","",-1]',
                '["2026-11-23","",1e9]',
                "[" * 5000,
                "9" * 5000,
                "{}",
                "null",
            )
        ),
    ],
)
def test_a_homemade_cursor_is_refused(numbers_index: DatasetIndex, cursor: str) -> None:
    assert refusal(numbers_index, after=cursor).type == "bad-cursor"


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(NAMES, VALUES), max_size=4, unique_by=lambda pair: pair[0]),
    st.sampled_from([NUMBERS, DEEDS]),
    st.sampled_from(["latest", "2026-11-23", "2026-11-24"]) | st.text(),
)
def test_any_question_gives_rows_or_a_query_error(
    indexed: Releases, params: list[tuple[str, str]], dataset: object, release: str
) -> None:
    chosen = NUMBERS if dataset is NUMBERS else DEEDS
    index = DatasetIndex(indexed.folder.root, chosen.code)
    try:
        page = run(index, chosen, release, parse_query(chosen.structure, CATALOGUE, params))
    except QueryError as error:
        assert error.problem.status in {400, 404}
        assert error.problem.as_json()
    else:
        assert len(page.items) <= page.count
        assert page.as_csv().count(b"\r\n") == len(page.items) + 1


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_filters_agree_with_a_plain_loop(indexed: Releases, data: st.DataObject) -> None:
    rows = read_rows(releases_of(indexed.folder, "deeds")[0])
    kinds = data.draw(st.sets(st.sampled_from(["build", "repair"]), min_size=1))
    days = data.draw(st.sets(st.integers(0, 8), min_size=1))
    start = data.draw(st.sampled_from([None, "2025-03", "2025-05-11", "2025-05-12"]))
    params = {"kind": ",".join(kinds), "days": ",".join(map(str, days))} | ({"from_": start} if start else {})
    first = f"{start}-01" if start and len(start) == 7 else start
    expected = [
        row["deed"]
        for row in rows
        if row["kind"] in kinds
        and row["days"] in days
        and (first is None or (row["asked"] and str(row["asked"]) >= first))
    ]
    index = DatasetIndex(indexed.folder.root, "deeds")
    assert [row["deed"] for row in ask_deeds(index, **params).items] == expected
