"""Two datasets with several releases and their indexes, made once, for the tests of rows."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from publishing.index import open_index, write_index
from publishing.releases import releases_of
from tests.publishing.data_samples import DAY, DEEDS, MORNING, NUMBERS, Releases, observation, sample_numbers
from tests.publishing.row_questions import DEED_ROWS, index_of


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Releases:
    """Three releases of the numbers, two of the deeds, and their indexes."""
    releases = Releases(tmp_path_factory.mktemp("data"))
    rows = sample_numbers()
    releases.cut(NUMBERS, rows)
    revised = observation("wishes", 2700, qualifier="more_than", revision=2, note="补报")
    releases.cut(NUMBERS, [*rows[:3], revised, *rows[4:]], MORNING + DAY, kind="correction", note="补报")
    releases.cut(NUMBERS, [*rows[:3], *rows[4:]], MORNING + 2 * DAY)
    releases.cut(DEEDS, DEED_ROWS[:30])
    releases.cut(DEEDS, DEED_ROWS, MORNING + DAY)
    for dataset in (NUMBERS, DEEDS):
        write_index(index_of(releases, dataset.code), dataset, releases_of(releases.folder, dataset.code))
    return releases


@pytest.fixture
def numbers_index(indexed: Releases) -> Iterator[sqlite3.Connection]:
    with closing(open_index(index_of(indexed, "numbers"))) as connection:
        yield connection


@pytest.fixture
def deeds_index(indexed: Releases) -> Iterator[sqlite3.Connection]:
    with closing(open_index(index_of(indexed, "deeds"))) as connection:
        yield connection
