"""The SQLite file that answers questions about one dataset: the rows of all its releases, read only.

Beside the JSON text of each row stand the first and last day of its period and, per column of the dataset's
structure, `v_{column}` (the text that filters compare) and `o_{column}` (the row's place when its release is
sorted by that column, unique within it). A release never changes, so neither does a place.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

from publishing.canonical import sha256_hex
from publishing.clean_rows import check_structure, sort_value
from publishing.contract import Dataset
from publishing.formats.json_file import item_texts
from publishing.formats.table_schema import schema_bytes
from publishing.json_text import json_text, read_json
from publishing.numbers import number_text
from publishing.period import first_day, last_day
from publishing.releases import MANIFEST, Release, release_order
from publishing.row_query import identifiers, time_column
from publishing.structure import Kind, Structure, Value

_RELEASES = """CREATE TABLE releases (
    place INTEGER PRIMARY KEY, id TEXT UNIQUE, published TEXT, kind TEXT, note TEXT, previous TEXT,
    licence TEXT, cite TEXT, rows INTEGER, columns TEXT, manifest_sha256 TEXT)"""
_SHAPE = 2
"""Counts up when the tables change, so that an index of another shape is not taken over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedRelease:
    """What the index knows of a release. `place` counts up from 0 in the order of publication."""

    place: int
    id: str
    published: datetime
    kind: str
    note: str
    previous: str | None
    licence: str
    cite: str
    rows: int
    columns: tuple[str, ...]
    """The column ids of that release, which may be fewer than today's."""


def write_index(
    path: Path, dataset: Dataset, releases: Sequence[Release], previous: Path | None = None
) -> None:
    """Writes the index of these releases (in any order) to a new file and waits until the disk has it.

    `previous` is an index of the same dataset, such as that of the edition before: what it holds is taken
    over where it still fits, so that time grows with what is new. Equal releases give equal rows either way.
    Raises FileExistsError where the file is there.
    """
    if path.exists():
        raise FileExistsError(path)
    check_structure(dataset.structure)
    path.parent.mkdir(parents=True, exist_ok=True)
    ordered = sorted(releases, key=lambda release: release_order(release.id))
    held = _held(previous, dataset.structure) if previous else []
    ids = [(release.id, _manifest_sha256(release)) for release in ordered]
    if previous is None or not held or held != ids[: len(held)]:
        _write(path, dataset.structure, ordered, 0)
    elif held == ids:
        path.hardlink_to(previous)
    else:
        shutil.copyfile(previous, path)
        _write(path, dataset.structure, ordered, len(held))


def _held(previous: Path, structure: Structure) -> list[tuple[str, str]]:
    """Id and manifest of the releases that an older index holds, oldest first; none where it has other columns."""
    if not previous.is_file():
        return []
    with closing(open_index(previous)) as connection:
        if connection.execute("PRAGMA user_version").fetchone() != (_SHAPE,):
            return []
        (schema,) = connection.execute("SELECT schema FROM made_for").fetchone()
        if schema != schema_bytes(structure):
            return []
        return connection.execute("SELECT id, manifest_sha256 FROM releases ORDER BY place").fetchall()


def _manifest_sha256(release: Release) -> str:
    """What tells apart two releases of one id, as after a restored backup: the manifest lists every byte."""
    return sha256_hex((release.folder / MANIFEST).read_bytes())


def _write(path: Path, structure: Structure, ordered: Sequence[Release], known: int) -> None:
    """Adds the releases from place `known` on; makes the tables where nothing is known yet."""
    with closing(sqlite3.connect(path)) as connection:
        # Nobody reads the file before it is whole, and a crash throws it away.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        with connection:
            if not known:
                _create(connection, structure)
            for place, release in enumerate(ordered[known:], start=known):
                _insert(connection, structure, place, release)
            if not known:
                _create_indexes(connection, structure)
            # Without statistics the planner walks a release from its first row to find one.
            connection.execute("ANALYZE")
    with path.open("rb") as file:
        os.fsync(file.fileno())


def open_index(path: Path) -> sqlite3.Connection:
    """A connection that can only read, takes no lock, and may be used from any thread, one at a time."""
    return sqlite3.connect(
        f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )


def indexed_releases(connection: sqlite3.Connection) -> list[IndexedRelease]:
    """The releases in the index, newest first."""
    rows = connection.execute(
        "SELECT place, id, published, kind, note, previous, licence, cite, rows, columns"
        " FROM releases ORDER BY place DESC"
    )
    return [
        IndexedRelease(
            place=place, id=id_, published=datetime.fromisoformat(published), kind=kind, note=note,
            previous=previous, licence=licence, cite=cite, rows=count, columns=tuple(read_json(columns)),
        )
        for place, id_, published, kind, note, previous, licence, cite, count, columns in rows
    ]  # fmt: skip


def value_text(value: Value) -> str | None:
    """What `v_{column}` holds: exact digits for numbers, the text itself, or null."""
    return number_text(value) if isinstance(value, int | Decimal) else value


def _create(connection: sqlite3.Connection, structure: Structure) -> None:
    columns = ", ".join(f'"v_{name}" TEXT, "o_{name}" INTEGER' for name in structure.names())
    connection.execute(f"PRAGMA user_version = {_SHAPE}")
    connection.execute("CREATE TABLE made_for (schema BLOB)")
    connection.execute("INSERT INTO made_for VALUES (?)", [schema_bytes(structure)])
    connection.execute(_RELEASES)
    connection.execute(
        f"CREATE TABLE rows (release INTEGER, position INTEGER, item TEXT, first TEXT, last TEXT, {columns},"
        " PRIMARY KEY (release, position)) WITHOUT ROWID"
    )


def _create_indexes(connection: sqlite3.Connection, structure: Structure) -> None:
    for column in identifiers(structure):
        connection.execute(f'CREATE INDEX "by_{column.name}" ON rows (release, "v_{column.name}", position)')
        if column.name == "id":
            connection.execute('CREATE INDEX "everywhere" ON rows ("v_id")')
    for name in structure.names():
        connection.execute(f'CREATE INDEX "in_order_of_{name}" ON rows (release, "o_{name}")')
    if time_column(structure):
        connection.execute('CREATE INDEX "by_time" ON rows (release, first, last)')


def _insert(connection: sqlite3.Connection, structure: Structure, place: int, release: Release) -> None:
    text = (release.folder / f"{release.dataset}.json").read_text(encoding="utf-8")
    document = read_json(text)
    fields = read_json((release.folder / "schema.json").read_bytes())["fields"]
    columns = json_text([field["name"] for field in fields])
    facts = (
        place, release.id, document["published"], release.kind, release.note, release.previous,
        document["licence"], document["cite"], document["count"], columns, _manifest_sha256(release),
    )  # fmt: skip
    connection.execute(f"INSERT INTO releases VALUES ({', '.join('?' * len(facts))})", facts)  # noqa: S608
    width = 5 + 2 * len(structure.columns)
    connection.executemany(
        f"INSERT INTO rows VALUES ({', '.join('?' * width)})",  # noqa: S608 - only question marks
        _index_rows(structure, place, document["items"], item_texts(text)),
    )


def _index_rows(
    structure: Structure, place: int, items: list[Mapping[str, Value]], texts: list[str]
) -> Iterator[tuple[int | str | None, ...]]:
    orders = [_places(structure, name, items) for name in structure.names()]
    column = time_column(structure)
    for position, (item, text) in enumerate(zip(items, texts, strict=True)):
        days = _days(column.kind, item.get(column.name)) if column else (None, None)
        cells: list[int | str | None] = []
        for name, order in zip(structure.names(), orders, strict=True):
            cells += [value_text(item.get(name)), order[position]]
        yield (place, position, text, *days, *cells)


def _places(structure: Structure, name: str, items: list[Mapping[str, Value]]) -> list[int]:
    """For each row its place when sorted by the column; equal values keep the order of the release."""
    column = structure.columns[structure.position(name)]
    ranked = sorted(range(len(items)), key=lambda position: sort_value(column, items[position].get(name)))
    places = [0] * len(items)
    for place, position in enumerate(ranked):
        places[position] = place
    return places


def _days(kind: Kind, value: Value) -> tuple[str | None, str | None]:
    if not isinstance(value, str):
        return None, None
    if kind is Kind.DATE:
        return value, value
    return first_day(value).isoformat(), last_day(value).isoformat()
