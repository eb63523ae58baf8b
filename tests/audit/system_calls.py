"""Builders that die or are refused at chosen system calls: what readers get is whole, and the next build succeeds."""

from pathlib import Path

from tests.audit.kills import inside
from tests.audit.seeded import seeded
from tests.conftest import program


def system_calls(data: Path, quick: bool) -> str:
    """Strace kills a builder at a system call of its, or has the call fail with a full disk or a broken one."""
    program("strace")
    site = data / "calls"
    seeded(site)
    return inside(site, "from tests.audit.injections import inject_many as run", 12 if quick else 150)
