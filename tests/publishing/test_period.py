"""Periods: their days, and their Chinese."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.formats.table_schema import PERIOD_PATTERN
from publishing.period import first_day, is_period, last_day, period_text


@pytest.mark.parametrize(
    ("period", "first", "last", "text"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "2025年"),
        ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31), "2025年第1季度"),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31), "2025年第4季度"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31), "2025年12月"),
        ("2025-S2", date(2025, 7, 1), date(2025, 12, 31), "2025年下半年"),
        ("2025-06-01", date(2025, 6, 1), date(2025, 6, 1), "2025年6月1日"),
    ],
)
def test_a_period_covers_its_days(period: str, first: date, last: date, text: str) -> None:
    assert (first_day(period), last_day(period), period_text(period)) == (first, last, text)


@pytest.mark.parametrize(
    "text", ["", "25", "2025-13", "2025-Q5", "2025-1", "２０２５", "2025\n", "0025", "2025-02-30", "2025-S3"]
)
def test_what_is_no_period(text: str) -> None:
    assert not is_period(text)
    for reading in (first_day, last_day):
        with pytest.raises(ValueError, match=r"not a period|day is out of range"):
            reading(text)


@given(st.from_regex(PERIOD_PATTERN, fullmatch=True, alphabet=st.characters(max_codepoint=127)))
def test_the_published_pattern_is_the_rule_but_for_days_that_no_month_has(text: str) -> None:
    assert is_period(text) or text[-2:] in {"29", "30", "31"}


@given(
    st.dates(), st.sampled_from(["{0:%Y}", "{0:%Y-%m}", "{0:%Y-%m-%d}", "{0:%Y}-Q2", "{0:%Y}-S1", "{0:%d}"])
)
def test_every_period_fits_the_published_pattern(day: date, form: str) -> None:
    text = form.format(day)
    if is_period(text):
        assert re.fullmatch(PERIOD_PATTERN, text)
        assert first_day(text) <= last_day(text)
