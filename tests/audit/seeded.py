"""A DATA folder with the seed in force, whichever check comes first."""

from pathlib import Path

from tests.running_site import manage


def seeded(data: Path) -> None:
    """Makes tables, seed and first edition where there is no edition yet."""
    if (data / "editions/current").exists():
        return
    for words in (["migrate", "-v", "0"], ["seed"], ["edition", "build"]):
        done = manage(data, *words)
        assert done.returncode == 0, done.stdout + done.stderr
