"""One release's index: it depends on that release alone, gives back its rows, and finds them fast."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing import release_index
from publishing.clean_rows import sort_value
from publishing.contract import Dataset
from publishing.formats.json_file import envelope
from publishing.formats.table_schema import schema_bytes
from publishing.index import DatasetIndex, has_todays_shape, index_name, open_index, write_release_index
from publishing.json_text import json_text
from publishing.releases import Release, read_rows
from publishing.row_query import parse_query
from publishing.rows import run
from publishing.structure import Column, Kind, Role, Row, Structure, Value
from tests.publishing.data_samples import CATALOGUE, DAY, DEEDS, MORNING, Releases, deed
from tests.publishing.row_questions import DEED_ROWS, ask_deeds, index_releases


@pytest.fixture
def release(tmp_path: Path) -> Release:
    return Releases(tmp_path).cut(DEEDS, [deed(number) for number in range(3)])


@pytest.fixture
def connection(release: Release, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    write_release_index(tmp_path / "index", release)
    with closing(open_index(tmp_path / "index")) as opened:
        yield opened


def written(release: Release, path: Path) -> bytes:
    """The bytes of a fresh index."""
    write_release_index(path, release)
    return path.read_bytes()


def test_an_index_depends_on_its_release_alone(release: Release, tmp_path: Path) -> None:
    before = written(release, tmp_path / "before")
    later = Releases(tmp_path).cut(DEEDS, [deed(9)], MORNING + 5 * DAY)
    assert written(release, tmp_path / "after") == before
    assert written(later, tmp_path / "later") != before


def test_an_index_is_not_written_over(release: Release, tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite3"
    path.write_bytes(b"x")
    with pytest.raises(FileExistsError):
        write_release_index(path, release)
    assert path.read_bytes() == b"x"


def test_an_index_of_another_shape_is_known(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an update of the software the files of earlier editions must be written again."""
    path = tmp_path / "index.sqlite3"
    write_release_index(path, release)
    assert has_todays_shape(path)
    with closing(open_index(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (release_index.SHAPE,)
    monkeypatch.setattr(release_index, "SHAPE", release_index.SHAPE + 1)
    assert not has_todays_shape(path)
    (tmp_path / "short").write_bytes(b"")
    assert not has_todays_shape(tmp_path / "short")


def test_folders_are_made(release: Release, tmp_path: Path) -> None:
    path = tmp_path / "edition" / index_name("deeds", "2026-11-23")
    write_release_index(path, release)
    assert [file.name for file in path.parent.iterdir()] == ["2026-11-23.sqlite3"]


def dataset_of(*columns: Column) -> Dataset:
    """A dataset of these columns behind a key."""
    key = Column("key", Kind.TEXT, "键", "Key", "键。")
    return replace(DEEDS, code="wide", structure=Structure((key, *columns), ("key",)))


NUMBERS = st.integers(-(10**17), 10**17) | st.decimals(
    allow_nan=False, allow_infinity=False, places=9, min_value=-(10**9), max_value=10**9
)
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from([1, 59, 60, 130]), st.lists(st.tuples(TEXTS | st.none(), NUMBERS | st.none()), max_size=5)
)
def test_rows_come_back_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, pairs: int, cells: list[tuple[Value, Value]]
) -> None:
    """Every text that a release can hold, exact digits, and more columns than one SQL function takes."""
    columns = [
        Column(f"{kind}{n}", kind, "列", "Column", "列。", nullable=True)
        for n in range(pairs)
        for kind in (Kind.TEXT, Kind.NUMBER)
    ]
    structure = dataset_of(*columns).structure
    texts = [
        json_text(dict(zip(structure.names(), (f"k{n}", *(pair * pairs)), strict=True)))
        for n, pair in enumerate(cells)
    ]
    # Not cut: that waits for the disk.
    folder = tmp_path_factory.mktemp("release")
    (folder / "schema.json").write_bytes(schema_bytes(structure))
    (folder / "wide.json").write_bytes(envelope('{"count":0', texts))
    write_release_index(
        folder / "index", Release("wide", "2026-11-23", MORNING, "first", "", None, 0, folder)
    )
    with closing(open_index(folder / "index")) as connection:
        assert [item for (item,) in connection.execute("SELECT item FROM rows ORDER BY position")] == texts


@pytest.mark.parametrize("ordered_from", [1, 10**9], ids=["with order indexes", "without"])
def test_orders_are_those_of_the_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ordered_from: int
) -> None:
    monkeypatch.setattr(release_index, "ORDERED_FROM", ordered_from)
    made = Releases(tmp_path)
    cut: list[Row] = [*DEED_ROWS, (*deed(77)[:5], Decimal("0.30"), "/x/"), (*deed(78)[:5], 2, "/y/")]
    rows = read_rows(made.cut(DEEDS, cut))
    index = index_releases(made.folder, "deeds", tmp_path)
    for column in DEEDS.structure.columns:
        ranked = sorted(rows, key=lambda row: sort_value(column, row[column.name]))
        assert ask_deeds(index, order=column.name, limit="1000").items == ranked
        assert ask_deeds(index, order=f"-{column.name}", limit="1000").items == ranked[::-1]
    with closing(index.open(index.releases[0])) as connection:
        statement = "EXPLAIN QUERY PLAN SELECT position FROM rows ORDER BY o_title LIMIT 9"
        plan = str(connection.execute(statement).fetchall())
    assert ("in_order_of_title" in plan) is (ordered_from == 1)


def test_any_column_may_have_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns that are called as the index calls its own parts."""
    monkeypatch.setattr(release_index, "ORDERED_FROM", 1)
    names = (
        "position",
        "item",
        "rows",
        "time",
        "time_span",
        "key_together",
        "first_time",
        "last",
        "in_order_of_time",
    )
    columns = [Column(name, Kind.DATE, "列", "Column", "列。", Role.IDENTIFIER) for name in names]
    made = Releases(tmp_path)
    dataset = dataset_of(*columns)
    dataset = replace(dataset, structure=replace(dataset.structure, key=("key", "time")))
    made.cut(dataset, [("a", *["2025-01-01"] * len(names)), ("b", *["2025-01-02"] * len(names))])
    index = index_releases(made.folder, "wide", tmp_path)
    for name in names:
        query = parse_query(dataset.structure, CATALOGUE, [(name, "2025-01-02"), ("order", f"-{name}")])
        assert [row["key"] for row in run(index, dataset, "latest", query).items] == ["b"]


def test_the_columns_of_a_key_are_looked_up_together(indexed: Releases, numbers_index: DatasetIndex) -> None:
    with closing(numbers_index.open("2026-11-23")) as connection:
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT count(*) FROM rows WHERE v_indicator IN ('wishes') AND v_area IN ('230822')"
        ).fetchall()
    assert "key_together" in str(plan)


def test_from_and_to_speak_of_todays_column(tmp_path: Path) -> None:
    """A release whose own first date is another one is still asked by the date that the dataset has today."""
    done = Column("done", Kind.DATE, "完成", "Done", "日期。", nullable=True)
    asked = next(column for column in DEEDS.structure.columns if column.name == "asked")
    both = dataset_of(asked, done)
    releases = Releases(tmp_path)
    releases.cut(both, [("a", "2025-01-01", "2025-03-01"), ("b", "2025-02-01", None)], MORNING)
    index = index_releases(releases.folder, "wide", tmp_path / "edition")
    for today, start, found in ((both, "2025-02-01", ["b"]), (dataset_of(done), "2025-02-01", ["a"])):
        query = parse_query(today.structure, CATALOGUE, [("from", start), ("to", "2025-12")])
        assert [row["key"] for row in run(index, today, "latest", query).items] == found


@pytest.mark.parametrize(
    "clause",
    [
        "v_kind IN ('build')",
        "v_page = '/deeds/d001/'",
        "first_asked >= '2025-01-01'",
        "position > 3 ORDER BY position",
    ],
)
def test_look_ups_use_an_index(connection: sqlite3.Connection, clause: str) -> None:
    plan = connection.execute(f"EXPLAIN QUERY PLAN SELECT position FROM rows WHERE {clause}").fetchall()
    assert all("SEARCH" in step[3] for step in plan), plan
