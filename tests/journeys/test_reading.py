"""Reading the public site in a real browser: every page type, narrow and wide, dark, large type, keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.running_site import RunningSite

pytestmark = [pytest.mark.journey, pytest.mark.debian]

DEED = "/deeds/wenzheng-pavilion/"
OBSERVATION = "/id/obs/good-deeds-completed/230822/2025/r1"
PAGES = (
    "/",
    "/deeds/",
    DEED,
    "/about/",
    "/data/",
    "/data/governance-indicators/",
    "/data/good-deeds/",
    "/indicators/handling-time-change/",
    OBSERVATION,
)
WIDTHS = (360, 1366)
OVERFLOW = "() => document.documentElement.scrollWidth - innerWidth"
GROUND = "() => getComputedStyle(document.body).backgroundColor"
TYPE_SIZE = "() => parseFloat(getComputedStyle(document.body).fontSize)"
LIGHT_PAPER, DARK_PAPER = "rgb(251, 250, 246)", "rgb(23, 22, 19)"


def read(page: Page, site: RunningSite, path: str, width: int = 1366) -> None:
    """Open a public page at a width."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.url + path)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(site: RunningSite, page: Page, path: str, width: int) -> None:
    """Neither in the standard version nor with large type; one main heading, and the seal knows its edition."""
    for query in ("", "?elder=1"):
        read(page, site, path + query, width)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        expect(page.locator("main .seal [data-edition]")).to_have_text("现行第 1 版")
        assert page.evaluate(OVERFLOW) <= 0, f"{path}{query} at {width}"


def test_dark_follows_the_device(site: RunningSite, page: Page) -> None:
    """Paper turns dark with the device."""
    read(page, site, "/")
    assert page.evaluate(GROUND) == LIGHT_PAPER
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(GROUND) == DARK_PAPER


def test_large_type_is_remembered_and_left(site: RunningSite, page: Page) -> None:
    """长者版 enlarges the type, holds on the next page, and 标准版 ends it."""
    read(page, site, "/")
    standard = page.evaluate(TYPE_SIZE)
    page.get_by_role("link", name="长者版").click()
    expect(page.get_by_role("link", name="标准版")).to_be_visible()
    assert page.evaluate(TYPE_SIZE) >= standard * 1.3
    read(page, site, DEED)
    assert page.evaluate(TYPE_SIZE) >= standard * 1.3
    page.get_by_role("link", name="标准版").click()
    expect(page.get_by_role("link", name="长者版")).to_be_visible()
    assert page.evaluate(TYPE_SIZE) == standard


def test_large_type_needs_no_script(site: RunningSite, page: Page) -> None:
    """With scripts blocked the link alone does it."""
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    read(page, site, "/")
    standard = page.evaluate(TYPE_SIZE)
    page.get_by_role("link", name="长者版").click()
    expect(page.get_by_role("link", name="标准版")).to_be_visible()
    assert page.evaluate(TYPE_SIZE) >= standard * 1.3


def test_number_to_evidence_in_one_click(site: RunningSite, page: Page) -> None:
    """From a number on the home page to what it rests on, and the same number in the heading."""
    read(page, site, "/", 360)
    number = page.locator(".number").filter(has_text="累计完成好事实事件数")
    shown = number.locator("data").inner_text()
    number.get_by_role("link", name=re.compile("^查看依据")).click()
    page.wait_for_url(site.url + OBSERVATION)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("累计完成好事实事件数")
    expect(heading.locator("data")).to_have_text(shown)
    evidence = page.get_by_role("region", name="依据", exact=True)
    expect(evidence).to_contain_text("第一部分第三段")
    expect(evidence).to_contain_text("SHA-256")


def test_keyboard_reaches_the_text_first(site: RunningSite, page: Page) -> None:
    """The first stop is the skip link, in sight when it has the focus; from there on into the text."""
    read(page, site, "/data/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_narrow_table_keeps_every_column(site: RunningSite, page: Page) -> None:
    """On a phone rows are cards that name each cell; what no row adds stands above, once."""
    read(page, site, "/data/governance-indicators/", 1366)
    wide = page.locator(".scroll").first.locator("thead th").all_inner_texts()
    read(page, site, "/data/governance-indicators/", 360)
    table = page.get_by_role("table").first
    card = table.get_by_role("row").filter(has_text="群众办事时长变化")
    named = "els => els.map(el => getComputedStyle(el, '::before').content.split('\"')[1])"
    assert card.get_by_role("cell").evaluate_all(named) == wide[1:]
    assert page.locator(".same dt").all_inner_texts() == ["时期", "状态", "说明", "修订序号", "依据"]
    box = table.bounding_box()
    assert box is not None and box["width"] <= 360


def test_deed_says_what_the_source_leaves_out(site: RunningSite, page: Page) -> None:
    """Four steps, the undated ones called so, the days with what they count."""
    read(page, site, DEED, 360)
    expect(page.locator(".timeline > li")).to_have_count(4)
    expect(page.locator(".timeline").get_by_text("来源未载时间")).to_have_count(4)
    expect(page.locator(".timeline-days")).to_have_text("施工 15 天（据来源）")
