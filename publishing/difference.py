"""What changed between two releases of a dataset, by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publishing.structure import Structure, Value

Record = Mapping[str, Value]
"""A row by column id."""


@dataclass(frozen=True, slots=True)
class Revised:
    """A row whose key stayed and whose values did not. `old` and `new` hold the columns that differ."""

    key: Record
    old: Record
    new: Record


@dataclass(frozen=True, slots=True)
class Difference:
    """The keys of rows that came and went, and the rows revised, in the order of the rows."""

    added: tuple[Record, ...]
    removed: tuple[Record, ...]
    revised: tuple[Revised, ...]

    def __bool__(self) -> bool:
        """True where anything changed."""
        return bool(self.added or self.removed or self.revised)

    def without_the_old(self) -> "Difference":
        """The same without anything that was there before and is not now, as a withdrawal for privacy tells it."""
        revised = tuple(Revised(change.key, {}, change.new) for change in self.revised)
        return Difference(self.added, (), revised)


def difference(old_rows: Sequence[Record], new_rows: Sequence[Record], structure: Structure) -> Difference:
    """Compares rows by `structure.key`. A column that one side lacks counts as null there."""
    old = {_key(row, structure): row for row in old_rows}
    new = {_key(row, structure): row for row in new_rows}
    pairs = ((key, old[key], row) for key, row in new.items() if key in old)
    revised = (_revised(key, before, after, structure) for key, before, after in pairs)
    return Difference(
        added=tuple(_named(key, structure) for key in new if key not in old),
        removed=tuple(_named(key, structure) for key in old if key not in new),
        revised=tuple(change for change in revised if change is not None),
    )


def _revised(key: tuple[Value, ...], old: Record, new: Record, structure: Structure) -> Revised | None:
    names = [name for name in dict.fromkeys((*new, *old)) if old.get(name) != new.get(name)]
    if not names:
        return None
    return Revised(
        key=_named(key, structure),
        old={name: old.get(name) for name in names},
        new={name: new.get(name) for name in names},
    )


def _key(row: Record, structure: Structure) -> tuple[Value, ...]:
    return tuple(row.get(name) for name in structure.key)


def _named(key: tuple[Value, ...], structure: Structure) -> Record:
    return dict(zip(structure.key, key, strict=True))
