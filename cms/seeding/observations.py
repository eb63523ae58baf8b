"""Observations from `observations.csv`, the first revision of each."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from cms.models import Area, Batch, Evidence, Indicator, Observation
from cms.seeding.first_publication import refusals_at
from cms.seeding.fixture_files import Place, Row, read_csv

COLUMNS = ("indicator", "area", "period", "value", "qualifier", "status", "note", "evidence", "locator")


def add_observations(folder: Path, batch: Batch) -> int:
    """Store the observations that have no revision yet; how many. Raises FixtureError."""
    taken = set(Observation.objects.values_list("indicator__code", "area__code", "period"))
    known: dict[str, Mapping[str, Any]] = {
        "indicator": {entry.code: entry for entry in Indicator.objects.all()},
        "area": {entry.code: entry for entry in Area.objects.all()},
        "evidence": {entry.code: entry for entry in Evidence.objects.all()},
    }
    added = 0
    for row in read_csv(folder, "observations.csv", COLUMNS):
        key = (row.cells["indicator"], row.cells["area"], row.cells["period"])
        if key in taken:
            continue
        observation = _observation(row, known, batch)
        with refusals_at(row.place):
            observation.full_clean()
        observation.save()
        taken.add(key)
        added += 1
    return added


def _observation(row: Row, known: dict[str, Mapping[str, Any]], batch: Batch) -> Observation:
    cells = row.cells
    found = {column: _named(row, column, entries) for column, entries in known.items()}
    plain = {name: cells[name] for name in ("period", "qualifier", "status", "note", "locator")}
    return Observation(**found, **plain, value=_number(cells["value"], row.place), batch=batch)


def _named(row: Row, column: str, entries: Mapping[str, Any]) -> Any:
    """The object that a cell names by its code; None for an empty cell, which only evidence may be."""
    code = row.cells[column]
    if not code and column == "evidence":
        return None
    if code not in entries:
        raise row.place.wrong(f"{column}：没有代码为“{code}”的条目。")
    return entries[code]


def _number(text: str, place: Place) -> Decimal | None:
    """The exact number, or None for an empty cell."""
    if not text:
        return None
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise place.wrong(f"value：“{text}”不是数。") from error
