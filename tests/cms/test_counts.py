"""Declared counts stand beside an attested total; they never replace it and never take in sample data."""

import pytest

from cms.counts import COUNTS, Count, count_choices
from cms.models import Indicator
from cms.registers import REGISTERS
from publishing.structure import Value

ROWS: list[dict[str, Value]] = [
    {"status": "completed", "unit": "a", "sample": "no"},
    {"status": "completed", "unit": "a", "sample": "no"},
    {"status": "in-progress", "unit": None, "sample": "no"},
    {"status": "completed", "unit": "b", "sample": "yes"},
]


def test_rows_that_fit_are_counted_and_samples_never() -> None:
    assert Count("x", "x", "deeds").of(ROWS) == 3
    assert Count("x", "x", "deeds", (("status", "completed"),)).of(ROWS) == 2


def test_different_values_are_counted_once_and_none_not_at_all() -> None:
    assert Count("x", "x", "deeds", distinct="unit").of(ROWS) == 1


def test_a_column_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        Count("x", "x", "deeds", (("state", "done"),)).of(ROWS)


@pytest.mark.parametrize("code", list(COUNTS))
def test_every_count_fits_its_register(code: str) -> None:
    count = COUNTS[code]
    structure = REGISTERS[count.dataset].structure()
    lists = {codes.name: codes for codes in REGISTERS[count.dataset].code_lists}
    for name, value in (*count.where, ("sample", "no")):
        column = structure.column(name)
        assert column is not None and column.codes is not None, name
        assert lists[column.codes].find(value) is not None, value
    assert count.distinct is None or structure.column(count.distinct) is not None


def test_an_indicator_offers_every_count() -> None:
    assert list(Indicator._meta.get_field("count").flatchoices) == count_choices()
