"""The index of a release: it depends on that release alone, and is never written to by a reader."""

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from publishing.index import DatasetIndex, index_name, open_index, releases_bytes
from publishing.problems import QueryError
from publishing.releases import releases_of
from publishing.row_query import parse_query
from publishing.rows import run
from publishing.structure import Column, Kind
from tests.publishing.data_samples import CATALOGUE, DAY, DEEDS, MORNING, Releases, deed
from tests.publishing.row_questions import ask_deeds, index_releases


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    made = Releases(tmp_path)
    for n in range(3):
        made.cut(DEEDS, [deed(number) for number in range(n + 1)], MORNING + n * DAY)
    return made


@pytest.fixture
def index(releases: Releases, tmp_path: Path) -> DatasetIndex:
    return index_releases(releases.folder, "deeds", tmp_path / "edition")


@pytest.fixture
def connection(index: DatasetIndex) -> Iterator[sqlite3.Connection]:
    with closing(index.open("2026-11-25")) as opened:
        yield opened


def test_a_reader_cannot_write(connection: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM rows")


def test_the_releases_are_known_newest_first(index: DatasetIndex, releases: Releases) -> None:
    assert [release.id for release in index.releases] == ["2026-11-25", "2026-11-24", "2026-11-23"]
    assert [release.rows for release in index.releases] == [3, 2, 1]
    assert [release.previous for release in index.releases] == ["2026-11-24", "2026-11-23", None]
    newest, oldest = index.releases[0], index.releases[-1]
    assert (newest.published, newest.columns) == (MORNING + 2 * DAY, DEEDS.structure.names())
    assert (oldest.kind, oldest.licence, oldest.withdrawn) == ("first", "https://example.org/licence", False)
    known = {release.id: release.manifest_sha256 for release in releases_of(releases.folder, "deeds")}
    assert {release.id: release.manifest_sha256 for release in index.releases} == known


def test_equal_releases_give_an_equal_list(releases: Releases) -> None:
    known = releases_of(releases.folder, "deeds")
    assert releases_bytes(known) == releases_bytes(known[::-1])
    listed = json.loads(releases_bytes(known))["releases"]
    assert (
        json.dumps(listed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        in releases_bytes(known).decode()
    ), "canonical JSON"


def test_a_column_that_a_release_lacks_or_had(releases: Releases, tmp_path: Path) -> None:
    """Each release answers with its own columns, whatever the dataset has today."""
    added = Column("source", Kind.TEXT, "来源", "Source", "来源。", nullable=True)
    kept = tuple(column for column in DEEDS.structure.columns if column.name != "days")
    today = replace(DEEDS, structure=replace(DEEDS.structure, columns=(*kept, added)))
    row = tuple(cell for cell, column in zip(deed(1), DEEDS.structure.columns, strict=True) if column in kept)
    releases.cut(today, [(*row, "文章")], MORNING + 5 * DAY)
    index = index_releases(releases.folder, "deeds", tmp_path / "edition")
    query = parse_query(today.structure, CATALOGUE, [("source", "文章")])
    assert run(index, today, "latest", query).count == 1
    with pytest.raises(QueryError, match="source"):
        run(index, today, "2026-11-23", query)
    old = run(index, today, "2026-11-23", parse_query(today.structure, CATALOGUE, []))
    assert old.columns == DEEDS.structure.names()
    assert old.as_csv().startswith(b"deed,title,kind,asked,days,cost,page\r\n")
    assert old.as_json() == (releases.folder.releases / "deeds/2026-11-23/deeds.json").read_bytes()


def test_many_threads_may_ask_one_index(index: DatasetIndex) -> None:
    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda _: ask_deeds(index).count, range(200)))
    assert counts == [3] * 200
    assert index.releases is index.releases


def test_a_lost_file_is_a_fault_and_no_answer(index: DatasetIndex) -> None:
    """Only the list says that a release was withdrawn: a file that is not there may be damage."""
    (index.root / index_name("deeds", "2026-11-25")).unlink()
    with pytest.raises(sqlite3.OperationalError):
        ask_deeds(index)
    with pytest.raises(sqlite3.OperationalError):
        open_index(index.root / "nothing.sqlite3")
