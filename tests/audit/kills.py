"""Builders killed at any instant: what readers get is whole, and the next build succeeds without any hand."""

from pathlib import Path

from tests.audit.many_pages import manage, many_deeds

PAGES = 420
"""So many that a change of every page is rendered by several processes."""


def kills(data: Path, quick: bool) -> str:
    """SIGKILL builders at 200 instants spread over whole builds, with rendering processes in a part of them."""
    return inside(
        crash_site(data), "from tests.audit.kill_loop import kill_many as run", 10 if quick else 200
    )


def crash_site(data: Path) -> Path:
    """A DATA folder of several hundred pages with an edition in force, for the checks that crash builders."""
    site = data / "crashes"
    if not (site / "editions/current").exists():
        many_deeds(site, PAGES)
        manage(site, "edition", "build")
    return site


def inside(site: Path, run: str, count: int) -> str:
    """What a check returns that runs where Django is set up: `run` imports it under that name."""
    return manage(site, "shell", "-v0", "-c", f"{run}; print(run({count}))").strip().splitlines()[-1]
