"""Where the checkers of tests/checkers lie, and how to run one."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "checkers/node_modules"
SECONDS = 150


def checker(path: str) -> Path:
    """A file of an installed checker; skips the test with a visible reason when it is missing."""
    found = FOLDER / path
    if not found.exists():
        pytest.skip(f"{path.split('/')[0]} is missing: npm ci --prefix tests/checkers")
    return found


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> tuple[str, str]:
    """What a checker said on its two outputs. Whether that is good news, its caller reads there."""
    done = subprocess.run(
        [str(word) for word in command], env=environment, capture_output=True, text=True, timeout=SECONDS
    )
    return done.stdout, done.stderr
