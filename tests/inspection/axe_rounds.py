"""axe-core on many pages, each in many modes and at two widths."""

from collections.abc import Iterable, Sequence

from playwright.sync_api import Browser

from tests.inspection import axe
from tests.inspection.modes import DESKTOP, PHONE, Mode
from tests.inspection.open_page import opened

WIDTHS = (PHONE, DESKTOP)
_UNFOLD = """() => {
  const folded = [...document.querySelectorAll("details:not([open])")];
  folded.forEach(each => { each.open = true; });
  return folded.length;
}"""


def rounds(
    browser: Browser, site: str, paths: Iterable[str], modes: Sequence[Mode], widths: Sequence[int] = WIDTHS
) -> list[str]:
    """Every violation with page, mode and width. What can be unfolded is looked at folded and unfolded."""
    found = []
    for path in paths:
        for mode in modes:
            for width in widths:
                with opened(browser, site, path, mode, width) as shown:
                    broken = axe.violations(shown.page)
                    if shown.page.evaluate(_UNFOLD):
                        broken += axe.violations(shown.page)
                found += [f"{path} in {mode.name} at {width}: {rule}" for rule in dict.fromkeys(broken)]
    return found
