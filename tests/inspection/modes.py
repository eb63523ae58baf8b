"""The ways in which a page can be shown, and a tab that shows it so."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Browser, Page


@dataclass(frozen=True, slots=True)
class Mode:
    """What a reader has chosen, on the device or on the page."""

    name: str
    scheme: Literal["light", "dark"] = "light"
    contrast: Literal["more", "no-preference"] = "no-preference"
    query: str = ""
    remembered: tuple[tuple[str, str], ...] = ()
    """What the reading tools have kept in the browser from an earlier visit."""


STANDARD = Mode("standard")
ELDER = Mode("elder", query="elder=1")
DARK = Mode("dark", scheme="dark")
WHITE = Mode("black on white", remembered=(("reading-contrast", "white"),))
YELLOW = Mode("yellow on black", remembered=(("reading-contrast", "yellow"),))
MODES = (
    STANDARD,
    ELDER,
    DARK,
    WHITE,
    YELLOW,
    Mode("elder by night", scheme="dark", query="elder=1"),
    Mode("elder, yellow on black", query="elder=1", remembered=(("reading-contrast", "yellow"),)),
    Mode("very large, dark by choice", remembered=(("reading-size", "larger"), ("reading-theme", "dark"))),
    Mode("high contrast of the device", contrast="more"),
    Mode("high contrast of the device by night", scheme="dark", contrast="more"),
)
PHONE, DESKTOP = 360, 1366


def address(path: str, mode: Mode) -> str:
    """The path with what the mode adds to it."""
    if not mode.query:
        return path
    return f"{path}{'&' if '?' in path else '?'}{mode.query}"


@contextmanager
def tab(browser: Browser, mode: Mode = STANDARD, width: int = DESKTOP) -> Iterator[Page]:
    """A tab of a browser that remembers nothing."""
    context = browser.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": width, "height": 800},
        color_scheme=mode.scheme,
        contrast=mode.contrast,
        reduced_motion="reduce",
        is_mobile=width == PHONE,
        has_touch=width == PHONE,
    )
    try:
        for name, value in mode.remembered:
            context.add_init_script(f"localStorage.setItem({json.dumps(name)}, {json.dumps(value)})")
        yield context.new_page()
    finally:
        context.close()
