"""The index: equal however it was made, and never written to by a reader."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from publishing.index import indexed_releases, open_index, write_index
from publishing.problems import QueryError
from publishing.releases import releases_of
from publishing.row_query import parse_query
from publishing.rows import run
from publishing.structure import Column, Kind
from tests.publishing.data_samples import CATALOGUE, DAY, DEEDS, MORNING, Releases, deed


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    made = Releases(tmp_path)
    for n in range(3):
        made.cut(DEEDS, [deed(number) for number in range(n + 1)], MORNING + n * DAY)
    return made


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every table, in order."""
    with closing(open_index(path)) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}


def schema(path: Path) -> set[tuple[str, str]]:
    """Every table and index with its statement."""
    with closing(open_index(path)) as connection:
        return set(connection.execute("SELECT name, sql FROM sqlite_master"))


def test_taking_over_an_older_index_equals_a_full_one(releases: Releases, tmp_path: Path) -> None:
    newest_first = releases_of(releases.folder, "deeds")
    full, older, grown, same = (tmp_path / f"{name}.sqlite3" for name in ("full", "older", "grown", "same"))
    write_index(full, DEEDS, newest_first)
    write_index(older, DEEDS, newest_first[1:])
    write_index(grown, DEEDS, newest_first, previous=older)
    write_index(same, DEEDS, newest_first, previous=grown)
    assert dump(grown) == dump(full) == dump(same)
    assert schema(grown) == schema(full)
    assert same.samefile(grown)
    assert len(dump(older)["releases"]) == 2


@pytest.mark.parametrize("fault", ["missing", "other columns", "other history"])
def test_an_older_index_that_does_not_fit_is_not_used(releases: Releases, tmp_path: Path, fault: str) -> None:
    newest_first = releases_of(releases.folder, "deeds")
    full, older, made = (tmp_path / f"{name}.sqlite3" for name in ("full", "older", "made"))
    write_index(full, DEEDS, newest_first)
    if fault == "other columns":
        fewer = replace(DEEDS.structure, columns=DEEDS.structure.columns[:-1])
        write_index(older, replace(DEEDS, structure=fewer), newest_first)
    if fault == "other history":
        write_index(older, DEEDS, newest_first[:1])
    write_index(made, DEEDS, newest_first, previous=older)
    assert dump(made) == dump(full)


def test_a_column_that_an_old_release_lacks(releases: Releases, tmp_path: Path) -> None:
    added = Column("source", Kind.TEXT, "来源", "Source", "来源。", nullable=True)
    wider = replace(DEEDS, structure=replace(DEEDS.structure, columns=(*DEEDS.structure.columns, added)))
    releases.cut(wider, [(*deed(1), "文章")], MORNING + 5 * DAY)
    path = tmp_path / "index.sqlite3"
    write_index(path, wider, releases_of(releases.folder, "deeds"))
    query = parse_query(wider.structure, CATALOGUE, [("source", "文章")])
    with closing(open_index(path)) as connection:
        assert run(connection, wider, "latest", query).count == 1
        with pytest.raises(QueryError, match="source"):
            run(connection, wider, "2026-11-23", query)
        old = run(connection, wider, "2026-11-23", parse_query(wider.structure, CATALOGUE, []))
        assert old.columns == DEEDS.structure.names()
        assert old.as_csv().startswith(b"deed,title,kind,asked,days,cost,page\r\n")


@pytest.fixture
def connection(releases: Releases, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    write_index(tmp_path / "index.sqlite3", DEEDS, releases_of(releases.folder, "deeds"))
    with closing(open_index(tmp_path / "index.sqlite3")) as opened:
        yield opened


def test_a_reader_cannot_write(connection: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM rows")


def test_the_releases_are_known_newest_first(connection: sqlite3.Connection) -> None:
    known = indexed_releases(connection)
    assert [release.id for release in known] == ["2026-11-25", "2026-11-24", "2026-11-23"]
    assert [release.rows for release in known] == [3, 2, 1]
    assert known[0].published == MORNING + 2 * DAY
    assert known[-1].kind == "first"


def test_an_index_is_not_written_over(releases: Releases, tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite3"
    path.write_bytes(b"x")
    with pytest.raises(FileExistsError):
        write_index(path, DEEDS, releases_of(releases.folder, "deeds"))


def test_look_ups_use_an_index(connection: sqlite3.Connection) -> None:
    for clause in ("\"v_kind\" IN ('build')", "first >= '2025-01-01'", "position > 3"):
        plan = connection.execute(
            f"EXPLAIN QUERY PLAN SELECT item FROM rows WHERE release = 1 AND {clause}"
        ).fetchall()
        assert all("SEARCH" in step[3] for step in plan), plan
