"""The site that is inspected: the seed with sample records, served as in production."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.contract.granian_server import GranianServer
from tests.running_site import manage

SAMPLES = "12"
"""Enough for an agreement with its three lists, deeds with all their steps, and an organisation of each level."""
WITHDRAWN = "/news/demo-news-0001/"
"""A page that was there once: its address tells what became of it."""


def prepare(data: Path) -> None:
    """Makes tables, seed, samples and an edition, and takes one page back, where this was not done yet."""
    done = data / "inspected"
    if done.exists():
        return
    if not (data / "db.sqlite3").exists():
        _command(data, "migrate", "-v", "0")
    _command(data, "seed", "--demo", SAMPLES)
    _command(data, "edition", "build")
    _command(data, "edition", "withdraw", WITHDRAWN, "--reason", "演示撤下", "--yes")
    done.touch()


@contextmanager
def served(data: Path) -> Iterator[GranianServer]:
    """The reader on a prepared folder, one process of granian, until the end of the block."""
    server = GranianServer(data, data / "inspected.log")
    try:
        yield server
    finally:
        server.stop()


def _command(data: Path, *words: str) -> None:
    done = manage(data, *words)
    assert done.returncode == 0, done.stdout + done.stderr
