"""The reader over a small edition, and where its DATA folder is."""

from pathlib import Path

import pytest

from tests.publishing.reader.conftest import editions, one_edition, reader, two_releases
from tests.publishing.reader.edition_on_disk import EditionsOnDisk

__all__ = ["editions", "one_edition", "reader", "root", "two_releases"]


@pytest.fixture
def root(editions: EditionsOnDisk) -> Path:
    """DATA of that reader."""
    return editions.folder.root
