"""阅读设置 and 朗读: each tool by hand, by keyboard, across pages, and without script."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.contract.http_server import HttpServer
from tests.inspection import axe

pytestmark = [pytest.mark.journey, pytest.mark.debian]

DEED = "/deeds/wenzheng-pavilion/"
SPEAKING = (Path(__file__).parent / "speaking.js").read_text()
TYPE_SIZE = "() => parseFloat(getComputedStyle(document.body).fontSize)"
COLOURS = "() => { const seen = getComputedStyle(document.body); return [seen.backgroundColor, seen.color]; }"
STANDARD = ["rgb(251, 250, 246)", "rgb(28, 27, 24)"]
NIGHT = ["rgb(23, 22, 19)", "rgb(239, 235, 226)"]
BLACK, WHITE, YELLOW = "rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgb(255, 225, 77)"


@pytest.fixture
def url(inspected: HttpServer) -> str:
    """Where the seeded site is read."""
    return f"http://127.0.0.1:{inspected.port}"


@pytest.fixture
def tools(page: Page, url: str) -> Locator:
    """The panel, opened on a deed."""
    page.goto(url + DEED)
    page.get_by_text("阅读设置").click()
    panel = page.locator(".reading-panel")
    expect(panel).to_be_visible()
    return panel


def test_type_grows_and_stays_grown(page: Page, url: str, tools: Locator) -> None:
    """18, 21 and 24 px, on the next page too, from the first paint; 恢复默认 ends it."""
    sizes = []
    for label in ("标准", "大", "特大"):
        button = tools.get_by_role("group", name="字号").get_by_role("button", name=label, exact=True)
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        sizes.append(round(page.evaluate(TYPE_SIZE)))
    assert sizes == [18, 21, 24]
    expect(tools.get_by_role("status")).to_have_text("字号：特大")
    assert tools.locator("[data-choose=size][aria-pressed=true]").count() == 1
    page.route("**/js/reading.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(url + "/about/")
    assert round(page.evaluate(TYPE_SIZE)) == 24, "without the script of the tools"
    page.unroute_all()
    page.goto(f"{url}/?elder=1")
    assert round(page.evaluate(TYPE_SIZE)) == 30, "on top of the elder mode"
    page.get_by_text("阅读设置").click()
    page.get_by_role("button", name="恢复默认").click()
    assert round(page.evaluate(TYPE_SIZE)) == 18 and "elder" not in page.url
    page.goto(url + DEED)
    assert round(page.evaluate(TYPE_SIZE)) == 18
    assert page.evaluate("() => localStorage.length") == 0


@pytest.mark.parametrize(
    ("group", "label", "colours"),
    [
        ("对比度", "黑底黄字", [BLACK, YELLOW]),
        ("对比度", "白底黑字", [WHITE, BLACK]),
        ("明暗", "深色", NIGHT),
        ("明暗", "浅色", STANDARD),
    ],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_the_readers_choice(
    page: Page, url: str, tools: Locator, group: str, label: str, colours: list[str], scheme: str
) -> None:
    """Whatever the device asks for; on the next page as well; and given up again."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    before = page.evaluate(COLOURS)
    assert before == (NIGHT if scheme == "dark" else STANDARD)
    choice = tools.get_by_role("group", name=group)
    choice.get_by_role("button", name=label).click()
    assert page.evaluate(COLOURS) == colours
    page.goto(url + "/data/")
    assert page.evaluate(COLOURS) == colours
    page.go_back()
    assert page.evaluate(COLOURS) == colours
    page.get_by_text("阅读设置").click()
    choice.get_by_role("button").first.click()
    assert page.evaluate(COLOURS) == before


def test_the_panel_by_keyboard_alone(page: Page, url: str) -> None:
    """Among the first stops; opened, used, left with Escape; what lies below it is never hidden from the focus."""
    page.goto(url + DEED)
    stops = []
    for _ in range(3):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("() => document.activeElement.textContent.trim()"))
    assert stops == ["跳到正文", "长者版", "阅读设置"]
    page.keyboard.press("Enter")
    panel = page.locator(".reading-panel")
    expect(panel).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert round(page.evaluate(TYPE_SIZE)) == 21
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert page.evaluate("() => document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
    expect(panel).to_be_hidden()
    assert not page.evaluate("() => document.querySelector('.reading').contains(document.activeElement)")


def test_storage_that_is_closed_or_holds_nonsense(page: Page, url: str) -> None:
    """A choice holds for the page; an unknown value shows as the standard."""
    page.goto(url + DEED)
    page.evaluate("() => localStorage.setItem('reading-contrast', 'plaid\"><b>')")
    page.reload()
    assert page.evaluate(COLOURS) == STANDARD
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('closed'); }})"
    )
    page.reload()
    page.get_by_text("阅读设置").click()
    page.get_by_role("button", name="黑底黄字").click()
    assert page.evaluate(COLOURS) == [BLACK, YELLOW]


def test_without_script_nothing_is_offered_that_needs_it(browser: Browser, url: str) -> None:
    """No settings, no printing, no copying; the elder mode, search and 找错 are there."""
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{url}{DEED}?elder=1")
    assert round(float(page.locator("body").evaluate("body => getComputedStyle(body).fontSize")[:-2])) == 24
    for words in ("阅读设置", "打印", "复制链接", "朗读本页"):
        expect(page.get_by_text(words, exact=True)).to_be_hidden()
    for link in ("标准版", "报告错误", "我要找错"):
        expect(page.get_by_role("link", name=link)).to_be_visible()
    search = page.get_by_role("search")
    expect(search.get_by_role("searchbox", name="搜索本站")).to_be_visible()
    search.get_by_role("searchbox").fill("凉亭")
    search.get_by_role("button", name="搜索").click()
    assert urlsplit(page.url).path == "/search/" and parse_qs(urlsplit(page.url).query) == {"q": ["凉亭"]}
    context.close()


def test_read_aloud(page: Page, url: str) -> None:
    """Sentence by sentence from the title on, shown; paused, gone on with, stopped by key; never the frame."""
    page.add_init_script(SPEAKING)
    page.goto(url + DEED)
    page.get_by_text("阅读设置").click()
    page.get_by_role("button", name="朗读本页").click()
    bar = page.get_by_role("region", name="朗读")
    expect(bar.get_by_role("button", name="暂停")).to_be_focused()
    for _ in range(6):
        page.evaluate("() => endSentence()")
    said = page.evaluate("() => spoken")
    assert all(lang == "zh-CN" for _, lang in said) and "文政社区凉亭" in [text for text, _ in said]
    expect(bar.locator("p")).to_have_text(said[-1][0])
    marked = page.evaluate("() => [...CSS.highlights.get('aloud')].map(range => range.toString()).join('')")
    assert marked.strip() == said[-1][0]
    page.keyboard.press("Enter")
    expect(bar.get_by_role("button", name="继续")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("() => spoken.at(-1)") == said[-1], "the sentence begins again"
    assert axe.violations(page) == []
    page.keyboard.press("Escape")
    expect(bar).to_have_count(0)
    expect(page.locator(".reading summary")).to_be_focused()
    assert page.evaluate("() => CSS.highlights.has('aloud')") is False


def test_reading_aloud_ends_by_itself_and_says_all(page: Page, url: str) -> None:
    """Every sentence of the text once, and nothing of menus, buttons and the seal."""
    page.add_init_script(SPEAKING)
    page.goto(url + DEED)
    page.get_by_text("阅读设置").click()
    page.get_by_role("button", name="朗读本页").click()
    bar = page.get_by_role("region", name="朗读")
    page.evaluate(
        "() => { for (let turn = 0; turn < 500 && document.querySelector('.aloud'); turn++) endSentence(); }"
    )
    expect(bar).to_have_count(0)
    text = "".join(words for words, _ in page.evaluate("() => spoken"))
    prose = page.locator(".prose p").all_inner_texts()
    assert all("".join(part.split()) in "".join(text.split()) for part in prose)
    assert not [words for words in ("报告错误", "怎样核验", "开放数据", "当前版") if words in text]


@pytest.mark.parametrize(
    "voices", ["[]", "[{lang: 'zh-CN', localService: false}]", "[{lang: 'en', localService: true}]"]
)
def test_without_a_voice_of_the_device_nothing_is_read(page: Page, url: str, voices: str) -> None:
    """A voice over the network would send the text abroad."""
    page.add_init_script(f"window.voicesHere = {voices};\n{SPEAKING}")
    page.goto(url + DEED)
    page.get_by_text("阅读设置").click()
    expect(page.get_by_role("button", name="恢复默认")).to_be_visible()
    expect(page.get_by_role("button", name="朗读本页")).to_be_hidden()


@pytest.mark.parametrize("query", ["", "?elder=1"])
@pytest.mark.parametrize("size", ["standard", "larger"])
def test_nothing_scrolls_sideways_however_large(page: Page, url: str, query: str, size: str) -> None:
    """At 320 px, the panel open; what can be pressed in it is 44 px, and 60 in the elder mode."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.add_init_script(f"localStorage.setItem('reading-size', '{size}')")
    for path in ("/", DEED, "/data/", "/about/"):
        page.goto(url + path + query)
        page.get_by_text("阅读设置").click()
        assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0, path
        boxes = [button.bounding_box() for button in page.locator(".reading-panel button:visible").all()]
        least = 60 if query else 43.9
        assert all(box and box["height"] >= least and box["width"] >= 43.9 for box in boxes)


def test_nothing_moves_when_the_page_has_come(page: Page, url: str) -> None:
    """No shift by scripts, fonts or pictures."""
    page.add_init_script(
        "window.moved = 0;"
        "new PerformanceObserver(list => list.getEntries().forEach(each => { window.moved += each.value; }))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    for path in ("/", DEED, "/data/governance-indicators/"):
        page.goto(url + path, wait_until="networkidle")
        assert page.evaluate("() => moved") < 0.01, path
