"""Whether every altered file is found and named."""

import os
import random
import subprocess
import sys
from pathlib import Path

from tests.running_site import ROOT


def tampering(data: Path, quick: bool) -> str:
    """Flip one bit of many files of the edition in force, one after the other; each must be named."""
    edition = (data / "editions/current").resolve()
    files = sorted(path for path in edition.rglob("*") if path.is_file())
    chosen = random.Random(20261123).sample(files, 8 if quick else 60)
    for path in chosen:
        with changed(path):
            findings = verify(data)
        assert str(path.relative_to(edition)) in findings, f"{path} was changed and not named:\n{findings}"
    assert "核验通过" in verify(data)
    return f"{len(chosen)} of {len(files)} files altered, all named"


class changed:  # noqa: N801 - reads as what it does
    """A file with one bit flipped, put back in the end. Hard links of the same content are left alone."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        self.body = self.path.read_bytes()
        middle = len(self.body) // 2
        self._replace(self.body[:middle] + bytes([self.body[middle] ^ 1]) + self.body[middle + 1 :])

    def __exit__(self, *error: object) -> None:
        self._replace(self.body)

    def _replace(self, body: bytes) -> None:
        self.path.unlink()
        self.path.write_bytes(body)


def verify(data: Path) -> str:
    """What `edition verify` prints."""
    answer = subprocess.run(
        [sys.executable, "manage.py", "edition", "verify", "--data", str(data)],
        cwd=ROOT, env={**os.environ, "HUANAN_REVIEWS": "0"}, capture_output=True, text=True,
    )  # fmt: skip
    return answer.stdout + answer.stderr
