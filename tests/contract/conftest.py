"""The seeded site as one edition on disk, made by the commands that an operator uses."""

from pathlib import Path

import pytest

from tests.audit.seeded import seeded


@pytest.fixture(scope="session")
def seeded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A DATA folder with the seed in force. Nobody may change it."""
    data = tmp_path_factory.mktemp("seeded") / "data"
    seeded(data)
    return data
