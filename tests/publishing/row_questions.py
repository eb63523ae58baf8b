"""Short ways to ask the indexes of `conftest.py`, for the tests of rows."""

import sqlite3
from pathlib import Path

import pytest

from publishing.problems import Problem, QueryError
from publishing.rows import RowsPage, parse_query, run
from tests.publishing.data_samples import CATALOGUE, DEEDS, NUMBERS, Releases, deed

DEED_ROWS = [
    deed(
        n,
        kind="repair" if n % 4 else "build",
        asked=None if n % 5 == 0 else f"2025-0{n % 9 + 1}-11",
        days=n % 7 or None,
    )
    for n in range(40)
]


def index_of(releases: Releases, code: str) -> Path:
    """Where the tests put the index of a dataset."""
    return releases.folder.root / f"{code}.sqlite3"


def ask(connection: sqlite3.Connection, release: str = "latest", **params: str) -> RowsPage:
    """Asks the numbers; `from_` stands for `from`."""
    pairs = [(name.rstrip("_"), value) for name, value in params.items()]
    return run(connection, NUMBERS, release, parse_query(NUMBERS.structure, CATALOGUE, pairs))


def ask_deeds(connection: sqlite3.Connection, **params: str) -> RowsPage:
    """The same for the deeds."""
    pairs = [(name.rstrip("_"), value) for name, value in params.items()]
    return run(connection, DEEDS, "latest", parse_query(DEEDS.structure, CATALOGUE, pairs))


def refusal(connection: sqlite3.Connection, release: str = "latest", **params: str) -> Problem:
    """The problem that the question must give."""
    with pytest.raises(QueryError) as caught:
        ask(connection, release, **params)
    return caught.value.problem
