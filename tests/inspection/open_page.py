"""Opens a page and keeps whatever the browser has to complain about meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from tests.inspection.modes import DESKTOP, STANDARD, Mode, address, tab

_NEXT_FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_OWN = ("data:", "blob:", "about:")


@dataclass(slots=True)
class Opened:
    """A page that was opened, and what was wrong on the way."""

    page: Page
    url: str
    faults: list[str] = field(default_factory=list)

    waiting: set[Request] = field(default_factory=set)

    def settle(self) -> None:
        """Wait until all that was asked for has come, by scripts too, and is drawn."""
        self.page.evaluate(_NEXT_FRAME)
        while self.waiting:
            self.page.wait_for_timeout(10)
        self.page.evaluate(_NEXT_FRAME)


@contextmanager
def opened(
    browser: Browser, site: str, path: str, mode: Mode = STANDARD, width: int = DESKTOP
) -> Iterator[Opened]:
    """One path of a site in a mode and at a width."""
    with tab(browser, mode, width) as page:
        found = Opened(page, site + address(path, mode))

        def said(message: ConsoleMessage) -> None:
            # That the page itself is an error page is not a complaint about it.
            if not (message.location.get("url") == found.url and "status of 4" in message.text):
                found.faults.append(f"console: {message.text}")

        def asked(request: Request) -> None:
            found.waiting.add(request)
            if not request.url.startswith((site + "/", *_OWN)):
                found.faults.append(f"request to another host: {request.url}")

        def answered(response: Response) -> None:
            if response.status >= 400 and response.url != found.url:
                found.faults.append(f"{response.url} answers {response.status}")

        def failed(request: Request) -> None:
            found.waiting.discard(request)
            found.faults.append(f"no answer: {request.url}")

        page.on("console", said)
        page.on("pageerror", lambda error: found.faults.append(f"script: {error}"))
        page.on("requestfinished", lambda request: found.waiting.discard(request))
        page.on("requestfailed", failed)
        page.on("request", asked)
        page.on("response", answered)
        page.goto(found.url)
        found.settle()
        yield found
