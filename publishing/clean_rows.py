"""The gate in front of a release: rows that fit their structure, or a plain Chinese error."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from publishing.numbers import number_text
from publishing.period import is_period
from publishing.structure import Column, Kind, Row, Structure, Value

RESERVED = ("from", "to", "order", "limit", "after", "as_of")
"""Query parameters, which no column may be called."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadRelease(ValueError):
    """A release that must not be cut; the message says why in Chinese."""


def check_structure(structure: Structure) -> None:
    """Raises BadRelease unless column ids are well formed, unique and free, and the key is among them."""
    names = structure.names()
    for name in names:
        if not _NAME.fullmatch(name) or name in RESERVED:
            raise BadRelease(f"列名“{name}”不可用：须为小写字母、数字和下划线，且不是查询参数名。")
    if len(set(names)) != len(names):
        raise BadRelease("列名有重复。")
    if not structure.key or not set(structure.key) <= set(names):
        raise BadRelease("主键须由已有的列组成。")


def clean_rows(structure: Structure, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, empty text made null, sorted by key. Raises BadRelease for what does not fit."""
    check_structure(structure)
    clean = [_clean(structure, number, row) for number, row in enumerate(rows, start=1)]
    positions = [structure.position(name) for name in structure.key]
    keyed = {tuple(row[position] for position in positions): row for row in clean}
    if len(keyed) != len(clean):
        raise BadRelease("有两行的主键相同。")
    columns = [structure.columns[position] for position in positions]
    return tuple(row for _, row in sorted(keyed.items(), key=lambda pair: _order(columns, pair[0])))


def sort_value(column: Column, value: Value) -> tuple[bool, Decimal | str]:
    """What a value sorts by: numbers by size, text by code point, nulls last."""
    numeric = column.kind in {Kind.INTEGER, Kind.NUMBER}
    if value is None:
        return True, Decimal(0) if numeric else ""
    return False, Decimal(value) if numeric else str(value)


def is_day(text: str) -> bool:
    """True for an ISO 8601 day that exists: `2025-06-01`."""
    try:
        return _DATE.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _order(columns: list[Column], key: tuple[Value, ...]) -> list[tuple[bool, Decimal | str]]:
    return [sort_value(column, value) for column, value in zip(columns, key, strict=True)]


def _clean(structure: Structure, number: int, row: Row) -> Row:
    if len(row) != len(structure.columns):
        raise BadRelease(f"第 {number} 行有 {len(row)} 个值，应有 {len(structure.columns)} 个。")
    pairs = zip(structure.columns, row, strict=True)
    return tuple(_cell(column, value, number, column.name in structure.key) for column, value in pairs)


def _cell(column: Column, value: Value, number: int, in_key: bool) -> Value:
    if value is None or value == "":
        if in_key or not column.nullable:
            raise BadRelease(f"第 {number} 行的“{column.label_zh}”不能为空。")
        return None
    if not _fits(column.kind, value):
        raise BadRelease(f"第 {number} 行的“{column.label_zh}”不是合格的值：{str(value)[:60]!a}。")
    return value


def _fits(kind: Kind, value: Value) -> bool:
    if kind in {Kind.INTEGER, Kind.NUMBER}:
        return _is_number(kind, value)
    if not isinstance(value, str) or not _encodes(value):
        return False
    if kind is Kind.DATE:
        return is_day(value)
    return kind is not Kind.PERIOD or is_period(value)


def _is_number(kind: Kind, value: Value) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return True
    return (
        kind is Kind.NUMBER
        and isinstance(value, Decimal)
        and value.is_finite()
        and len(number_text(value)) < 40
    )


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text
