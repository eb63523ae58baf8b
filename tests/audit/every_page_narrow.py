"""Every page of the edition in a real browser, at the narrowest width: what the crawl by HTTP cannot see."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.audit.inspected import address, chromium, inspected, verdict
from tests.contract.granian_server import GranianServer
from tests.inspection import layout
from tests.inspection.kinds import kinds, page_paths
from tests.inspection.modes import ELDER, STANDARD
from tests.inspection.open_page import opened

EVERY = 8
"""In a hurry, every eighth page."""


def every_page_narrow(data: Path, quick: bool) -> str:
    """Nothing scrolls sideways at 320 px, no message in the console, no other host, nothing over the text."""
    with inspected(data) as server, chromium() as browser:
        computed = kinds(server.get).values()
        paths = page_paths(server.get)[:: EVERY if quick else 1]
        paths = list(dict.fromkeys([*paths, *computed]))
        faults = [fault for path in paths for fault in _faults(browser, server, path)]
    return verdict(faults, f"{len(paths)} pages at {layout.NARROWEST} px, in standard and in the elder mode")


def _faults(browser: Browser, server: GranianServer, path: str) -> list[str]:
    found = []
    for mode in (STANDARD, ELDER):
        with opened(browser, address(server), path, mode, layout.NARROWEST) as shown:
            said = [
                *layout.sideways(shown.page),
                *layout.over_the_text(shown.page),
                *layout.restless(shown.page),
            ]
            found += [f"{path} in {mode.name}: {fault}" for fault in (*said, *shown.faults)]
    return found
