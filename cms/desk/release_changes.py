"""What the next release of a dataset would change, row by row, in words that staff read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cms.catalogue import current_catalogue
from cms.models import Dataset
from cms.registers import REGISTERS
from cms.releases import pending
from cms.signing import data_folder
from publishing.canonical import sha256_hex
from publishing.contract import Catalogue
from publishing.difference import Difference, Record
from publishing.formats.table_schema import schema_bytes
from publishing.numbers import number_text
from publishing.period import period_text
from publishing.releases import Release, latest_release, read_rows
from publishing.structure import Column, Kind, Role, Structure, Value

SHOWN = 500
"""Rows of each sort that a screen lists."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One column of a row: what it was and what it becomes. Only one of them for a new or a leaving row."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row by its key in words."""

    name: str
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class PendingRelease:
    """What a release cut now would be. `digest` tells whether it is still what somebody looked at."""

    latest: Release | None
    rows: int
    added: int
    removed: int
    revised: int
    columns_changed: bool
    digest: str
    difference: Difference

    @property
    def total(self) -> int:
        """How many rows change."""
        return self.added + self.removed + self.revised

    def __bool__(self) -> bool:
        """True when there is something to release: the first release counts even when it is empty."""
        return bool(self.total or self.columns_changed or self.latest is None)


def pending_release(dataset: Dataset) -> PendingRelease:
    """The state of a dataset that has a register. Raises KeyError for one that has none."""
    register = REGISTERS[dataset.code]
    latest = latest_release(data_folder(), dataset.code)
    found, rows = pending(dataset), register.rows()
    columns_changed = bool(latest) and _schema(latest) != schema_bytes(register.structure())
    return PendingRelease(
        latest=latest,
        rows=len(rows),
        added=len(found.added),
        removed=len(found.removed),
        revised=len(found.revised),
        columns_changed=columns_changed,
        digest=sha256_hex(repr((latest.id if latest else None, rows, columns_changed)).encode())[:16],
        difference=found,
    )


def _schema(release: Release | None) -> bytes:
    return (release.folder / "schema.json").read_bytes() if release else b""


@dataclass(frozen=True, slots=True)
class ChangeLists:
    """The rows of each sort, at most 500; `left_out` is how many more there are."""

    added: tuple[RowChange, ...]
    removed: tuple[RowChange, ...]
    revised: tuple[RowChange, ...]
    left_out: int


def change_lists(dataset: Dataset, state: PendingRelease) -> ChangeLists:
    """The changes of a dataset with old and new values."""
    register = REGISTERS[dataset.code]
    structure = register.structure()
    reader = _Reader(structure, current_catalogue())
    names = structure.names()
    new = {_key(row, structure): row for row in (dict(zip(names, r, strict=True)) for r in register.rows())}
    old = {_key(row, structure): row for row in (read_rows(state.latest) if state.latest else ())}
    found = state.difference
    added = tuple(reader.whole(key, new[_key(key, structure)], is_new=True) for key in found.added[:SHOWN])
    removed = tuple(
        reader.whole(key, old[_key(key, structure)], is_new=False) for key in found.removed[:SHOWN]
    )
    revised = tuple(reader.revised(change.key, change.old, change.new) for change in found.revised[:SHOWN])
    return ChangeLists(added, removed, revised, state.total - len(added) - len(removed) - len(revised))


def _key(row: Record, structure: Structure) -> tuple[Value, ...]:
    return tuple(row.get(name) for name in structure.key)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns codes and numbers of a row into words."""

    structure: Structure
    catalogue: Catalogue

    def whole(self, key: Record, row: Record, *, is_new: bool) -> RowChange:
        """A row that comes or goes: its columns that are neither key nor address, where filled."""
        cells = []
        for column in self.structure.columns:
            value = row.get(column.name)
            if column.name in self.structure.key or column.role == Role.IDENTIFIER or value is None:
                continue
            text = self.text(column, value)
            cells.append(CellChange(column.label_zh, "" if is_new else text, text if is_new else ""))
        return RowChange(self.name(key), tuple(cells))

    def revised(self, key: Record, old: Mapping[str, Value], new: Mapping[str, Value]) -> RowChange:
        """A row whose values differ; its address follows from the revision and is left out."""
        changed = [
            column
            for column in self.structure.columns
            if (column.name in old or column.name in new) and column.role != Role.IDENTIFIER
        ]
        cells = tuple(
            CellChange(
                column.label_zh,
                self.text(column, old.get(column.name)),
                self.text(column, new.get(column.name)),
            )
            for column in changed
        )
        return RowChange(self.name(key), cells)

    def name(self, key: Record) -> str:
        """The row's key in words."""
        return " · ".join(self.text(column, key[column.name]) for column in self._key_columns())

    def _key_columns(self) -> Iterable[Column]:
        return (column for column in self.structure.columns if column.name in self.structure.key)

    def text(self, column: Column, value: Value) -> str:
        """One value in words; 空 for none."""
        if value is None:
            return "空"
        if column.kind == Kind.PERIOD:
            return period_text(str(value))
        if column.kind in {Kind.INTEGER, Kind.NUMBER} and not isinstance(value, str):
            return number_text(value)
        codes = self.catalogue.code_list(column.codes) if column.codes else None
        found = codes.find(str(value)) if codes else None
        return found.label_zh if found else str(value)
