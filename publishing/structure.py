"""Data structure definitions (SDMX sense): the columns of a dataset, declared once.

Schema, CSV header, JSON, page table, query parameters and documentation all follow from a `Structure`.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Value = str | int | Decimal | bool | None
"""One cell. Dates are ISO 8601 text; a number is an int or an exact Decimal."""

Row = tuple[Value, ...]
"""One record: a value per column, in the order of `Structure.columns`."""


class Kind(StrEnum):
    """What a column holds; decides its JSON type, its query parameters and how a page shows it."""

    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    PERIOD = "period"
    ADDRESS = "address"


class Role(StrEnum):
    """What a column is for, after SDMX: dimensions identify, the measure is the number, attributes explain."""

    DIMENSION = "dimension"
    MEASURE = "measure"
    ATTRIBUTE = "attribute"
    IDENTIFIER = "identifier"


@dataclass(frozen=True, slots=True)
class Column:
    """One public column. `name` is the id that third parties use; it never changes once released."""

    name: str
    kind: Kind
    label_zh: str
    label_en: str
    description: str
    role: Role = Role.ATTRIBUTE
    nullable: bool = False
    codes: str | None = None
    """Name of the code list that its values come from, such as `indicators`."""
    references: tuple[str, str] | None = None
    """The dataset and its column that the values are found in, such as `("good-deeds", "deed")`."""


@dataclass(frozen=True, slots=True)
class Structure:
    """The columns of a dataset, and which of them identify a row (used for paging order and changes)."""

    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def names(self) -> tuple[str, ...]:
        """The column ids, in order: the CSV header."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column | None:
        """The column of that id, or None."""
        return next((column for column in self.columns if column.name == name), None)

    def position(self, name: str) -> int:
        """Where the column stands in a row. Raises ValueError for an unknown id."""
        return self.names().index(name)
