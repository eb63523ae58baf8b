"""Leaving the site, 找错 with a quotation, copying and printing, in a real browser."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.contract.http_server import HttpServer
from tests.inspection import axe

pytestmark = [pytest.mark.journey, pytest.mark.debian]

DEED = "/deeds/wenzheng-pavilion/"
OUTSIDE = "footer a.outside"
COLOURS = "() => { const seen = getComputedStyle(document.body); return [seen.backgroundColor, seen.color]; }"
BLACK_ON_WHITE = ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


@pytest.fixture
def url(inspected: HttpServer) -> str:
    """Where the seeded site is read."""
    return f"http://127.0.0.1:{inspected.port}"


@pytest.mark.parametrize("key", ["Escape", "Enter"])
def test_leaving_asks_first(page: Page, url: str, key: str) -> None:
    """By keyboard: the way back has the focus, and the link gets it again; the link keeps its address."""
    page.goto(url + DEED)
    link = page.locator(OUTSIDE)
    address = link.get_attribute("href")
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"您将离开本站，前往 {urlsplit(str(address)).netloc}。是否继续？")
    expect(dialog.get_by_role("button", name="留在本站")).to_be_focused()
    assert dialog.get_by_role("link", name="继续访问").get_attribute("href") == address
    assert axe.violations(page) == []
    page.keyboard.press(key)
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()
    assert page.url == url + DEED and link.get_attribute("href") == address


def test_leaving_goes_where_it_says(browser: Browser, url: str) -> None:
    """继续访问 follows the link; one of ours asks nothing; a modified click is the reader's own affair."""
    context = browser.new_context(locale="zh-CN")
    context.route(
        "https://**", lambda route: route.fulfill(body="<title>there</title>", content_type="text/html")
    )
    page = context.new_page()
    page.goto(url + DEED)
    page.get_by_role("link", name="隐私").click()
    page.wait_for_url("**/privacy/")
    with context.expect_page() as opened:
        page.locator(OUTSIDE).click(modifiers=["Control"])
    opened.value.close()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator(OUTSIDE).click()
    page.get_by_role("link", name="继续访问").click()
    page.wait_for_url("https://**")
    context.close()


def test_a_report_takes_the_selected_words_along(page: Page, url: str) -> None:
    """Select, press: page and quotation are in the address; without a selection the page alone."""
    page.goto(url + DEED)
    words = page.locator(".prose p").first
    words.click(click_count=3)
    chosen = page.evaluate("() => getSelection().toString().trim()")
    assert chosen
    for name in ("报告错误", "我要找错"):
        words.click(click_count=3)
        link = page.get_by_role("link", name=name)
        link.dispatch_event("pointerdown")
        sent = parse_qs(urlsplit(str(link.get_attribute("href"))).query)
        assert sent == {"page": [DEED], "quote": [" ".join(chosen.split())[:300]]}
    page.locator("h1").click()
    link.dispatch_event("pointerdown")
    assert parse_qs(urlsplit(str(link.get_attribute("href"))).query) == {"page": [DEED]}
    words.click(click_count=3)
    page.get_by_role("link", name="报告错误").click()
    page.wait_for_url("**/report/?*")
    assert parse_qs(urlsplit(page.url).query)["quote"] == [" ".join(chosen.split())[:300]]


def test_copy_and_print(page: Page, url: str) -> None:
    """The link by the older command, since HTTP in a county network has no clipboard; 打印 asks the browser."""
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
    page.goto(url + DEED)
    page.get_by_role("button", name="打印").click()
    assert page.evaluate("() => printed") == 1
    page.evaluate(
        "() => document.addEventListener('copy', () => { window.copied = getSelection().toString(); })"
    )
    page.evaluate("() => Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert page.evaluate("() => copied.trim()").endswith(DEED)


def test_on_paper(page: Page, url: str) -> None:
    """Source, time, address, code and seal, black on white in every mode; nothing to press."""
    page.goto(url + DEED)
    page.evaluate("() => { document.documentElement.dataset.contrast = 'yellow'; }")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(COLOURS) == BLACK_ON_WHITE
    for kept in ("h1", ".facts-line", ".seal time", "#page-address", ".seal .qr", ".seal .seal-mark"):
        expect(page.locator(kept).first).to_be_visible()
    for gone in (".band", ".site-search", ".site-nav", ".share", ".breadcrumbs", ".footer-nav"):
        expect(page.locator(gone)).to_be_hidden()
    box = page.locator(".seal .qr").bounding_box()
    assert box and box["width"] == pytest.approx(box["height"]) and box["width"] > 90
