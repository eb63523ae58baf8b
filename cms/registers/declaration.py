"""What a register is: a dataset whose rows are public records, declared once.

From the declaration follow schema, CSV header, JSON, page table, query parameters and documentation.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from publishing.contract import Code, CodeList
from publishing.structure import Column, Kind, Role, Row, Structure, Value


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A public column, and how its value is read off a record."""

    column: Column
    value: Callable[[Any], Value]


@dataclass(frozen=True, slots=True)
class Register:
    """One dataset whose rows are published records."""

    dataset: str
    records: Callable[[], Iterable[Any]]
    """The public records, read in a constant number of queries."""
    columns: tuple[RegisterColumn, ...]
    key: tuple[str, ...]
    code_lists: tuple[CodeList, ...] = ()
    attested: bool = False
    page_type: str = ""
    """The page type in the public contract where each row is the record of one page, whose path is its `id`."""
    reads: tuple[tuple[str, str], ...] = ()
    """Questions whose answers decide the rows, such as `("all_rows", "good-deed")`."""

    def structure(self) -> Structure:
        """The data structure definition."""
        return Structure(tuple(entry.column for entry in self.columns), self.key)

    def rows(self) -> list[Row]:
        """What would be released now, ordered by key, so that equal records give equal files."""
        structure = self.structure()
        positions = [structure.position(name) for name in self.key]
        rows = [tuple(entry.value(record) for entry in self.columns) for record in self.records()]
        return sorted(rows, key=lambda row: tuple(str(row[position]) for position in positions))

    def record_of(self, record: Any) -> dict[str, Value]:
        """The row of one record by column id; a page needs its `public_address`, an agreement its `as_of`."""
        return {entry.column.name: entry.value(record) for entry in self.columns}

    def named_rows(self) -> list[dict[str, Value]]:
        """The same rows by column id."""
        names = self.structure().names()
        return [dict(zip(names, row, strict=True)) for row in self.rows()]


def choice_list(name: str, label_zh: str, label_en: str, choices: Any) -> CodeList:
    """A code list from the choices of a field; a code is its own English label."""
    codes = tuple(Code(code=value, label_zh=str(label), label_en=value) for value, label in choices.choices)
    return CodeList(name, label_zh, label_en, codes)


YES_NO = CodeList("yes-no", "是否", "Yes or no", (Code("no", "否", "No"), Code("yes", "是", "Yes")))


def yes_no(value: bool) -> str:
    """The code of a truth value."""
    return "yes" if value else "no"


def iso(day: Any) -> Value:
    """A date as ISO 8601 text; null for none."""
    return day.isoformat() if day else None


def live_code(record: Any) -> Value:
    """The code of a snippet; null for none, or for one that is not public."""
    return record.code if record is not None and record.live else None


SAMPLE = RegisterColumn(
    Column("sample", Kind.CODE, "演示数据", "Sample", "是演示数据还是真实记录。", codes="yes-no"),
    lambda record: yes_no(record.sample),
)

EVIDENCE = (
    RegisterColumn(
        Column(
            "evidence", Kind.CODE, "依据", "Evidence", "事实出自哪份文件。", nullable=True, codes="evidence"
        ),
        lambda record: record.evidence.code if record.evidence else None,
    ),
    RegisterColumn(
        Column("locator", Kind.TEXT, "位置", "Locator", "在依据中的位置。", nullable=True),
        lambda record: record.locator or None,
    ),
)


def address_column(value: Callable[[Any], Value], description: str = "页面地址。") -> RegisterColumn:
    """The last column of every register: where the record is."""
    return RegisterColumn(Column("id", Kind.ADDRESS, "地址", "Address", description, Role.IDENTIFIER), value)
