"""Reading by keyboard alone: every control is reached, in order, with a focus that is seen, and none is a trap."""

import pytest
from playwright.sync_api import Browser, expect

from tests.contract.http_server import HttpServer
from tests.inspection.keyboard import walk
from tests.inspection.kinds import PRINCIPAL, kinds
from tests.inspection.modes import DARK, DESKTOP, ELDER, PHONE, STANDARD, YELLOW, Mode
from tests.inspection.open_page import opened

# The first test waits for the seed with its samples.
pytestmark = [pytest.mark.journey, pytest.mark.debian, pytest.mark.timeout(400)]

FROM_THE_START = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  scrollTo(0, 0);
}"""


@pytest.mark.parametrize(
    ("mode", "width"),
    [(STANDARD, DESKTOP), (ELDER, PHONE), (DARK, DESKTOP), (YELLOW, DESKTOP)],
    ids=lambda each: str(getattr(each, "name", each)),
)
@pytest.mark.parametrize("kind", PRINCIPAL)
def test_the_tab_key_goes_through_the_page(
    inspected: HttpServer, browser: Browser, kind: str, mode: Mode, width: int
) -> None:
    """The skip link comes first."""
    path = kinds(inspected.get)[kind]
    with opened(browser, f"http://127.0.0.1:{inspected.port}", path, mode, width) as shown:
        walked = walk(shown.page)
    assert walked.faults == []
    assert "跳到正文" in walked.names[0] and len(walked.names) > 10


@pytest.mark.parametrize("kind", PRINCIPAL)
def test_what_is_folded_opens_and_closes(inspected: HttpServer, browser: Browser, kind: str) -> None:
    """By Enter and by the space bar; what was inside becomes a stop."""
    path = kinds(inspected.get)[kind]
    with opened(browser, f"http://127.0.0.1:{inspected.port}", path) as shown:
        for place in range(shown.page.locator("summary:visible").count()):
            summary = shown.page.locator("summary:visible").nth(place)
            details = summary.locator("xpath=..")
            summary.focus()
            shown.page.keyboard.press("Enter")
            expect(details).to_have_attribute("open", "")
            shown.page.keyboard.press("Space")
            expect(details).not_to_have_attribute("open", "")
        shown.page.evaluate(
            "() => document.querySelectorAll('details').forEach(each => { each.open = true; })"
        )
        shown.page.evaluate(FROM_THE_START)
        assert walk(shown.page).faults == []
