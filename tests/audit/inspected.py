"""The site that the audits inspect, and a browser to look at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.conftest import program
from tests.contract.granian_server import GranianServer
from tests.inspection.inspected_site import prepare, served
from tests.journeys.conftest import FLAGS


@contextmanager
def inspected(data: Path) -> Iterator[GranianServer]:
    """The reader over seed and samples, in a folder of its own beside the other checks' DATA."""
    folder = data / "inspected-site"
    folder.mkdir(exist_ok=True)
    prepare(folder)
    with served(folder) as server:
        yield server


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    path = program("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def address(server: GranianServer) -> str:
    """Scheme, host and port."""
    return f"http://127.0.0.1:{server.port}"


def verdict(faults: list[str], figures: str) -> str:
    """The figures; fails with the faults when there are any."""
    shown = "\n      ".join(faults[:40])
    assert not faults, f"{len(faults)} faults\n      {shown}"
    return figures
