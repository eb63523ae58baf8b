"""From the query string to a `RowQuery`, strictly: what is not understood is refused with what is allowed."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal

from publishing.clean_rows import RESERVED, is_day
from publishing.contract import Catalogue
from publishing.numbers import number_text
from publishing.period import FORMS, first_day, is_period, last_day
from publishing.problems import ParameterError, nearest, refused, shown, unknown_code
from publishing.release_content import SHANGHAI
from publishing.structure import Column, Kind, Role, Structure

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000
MAX_PARAMETERS = 100
"""Parameters in one query: every wrong one is explained, which must not cost more than it is worth."""
MAX_VALUES = 500
"""Values in one parameter; SQLite and the length of an address end not far beyond."""

_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,12})?")
_LIMIT = re.compile(r"[0-9]{1,4}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})")


@dataclass(frozen=True, slots=True)
class Filter:
    """A column and the texts of which a row must have one."""

    column: str
    values: tuple[str, ...]
    is_period: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowQuery:
    """What is asked of the rows of a release. Dates are days in Asia/Shanghai."""

    filters: tuple[Filter, ...] = ()
    time_column: str | None = None
    first: date | None = None
    """The row's period begins on this day or later."""
    last: date | None = None
    """The row's period ends on this day or earlier."""
    order: str | None = None
    descending: bool = False
    limit: int = DEFAULT_LIMIT
    after: str | None = None
    as_of: datetime | None = None


class _Refusal(Exception):
    """One wrong parameter, on its way to the list of all."""

    def __init__(self, error: ParameterError) -> None:
        super().__init__(error.detail)
        self.error = error


def _wrong(code: str, detail: str, allowed: tuple[str, ...] = (), given: str = "") -> _Refusal:
    """The refusal of the parameter at hand, whose name is added where it is caught."""
    return _Refusal(ParameterError("", code, detail, allowed, nearest(given, allowed) if given else ()))


def time_column(structure: Structure) -> Column | None:
    """The column that `from` and `to` speak of: the first period, else the first date, else none."""
    columns = [column for column in structure.columns if column.kind is Kind.PERIOD]
    columns += [column for column in structure.columns if column.kind is Kind.DATE]
    return columns[0] if columns else None


def parameters(structure: Structure) -> tuple[str, ...]:
    """Every parameter that the rows of this structure take."""
    general = (
        RESERVED if time_column(structure) else tuple(name for name in RESERVED if name not in {"from", "to"})
    )
    return (*structure.names(), *general)


def parse_query(structure: Structure, catalogue: Catalogue, params: Sequence[tuple[str, str]]) -> RowQuery:
    """The query, or QueryError (400) that lists every wrong parameter at once. Reads no data."""
    if len(params) > MAX_PARAMETERS:
        raise refused([ParameterError("", "bad-value", f"参数最多 {MAX_PARAMETERS} 个。")])
    errors = _repeated(params)
    known = parameters(structure)
    column = time_column(structure)
    query = RowQuery(time_column=column.name if column else None)
    for name, text in dict(params).items():
        try:
            if name not in known:
                raise _wrong("unknown-parameter", f"没有参数“{shown(name)}”。", known, name)
            query = _with(query, structure, catalogue, name, text)
        except _Refusal as wrong:
            errors.append(replace(wrong.error, parameter=shown(name)))
    if query.first and query.last and query.first > query.last:
        errors.append(ParameterError("from", "bad-range", "from 晚于 to，不会有任何结果。"))
    if errors:
        raise refused(errors)
    return query


def _repeated(params: Sequence[tuple[str, str]]) -> list[ParameterError]:
    counts = Counter(name for name, _ in params)
    detail = "参数“{}”出现了不止一次；多个值请写在一处，用逗号隔开。"
    return [
        ParameterError(shown(name), "repeated-parameter", detail.format(shown(name)))
        for name, count in counts.items()
        if count > 1
    ]


def _with(query: RowQuery, structure: Structure, catalogue: Catalogue, name: str, text: str) -> RowQuery:
    """The query with one more parameter, which is known."""
    if not text:
        raise _wrong("bad-value", f"参数“{name}”没有值。")
    column = structure.column(name)
    if column:
        return replace(query, filters=(*query.filters, _filter(column, catalogue, text)))
    if name == "order":
        return _ordered(query, structure, text)
    return _GENERAL[name](query, text)


def _filter(column: Column, catalogue: Catalogue, text: str) -> Filter:
    values = tuple(dict.fromkeys(text.split(",")))
    if len(values) > MAX_VALUES:
        raise _wrong("bad-value", f"参数“{column.name}”最多 {MAX_VALUES} 个值。")
    if "" in values:
        raise _wrong("bad-value", f"参数“{column.name}”里有空值。")
    plain = tuple(_value(column, catalogue, value) for value in values)
    return Filter(column.name, tuple(dict.fromkeys(plain)), column.kind is Kind.PERIOD)


def _value(column: Column, catalogue: Catalogue, text: str) -> str:
    match column.kind:
        case Kind.CODE:
            return _code(column, catalogue, text)
        case Kind.PERIOD:
            if not is_period(text):
                raise _bad_period(text)
            return text
        case Kind.DATE:
            if not is_day(text):
                raise _wrong("bad-value", f"“{shown(text)}”不是日期，应写成 2025-06-01。")
            return text
        case Kind.INTEGER | Kind.NUMBER:
            if not _NUMBER.fullmatch(text):
                raise _wrong("bad-value", f"“{shown(text)}”不是数，应写成 120 或 4.1。")
            return number_text(Decimal(text))
        case _:
            return _text(text)


def _text(text: str) -> str:
    if text != text.encode("utf-8", "replace").decode():
        raise _wrong("bad-value", f"“{shown(text)}”不是合格的文字。")
    return text


def _code(column: Column, catalogue: Catalogue, text: str) -> str:
    codes = catalogue.code_list(column.codes)
    if codes is None:
        return _text(text)
    if codes.find(text) is None:
        raise _Refusal(unknown_code(column.name, text, codes))
    return text


def _edge(text: str, of_period: Callable[[str], date]) -> date:
    """A day, or the first or last day of a period."""
    if is_period(text):
        return of_period(text)
    if is_day(text):
        return date.fromisoformat(text)
    raise _bad_period(text)


def _bad_period(text: str) -> _Refusal:
    return _wrong("bad-period", f"“{shown(text)}”不是时期，写法例如 {'、'.join(FORMS)}。")


def _ordered(query: RowQuery, structure: Structure, text: str) -> RowQuery:
    name = text.removeprefix("-")
    allowed = tuple(sign + column for column in structure.names() for sign in ("", "-"))
    if text not in allowed:
        raise _wrong("bad-order", f"不能按“{shown(text)}”排序。", allowed, text)
    return replace(query, order=name, descending=text.startswith("-"))


def _limit(text: str) -> int:
    if not _LIMIT.fullmatch(text) or not 1 <= int(text) <= MAX_LIMIT:
        raise _wrong("bad-limit", f"limit 应是 1 到 {MAX_LIMIT} 的整数。")
    return int(text)


def _moment(text: str) -> datetime:
    """A day means its end in the county: the release that was in force when the day closed."""
    text = text.replace(" ", "+")  # a plus sign that the asker has not encoded; no moment holds a space
    if is_day(text):
        return datetime.combine(date.fromisoformat(text), time.max, SHANGHAI)
    try:
        if _MOMENT.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise _wrong("bad-as-of", f"“{shown(text)}”应写成 2026-11-23 或 2026-11-23T09:00:00+08:00。")


_GENERAL: dict[str, Callable[[RowQuery, str], RowQuery]] = {
    "from": lambda query, text: replace(query, first=_edge(text, first_day)),
    "to": lambda query, text: replace(query, last=_edge(text, last_day)),
    "limit": lambda query, text: replace(query, limit=_limit(text)),
    "after": lambda query, text: replace(query, after=text),
    "as_of": lambda query, text: replace(query, as_of=_moment(text)),
}
"""The parameters that every structure takes, `order` aside."""


def identifiers(structure: Structure) -> tuple[Column, ...]:
    """The columns by which rows are looked up most: dimensions, identifiers and the key."""
    roles = {Role.DIMENSION, Role.IDENTIFIER}
    return tuple(
        column for column in structure.columns if column.role in roles or column.name in structure.key
    )
