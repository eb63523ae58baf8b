"""Short ways to index releases and to ask the indexes of `conftest.py`, for the tests of rows."""

from pathlib import Path

import pytest

from publishing.folder import DataFolder
from publishing.index import DatasetIndex, index_name, releases_bytes, releases_name, write_release_index
from publishing.problems import Problem, QueryError
from publishing.releases import releases_of
from publishing.rows import RowsPage, parse_query, run
from tests.publishing.data_samples import CATALOGUE, DEEDS, NUMBERS, deed

DEED_ROWS = [
    deed(
        n,
        kind="repair" if n % 4 else "build",
        asked=None if n % 5 == 0 else f"2025-0{n % 9 + 1}-11",
        days=n % 7 or None,
    )
    for n in range(40)
]


def index_releases(folder: DataFolder, code: str, root: Path) -> DatasetIndex:
    """Indexes the releases of a dataset below an edition's root, as a build does; files that are there stay."""
    releases = releases_of(folder, code)
    listed = root / releases_name(code)
    listed.parent.mkdir(parents=True, exist_ok=True)
    listed.write_bytes(releases_bytes(releases))
    for release in releases:
        path = root / index_name(code, release.id)
        if (release.folder / f"{code}.json").exists() and not path.exists():
            write_release_index(path, release)
    return DatasetIndex(root, code)


def ask(index: DatasetIndex, release: str = "latest", **params: str) -> RowsPage:
    """Asks the numbers; `from_` stands for `from`."""
    pairs = [(name.rstrip("_"), value) for name, value in params.items()]
    return run(index, NUMBERS, release, parse_query(NUMBERS.structure, CATALOGUE, pairs))


def ask_deeds(index: DatasetIndex, **params: str) -> RowsPage:
    """The same for the deeds."""
    pairs = [(name.rstrip("_"), value) for name, value in params.items()]
    return run(index, DEEDS, "latest", parse_query(DEEDS.structure, CATALOGUE, pairs))


def refusal(index: DatasetIndex, release: str = "latest", **params: str) -> Problem:
    """The problem that the question must give."""
    with pytest.raises(QueryError) as caught:
        ask(index, release, **params)
    return caught.value.problem
