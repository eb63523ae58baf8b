"""A running site and a real browser: Debian's Chromium."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import program
from tests.contract.http_server import HttpServer
from tests.inspection.inspected_site import prepare, served
from tests.running_site import PASSWORD, RunningSite, manage, running_site

REFUSAL = "the server responded with a status of 4"
"""How Chromium's console tells that a form was refused."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def prepared_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A seeded DATA folder to copy: the migrations of an empty database take most of a first start."""
    folder = tmp_path_factory.mktemp("prepared")
    for command in ("migrate", "seed"):
        manage(folder, command).check_returncode()
    return folder


@pytest.fixture(scope="module")
def site(prepared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The seeded site, of this module alone."""
    data = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(prepared_data, data)
    with running_site(data) as running:
        yield running


@pytest.fixture(scope="session")
def inspected(prepared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HttpServer]:
    """The reader over the seed with sample records, without a desk. Nobody may change it."""
    data = tmp_path_factory.mktemp("inspected") / "data"
    shutil.copytree(prepared_data, data)
    prepare(data)
    with served(data) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium. Not for longer than a module: its event loop would close Django's database to others."""
    path = program("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab that fails the test for any error in its console, and for any request to another host."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 900})
    tab = context.new_page()
    faults: list[str] = []
    tab.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("request", lambda request: faults.append(request.url) if _is_foreign(request.url) else None)
    yield tab
    context.close()
    assert faults == []


@pytest.fixture
def desk(browser: Browser, site: RunningSite) -> Iterator[Page]:
    """A tab of the administrator that allows refusals in its console and nothing else."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 900})
    tab = context.new_page()
    faults: list[str] = []
    tab.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: faults.append(str(error)))
    log_in(tab, site)
    yield tab
    context.close()
    assert [fault for fault in faults if REFUSAL not in fault] == []


def _is_foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1", "data:", "blob:", "about:"))


def log_in(page: Page, site: RunningSite) -> None:
    """Log in at the desk as the administrator."""
    page.goto(site.desk)
    page.locator("#id_username").fill("admin")
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(site.desk)
