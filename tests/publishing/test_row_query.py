"""The query parser: strict, and never anything but a query or a QueryError."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.contract import Code, CodeList
from publishing.problems import MAX_ALLOWED, TITLES, Problem, QueryError
from publishing.release_content import SHANGHAI
from publishing.row_query import (
    MAX_PARAMETERS,
    MAX_VALUES,
    Filter,
    RowQuery,
    parameters,
    parse_query,
    time_column,
)
from tests.publishing.data_samples import CATALOGUE, DEEDS, NUMBERS

Params = Sequence[tuple[str, str]]


def ask(*params: tuple[str, str]) -> RowQuery:
    """Parses against the attested dataset."""
    return parse_query(NUMBERS.structure, CATALOGUE, params)


def refusal(*params: tuple[str, str], dataset: str = "numbers") -> Problem:
    """The problem that these parameters must give."""
    structure = NUMBERS.structure if dataset == "numbers" else DEEDS.structure
    with pytest.raises(QueryError) as caught:
        parse_query(structure, CATALOGUE, params)
    return caught.value.problem


def test_no_parameters_ask_for_the_first_hundred_rows() -> None:
    assert ask() == RowQuery(time_column="period", limit=100)


def test_every_parameter_at_once() -> None:
    query = ask(
        ("indicator", "wishes,organisations,wishes"),
        ("value", "4.10"),
        ("from", "2025-Q2"),
        ("to", "2025"),
        ("order", "-value"),
        ("limit", "7"),
        ("after", "abc"),
    )
    assert query.filters == (Filter("indicator", ("wishes", "organisations")), Filter("value", ("4.1",)))
    assert (query.first, query.last) == (date(2025, 4, 1), date(2025, 12, 31))
    assert (query.order, query.descending, query.limit, query.after) == ("value", True, 7, "abc")


def test_as_of_a_day_is_its_end_in_the_county() -> None:
    moment = ask(("as_of", "2026-11-23")).as_of
    assert moment is not None
    assert moment == datetime(2026, 11, 23, 23, 59, 59, 999999, tzinfo=SHANGHAI)
    nine = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)
    assert ask(("as_of", "2026-11-23T01:00:00Z")).as_of == nine
    # A plus sign that was not encoded arrives as a space.
    assert ask(("as_of", "2026-11-23T09:00:00 08:00")).as_of == nine


def test_a_flood_of_parameters_gets_one_short_answer() -> None:
    problem = refusal(*((f"orde{number}", "x") for number in range(MAX_PARAMETERS + 1)))
    assert (problem.status, len(problem.errors)) == (400, 1)
    assert (
        len(refusal(*((f"orde{number}", "x") for number in range(MAX_PARAMETERS))).errors) == MAX_PARAMETERS
    )


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("indikator", "wishes", "unknown-parameter"),
        ("Indicator", "wishes", "unknown-parameter"),
        ("utm_source", "x", "unknown-parameter"),
        ("indicator", "wish", "unknown-code"),
        ("indicator", "wishes ", "unknown-code"),
        ("indicator", "", "bad-value"),
        ("indicator", "wishes,", "bad-value"),
        ("unit", "percents", "unknown-code"),
        ("period", "2025-13", "bad-period"),
        ("period", "25", "bad-period"),
        ("from", "yesterday", "bad-period"),
        ("to", "2025-02-30", "bad-period"),
        ("value", "1e3", "bad-value"),
        ("value", "NaN", "bad-value"),
        ("value", "+1", "bad-value"),
        ("value", "１", "bad-value"),
        ("value", "9" * 19, "bad-value"),
        ("note", "\ud800", "bad-value"),
        ("limit", "0", "bad-limit"),
        ("limit", "1001", "bad-limit"),
        ("limit", "-1", "bad-limit"),
        ("limit", "1.5", "bad-limit"),
        ("limit", "", "bad-value"),
        ("order", "values", "bad-order"),
        ("order", "--value", "bad-order"),
        ("order", "value,area", "bad-order"),
        ("as_of", "2026-11-31", "bad-as-of"),
        ("as_of", "2026-11-23T09:00:00", "bad-as-of"),
        ("as_of", "2026-11-23T25:00:00Z", "bad-as-of"),
        ("after", "", "bad-value"),
    ],
)
def test_what_is_not_understood_is_refused(name: str, value: str, code: str) -> None:
    problem = refusal((name, value))
    assert (problem.status, problem.type, problem.title) == (400, code, TITLES[code])
    assert [(error.parameter, error.code) for error in problem.errors] == [(name, code)]


def test_a_typing_mistake_is_told_what_was_meant() -> None:
    (error,) = refusal(("indicator", "wishs")).errors
    assert error.did_you_mean == ("wishes",)
    assert error.allowed == ("organisations", "wishes", "volunteers", "handling-time", "unseen")
    (error,) = refusal(("indicater", "wishes")).errors
    assert error.did_you_mean[0] == "indicator"
    assert error.allowed == parameters(NUMBERS.structure)
    (error,) = refusal(("order", "-valu")).errors
    assert error.did_you_mean[0] == "-value"


def test_a_label_is_told_its_code() -> None:
    (error,) = refusal(("area", "文政社区")).errors
    assert error.did_you_mean == ("230822-wenzheng",)


def test_a_long_code_list_is_told_in_part() -> None:
    """The answer stays short, says how many codes there are and where, and still finds the one that was meant."""
    codes = tuple(Code(f"230822-{number:04}", f"网格{number}", f"Grid {number}") for number in range(2000))
    catalogue = replace(CATALOGUE, code_lists=(CodeList("areas", "区域", "Areas", codes),))
    with pytest.raises(QueryError) as caught:
        parse_query(NUMBERS.structure, catalogue, [("area", "23O822-1234")])
    body = caught.value.problem.as_json("https://example.org/zhili")
    (error,) = json.loads(body)["errors"]
    assert error["allowed"] == [code.code for code in codes[:MAX_ALLOWED]]
    assert error["allowed_total"] == 2000 and "2000" in error["detail"]
    assert error["code_list"] == "https://example.org/zhili/codes/areas.json"
    assert error["did_you_mean"][0] == "230822-1234"
    assert len(body) < 5000


def test_a_short_code_list_is_told_whole() -> None:
    (error,) = json.loads(refusal(("indicator", "wish")).as_json())["errors"]
    assert len(error["allowed"]) == 5 and "allowed_total" not in error
    assert error["code_list"] == "/codes/indicators.json"


def test_all_mistakes_are_told_at_once() -> None:
    problem = refusal(("indicator", "wish"), ("limit", "0"), ("colour", "red"))
    assert [error.code for error in problem.errors] == ["unknown-code", "bad-limit", "unknown-parameter"]


def test_a_repeated_parameter_is_refused() -> None:
    problem = refusal(("indicator", "wishes"), ("indicator", "wishes"))
    assert [(error.parameter, error.code) for error in problem.errors] == [
        ("indicator", "repeated-parameter")
    ]


def test_a_range_that_runs_backwards_is_refused() -> None:
    assert refusal(("from", "2025"), ("to", "2024-12")).type == "bad-range"


def test_too_many_values_are_refused() -> None:
    assert refusal(("note", ",".join(map(str, range(MAX_VALUES + 1))))).type == "bad-value"
    assert len(ask(("note", ",".join(map(str, range(MAX_VALUES))))).filters[0].values) == MAX_VALUES


def test_dates_stand_in_for_periods_where_there_is_no_period() -> None:
    column = time_column(DEEDS.structure)
    assert column is not None
    assert column.name == "asked"
    query = parse_query(DEEDS.structure, CATALOGUE, [("from", "2025-06-15"), ("asked", "2025-06-20")])
    assert (query.first, query.filters) == (date(2025, 6, 15), (Filter("asked", ("2025-06-20",)),))
    assert refusal(("asked", "2025-06"), dataset="deeds").type == "bad-value"


def test_a_problem_is_json_whatever_was_asked() -> None:
    body = refusal(("\ud800" * 200, "x")).as_json("https://example.org/zhili")
    assert b'"type": "https://example.org/zhili/codes/problems.json#unknown-parameter"' in body
    assert len(body) < 2000


NAMES = st.sampled_from([*parameters(NUMBERS.structure), *parameters(DEEDS.structure), "x"]) | st.text()
VALUES = (
    st.text()
    | st.text(st.characters(), max_size=20)
    | st.from_regex(r"-?[0-9.,eE+:TZ-]{0,30}")
    | st.sampled_from(
        ["2025", "2025-Q3", "9999-12-31", "1000-01-01", "wishes", "-value", "latest", "0", "1e9"]
    )
)


@given(st.lists(st.tuples(NAMES, VALUES), max_size=6), st.sampled_from([NUMBERS, DEEDS]))
def test_any_input_gives_a_query_or_a_query_error(params: list[tuple[str, str]], dataset: object) -> None:
    structure = NUMBERS.structure if dataset is NUMBERS else DEEDS.structure
    try:
        query = parse_query(structure, CATALOGUE, params)
    except QueryError as error:
        assert error.problem.status == 400
        assert error.problem.errors
        assert all(found.code in TITLES and found.detail for found in error.problem.errors)
        assert error.problem.as_json()
    else:
        assert 1 <= query.limit <= 1000
        assert all(values for values in (part.values for part in query.filters))
