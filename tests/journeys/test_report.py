"""A reader reports an error from the page that has it; the desk sees it, answers it and closes it."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.running_site import RunningSite

pytestmark = [pytest.mark.journey, pytest.mark.debian]

DEED = "/deeds/wenzheng-pavilion/"


def report(page: Page, site: RunningSite, message: str) -> str:
    """Send a report from a deed's page; the number that the reader is told."""
    page.goto(site.url + DEED)
    page.locator("a[href*='/report/']").first.click()
    expect(page.get_by_label("页面地址")).to_have_value(DEED)
    page.get_by_label("文字错误").check()
    page.get_by_label("说明").fill(message)
    page.get_by_label("联系方式").fill("13800000000")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到")
    number = page.locator(".report-number").inner_text()
    assert re.fullmatch(r"[0-9A-F]{8}", number) and number in page.url
    return number


def test_from_the_page_to_the_desk_and_closed(site: RunningSite, page: Page, desk: Page) -> None:
    number = report(page, site, "“停”字\n<b>错了</b>")
    link = desk.get_by_role("link", name="去处理")
    for _ in range(60):
        desk.goto(site.desk)
        if link.count():
            break
        desk.wait_for_timeout(250)
    expect(desk.get_by_text("1 件没有办结")).to_be_visible()
    link.click()
    row = desk.locator("tr", has_text=number)
    expect(row).to_contain_text("天后到期")
    row.get_by_role("link", name="查看").click()
    expect(desk.get_by_text("<b>错了</b>")).to_be_visible()
    expect(desk.get_by_text("13800000000")).to_be_visible()
    expect(desk.get_by_role("link", name="打开编辑")).to_be_visible()
    desk.get_by_role("button", name="办结").click()
    expect(desk.get_by_text("办结前请选结果")).to_be_visible()
    desk.get_by_label("结果").select_option("corrected")
    desk.get_by_label("处理情况").fill("改好了。")
    desk.get_by_role("button", name="办结").click()
    expect(desk.get_by_text("已办结，联系方式已抹去。")).to_be_visible()
    expect(desk.get_by_text("13800000000")).to_have_count(0)
    desk.goto(site.desk)
    expect(desk.get_by_text("没有等着处理的")).to_be_visible()
    assert not list((site.data / "spool/ticket").iterdir())


def test_without_script_and_with_a_fault_first(site: RunningSite, browser: Browser) -> None:
    context = browser.new_context(
        locale="zh-CN", viewport={"width": 360, "height": 800}, java_script_enabled=False
    )
    tab = context.new_page()
    tab.goto(f"{site.url}/report/?page={DEED}&elder=1")
    tab.get_by_label("页面上的原文").fill("原来的一句")
    tab.get_by_role("button", name="提交").click()
    expect(tab.get_by_role("alert")).to_contain_text("请写明哪里不对")
    expect(tab.get_by_label("页面上的原文")).to_have_value("原来的一句")
    expect(tab.get_by_label("页面地址")).to_have_value(DEED)
    tab.get_by_role("alert").get_by_role("link", name="说明").click()
    expect(tab.locator("#report-message")).to_be_focused()
    tab.keyboard.type("keyboard alone")
    tab.get_by_label("其他").check()
    tab.get_by_role("button", name="提交").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("已收到")
    expect(tab.locator("html")).to_have_attribute("data-elder", "1")
    context.close()
