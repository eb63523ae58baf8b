"""The SQLite file that answers questions about the rows of one release: written once, read only.

A row has its `position` in the release and, per column of that release, `v_{column}` (the text that filters
compare) and `o_{column}` (the row's place when sorted by that column, unique). A column of days or periods has
`first_{column}` and `last_{column}` too. `item`, the row's JSON text, is put together when it is asked for.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from publishing.clean_rows import check_structure
from publishing.formats.table_schema import structure_of
from publishing.numbers import number_text
from publishing.period import first_day, last_day
from publishing.releases import Release, read_rows
from publishing.row_query import identifiers, time_column
from publishing.structure import Column, Kind, Structure, Value

SHAPE = 1
"""Counts up when what is written here changes, so that an index of another shape is not taken over."""
ORDERED_FROM = 20_000
"""Rows from which each order has an index. Below, sorting takes at most 10 ms, and the indexes would cost a
quarter of the time to write and a third of the file; at 500 000 rows they turn 100 ms into half a millisecond."""

_EDGES = {"first": first_day, "last": last_day}
_NUMBERS = {Kind.INTEGER, Kind.NUMBER}
_PAIRS = 60
"""Names and values that one call of `json_object` takes: SQLite allows 127 arguments."""
_SETTINGS = (
    # Nobody reads the file before it is whole, and a crash throws it away.
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "temp_store = MEMORY",
    "cache_size = -65536",
    f"user_version = {SHAPE}",
)
_SHAPE_AT = slice(60, 64)
"""Where SQLite keeps `user_version` in a file."""


def write_release_index(path: Path, release: Release) -> None:
    """Writes the index of the release to a new file; does not wait for the disk. Equal releases give equal bytes.

    Raises FileExistsError where the file is there, and BadRelease for columns that no release can have.
    """
    structure = structure_of((release.folder / "schema.json").read_bytes())
    check_structure(structure)
    rows = read_rows(release)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.open("xb").close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN")
        _write(connection, structure, [[row[name] for row in rows] for name in structure.names()])
        connection.execute("COMMIT")


def has_todays_shape(path: Path) -> bool:
    """Whether an index that was written earlier is there and can be asked by this software. Reads its head alone."""
    try:
        with path.open("rb") as file:
            return file.read(_SHAPE_AT.stop)[_SHAPE_AT] == SHAPE.to_bytes(4, "big")
    except FileNotFoundError:
        return False


def _write(connection: sqlite3.Connection, structure: Structure, columns: Sequence[list[Value]]) -> None:
    """The table, its rows and its indexes. Every name is a column id that `check_structure` has passed."""
    stored: list[tuple[str, Iterable[int | str | None]]] = []
    virtual = [f"item TEXT AS ({_item(structure)}) VIRTUAL"]
    for column, values in zip(structure.columns, columns, strict=True):
        stored += [
            (f'"o_{column.name}" INTEGER', _places(values)),
            (f'"v_{column.name}" TEXT', _texts(values)),
        ]
        if column.kind is Kind.PERIOD or column is time_column(structure):
            stored += _days(column, values)
        elif column.kind is Kind.DATE:
            virtual += [f'"{edge}_{column.name}" TEXT AS ("v_{column.name}") VIRTUAL' for edge in _EDGES]
    count = len(columns[0])
    named = ", ".join(["position INTEGER PRIMARY KEY", *(name for name, _ in stored), *virtual])
    connection.execute(f"CREATE TABLE rows ({named})")
    marks = ", ".join("?" * (len(stored) + 1))
    cells = zip(range(count), *(values for _, values in stored), strict=True)
    connection.executemany(f"INSERT INTO rows VALUES ({marks})", cells)  # noqa: S608 - only question marks
    _create_indexes(connection, structure, count)


def _create_indexes(connection: sqlite3.Connection, structure: Structure, count: int) -> None:
    for column in identifiers(structure):
        connection.execute(f'CREATE INDEX "by_{column.name}" ON rows ("v_{column.name}")')
    if len(structure.key) > 1:
        # Asked for together most of all, as an indicator in an area: one slice where each alone leaves thousands.
        key = ", ".join(f'"v_{name}"' for name in structure.key)
        connection.execute(f"CREATE INDEX key_together ON rows ({key})")
    if count >= ORDERED_FROM:
        for name in structure.names():
            connection.execute(f'CREATE INDEX "in_order_of_{name}" ON rows ("o_{name}")')
    if span := time_column(structure):
        connection.execute(f'CREATE INDEX time_span ON rows ("first_{span.name}", "last_{span.name}")')
    # Without statistics of all rows the planner takes an index of two values for as good as one of thousands.
    connection.execute("ANALYZE")


def _item(structure: Structure) -> str:
    """The expression of a row's JSON text, byte for byte as `publishing.json_text` writes it."""
    pairs = [f"'{column.name}', {_json(column)}" for column in structure.columns]
    parts = [
        f"json_object({', '.join(pairs[start : start + _PAIRS])})" for start in range(0, len(pairs), _PAIRS)
    ]
    if len(parts) == 1:
        return parts[0]
    inner = " || ',' || ".join(f"trim({part}, '{{}}')" for part in parts)
    return f"'{{' || {inner} || '}}'"


def _json(column: Column) -> str:
    """A number goes in as its digits stand; anything else is text, or null."""
    return f'json("v_{column.name}")' if column.kind in _NUMBERS else f'"v_{column.name}"'


def _texts(values: Sequence[Value]) -> list[str | None]:
    """What filters compare: exact digits for numbers, the text itself, or null."""
    return [value if value is None or isinstance(value, str) else number_text(value) for value in values]


def _places(values: Sequence[Value]) -> list[int]:
    """For each row its place when sorted by these values: numbers by size, text by code point, nulls last.

    Equal values keep the order of the release. The values of a column are all text or all numbers.
    """
    known = {position: value for position, value in enumerate(values) if value is not None}
    ranked = [*sorted(known, key=known.__getitem__), *(n for n, value in enumerate(values) if value is None)]
    places = [0] * len(values)
    for place, position in enumerate(ranked):
        places[position] = place
    return places


def _days(column: Column, values: Sequence[Value]) -> list[tuple[str, list[str | None]]]:
    """The first and the last day of each value; a release has far fewer periods than rows."""
    known = {value for value in values if isinstance(value, str)}
    made = []
    for edge, of_period in _EDGES.items():
        days = {text: text if column.kind is Kind.DATE else of_period(text).isoformat() for text in known}
        made.append((f'"{edge}_{column.name}" TEXT', [days.get(str(value)) for value in values]))
    return made
