"""How long a start takes when everything is there already."""

import time
from pathlib import Path

from tests.running_site import running_site

SECONDS = 10.0


def second_start(data: Path, quick: bool) -> str:
    """Start again on a DATA folder that has been used; it must serve within ten seconds."""
    taken = []
    for _ in range(1 if quick else 3):
        started = time.monotonic()
        with running_site(data):
            taken.append(time.monotonic() - started)
    figures = ", ".join(f"{seconds:.1f} s" for seconds in taken)
    assert max(taken) < SECONDS, figures
    return figures
