"""Made once: two datasets with releases and their indexes for the tests of rows, and editions with a thing to go."""

import shutil
from pathlib import Path

import pytest

from publishing.index import DatasetIndex
from tests.publishing.data_samples import DAY, DEEDS, MORNING, NUMBERS, Releases, observation, sample_numbers
from tests.publishing.row_questions import DEED_ROWS, index_releases
from tests.publishing.withdrawal_world import Withdrawals


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
        index_releases(releases.folder, dataset.code, releases.folder.root)
    return releases


@pytest.fixture
def numbers_index(indexed: Releases) -> DatasetIndex:
    return DatasetIndex(indexed.folder.root, "numbers")


@pytest.fixture
def deeds_index(indexed: Releases) -> DatasetIndex:
    return DatasetIndex(indexed.folder.root, "deeds")


@pytest.fixture(scope="session")
def holding(tmp_path_factory: pytest.TempPathFactory) -> Withdrawals:
    """Three editions, two of which hold the thing, and two releases, one of which does."""
    made = Withdrawals(tmp_path_factory.mktemp("holding"))
    made.with_it()
    return made


@pytest.fixture
def site(holding: Withdrawals, tmp_path: Path) -> Withdrawals:
    """A copy of them to work on."""
    shutil.copytree(holding.folder.root, tmp_path / "data", symlinks=True)
    made = Withdrawals(tmp_path)
    made.minutes = holding.minutes
    return made
