"""Codes in fixtures that name other records."""

from collections.abc import Mapping
from typing import Any

from cms.seeding.fixture_files import Row


def named(row: Row, column: str, known: Mapping[str, Any], kind: str) -> Any:
    """The record that a cell names; None for an empty cell. Raises FixtureError for a code that is not there."""
    code = row.cells[column]
    if not code:
        return None
    if code not in known:
        raise row.place.wrong(f"{column}：没有代码为 {code} 的{kind}，请写在它的上面。")
    return known[code]


def by_code(model: Any) -> dict[str, Any]:
    """Every record of a type by its code."""
    return {record.code: record for record in model._default_manager.all()}
