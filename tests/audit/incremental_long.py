"""Random work at the desk, at length: an incremental build must always equal a full one."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.running_site import ROOT


def incremental_long(data: Path, quick: bool) -> str:
    """The property test of `make test` with many more examples, drawn anew each time."""
    examples = 8 if quick else 200
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/cms/test_incremental.py",
         "-k", "equals_a_full_one", "--timeout", "7200"],
        cwd=ROOT, env={**os.environ, "HUANAN_REVIEWS": "0", "INCREMENTAL_EXAMPLES": str(examples)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]
    took = re.search(r"passed.* in ([0-9.]+)s", done.stdout)
    return f"{examples} random sequences of 3 to 8 acts, no difference, {took[1] if took else '?'} s"
