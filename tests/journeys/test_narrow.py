"""Pages on small screens: nothing sideways at 320 px, nothing over the text, targets for thumbs, a calm frame."""

import pytest
from playwright.sync_api import Browser

from tests.contract.http_server import HttpServer
from tests.inspection import layout
from tests.inspection.kinds import kinds
from tests.inspection.modes import DARK, ELDER, PHONE, STANDARD, Mode
from tests.inspection.open_page import opened
from tests.journeys.test_axe import KINDS

# The first test waits for the seed with its samples.
pytestmark = [pytest.mark.journey, pytest.mark.debian, pytest.mark.timeout(400)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_each_kind_on_a_phone(inspected: HttpServer, browser: Browser, kind: str) -> None:
    """Norms B-05, C-06 and H-11, in standard and in the elder mode."""
    path = kinds(inspected.get)[kind]
    for mode in (STANDARD, ELDER):
        with opened(browser, f"http://127.0.0.1:{inspected.port}", path, mode, PHONE) as shown:
            assert layout.small_targets(shown.page) == [], mode.name
            assert layout.over_the_text(shown.page) == [], mode.name
            assert layout.restless(shown.page) == [], mode.name
            assert shown.faults == [], mode.name
            shown.page.set_viewport_size({"width": layout.NARROWEST, "height": 640})
            assert layout.sideways(shown.page) == [], mode.name


@pytest.mark.parametrize("mode", [STANDARD, DARK], ids=lambda mode: mode.name)
@pytest.mark.parametrize("kind", ["home", "good-deed", "dataset"])
def test_the_frame_has_three_hues_at_most(
    inspected: HttpServer, browser: Browser, kind: str, mode: Mode
) -> None:
    """Norms C-04."""
    with opened(browser, f"http://127.0.0.1:{inspected.port}", kinds(inspected.get)[kind], mode) as shown:
        assert 1 <= len(layout.hues(shown.page)) <= 3
