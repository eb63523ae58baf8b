"""What every test has: its own DATA folder, a trial deployment, and no network but this machine."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import clear_script_prefix
from pytest_django.fixtures import Settings

from cms import signing

PROGRAMS = {
    "chromium": "chromium",
    "nginx": "nginx-light libnginx-mod-http-brotli-static",
    "node": "nodejs npm",
    "java": "default-jre-headless",
    "minisign": "minisign",
    "msgfmt": "gettext",
    "rclone": "rclone",
    "rsync": "rsync",
    "strace": "strace",
    "systemd-analyze": "systemd",
    "wrk": "wrk",
}
"""Debian's programs that some tests drive, and the package that has each."""


@pytest.fixture(autouse=True)
def a_process_of_its_own() -> None:
    """The reader runs in one process with the desk's tests here: its requests must not touch their database.

    Django's test client connects these again, so this is done for each test.
    """
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    # A reader below a prefix leaves it behind in this thread.
    clear_script_prefix()


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """DATA_DIR of this test alone, with a key pair of its own."""
    folder = tmp_path / "data"
    settings.DATA_DIR = folder
    settings.MEDIA_ROOT = folder / "media"
    settings.REVIEWS = 0
    signing.signer_at.cache_clear()
    yield folder
    signing.signer_at.cache_clear()


def program(name: str) -> str:
    """The path of one of Debian's programs; skips the test with a visible reason when it is missing."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is missing: apt-get install {PROGRAMS[name]}")
    return found
