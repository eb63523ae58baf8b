"""axe-core finds nothing, on a page of every kind; all modes are in `make audit`."""

import pytest
from playwright.sync_api import Browser

from tests.contract.http_server import HttpServer
from tests.inspection import axe, layout
from tests.inspection.axe_rounds import rounds
from tests.inspection.kinds import COMPUTED, ERRORS, TYPES, kinds
from tests.inspection.modes import DARK, DESKTOP, ELDER, PHONE, STANDARD, YELLOW, Mode
from tests.inspection.open_page import opened

# The first test waits for the seed with its samples.
pytestmark = [pytest.mark.journey, pytest.mark.debian, pytest.mark.timeout(400)]

KINDS = sorted(TYPES | {"observation"} | COMPUTED.keys() | ERRORS.keys())


def test_no_kind_is_forgotten(inspected: HttpServer) -> None:
    """A new type of page, or one that is gone, is noticed here."""
    assert sorted(kinds(inspected.get)) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_each_kind(inspected: HttpServer, browser: Browser, kind: str) -> None:
    """In standard on a desktop, and in the elder mode on a phone."""
    path = kinds(inspected.get)[kind]
    site = f"http://127.0.0.1:{inspected.port}"
    assert rounds(browser, site, [path], [STANDARD], [DESKTOP]) == []
    assert rounds(browser, site, [path], [ELDER], [PHONE]) == []


@pytest.mark.parametrize("kind", ["home", "good-deed", "dataset"])
def test_colours_of_night_and_of_high_contrast(inspected: HttpServer, browser: Browser, kind: str) -> None:
    """The three pages that show most of the components."""
    path = kinds(inspected.get)[kind]
    assert rounds(browser, f"http://127.0.0.1:{inspected.port}", [path], [DARK, YELLOW], [PHONE]) == []


@pytest.mark.parametrize(("mode", "width"), [(STANDARD, DESKTOP), (ELDER, PHONE)], ids=["standard", "elder"])
def test_a_report_that_was_refused(inspected: HttpServer, browser: Browser, mode: Mode, width: int) -> None:
    """The form with its errors, for axe and for a thumb."""
    site = f"http://127.0.0.1:{inspected.port}"
    with opened(browser, site, "/report/", mode, width) as shown:
        shown.page.locator("form.report-form button[type=submit]").click()
        shown.page.locator("form.report-form [aria-invalid=true]").first.wait_for()
        assert axe.violations(shown.page) == []
        assert layout.small_targets(shown.page) == [] or width == DESKTOP
        assert layout.sideways(shown.page) == []
