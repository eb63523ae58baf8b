"""A clerk's mistakes in a real browser: refused beside the field, with nothing lost; then a value revised in public."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk_hands import choose, open_dialog, publish
from tests.running_site import RunningSite

pytestmark = [pytest.mark.journey, pytest.mark.debian]

INDICATOR = "good-deeds-completed"
ROWS = f"/data/governance-indicators/latest/rows.json?indicator={INDICATOR}"
HEADING = "input[name='body-0-value-text']"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def new_deed(desk: Page, site: RunningSite) -> None:
    """From the menu of pages to the form of a new deed."""
    desk.goto(f"{site.desk}pages/")
    for title in ("桦南治理公开", "好事实事"):
        desk.get_by_role("link", name=f"查看'{title}'的子页面").click()
    desk.get_by_role("link", name="在这里新建好事实事").first.click()
    expect(desk.get_by_role("textbox", name="标题")).to_be_visible()


def add_block(desk: Page, field: str, block: str) -> Any:
    """Add a block to a stream; the stream."""
    stream = desk.locator(f"[data-contentpath={field}]")
    stream.get_by_role("button", name="插入区块").first.click()
    desk.locator(".w-combobox__option-text", has_text=block).first.click()
    return stream


def write_heading(desk: Page, text: str) -> None:
    """Write into a block that was just added; one that its script still fills with nothing is written again."""
    heading = desk.locator(HEADING)
    for _ in range(5):
        heading.fill(text)
        desk.wait_for_timeout(500)
        if heading.input_value() == text:
            return
    raise AssertionError("the heading did not keep what was written")


def send_picture(desk: Page, stream: Any, folder: Path) -> None:
    """An SVG is refused beside its field, title and credit stay; a drawing is used in the end."""
    drawing = folder / "drawing.svg"
    drawing.write_text(SVG)
    open_dialog(desk, stream.get_by_role("button", name=re.compile("选择")).first)
    desk.get_by_role("tab", name="上传").click()
    form = desk.locator(".modal-body form:has(input[type=file])")
    form.locator("input[name$=title]").fill("路灯照片")
    form.locator("input[name$=credit]").fill("社区供图")
    form.locator("input[type=file]").set_input_files(drawing)
    form.get_by_role("button", name="上传").click()
    expect(desk.locator(".modal-body .error-message")).to_contain_text("SVG 也不收")
    expect(desk.locator(".modal-body input[name$=title]")).to_have_value("路灯照片")
    expect(desk.locator(".modal-body input[name$=credit]")).to_have_value("社区供图")
    desk.get_by_role("button", name="关闭").last.click()


def test_steps_backwards_and_an_svg_are_refused_and_nothing_is_lost(
    site: RunningSite, desk: Page, tmp_path: Path
) -> None:
    new_deed(desk, site)
    typed = {
        "title": "福庆社区装上路灯",
        "summary": "夜里走路看得见了。",
        "asked_for": "楼前没有灯，想装几盏。",
        "asked_day": "2025-06-10",
        "assigned_day": "2025-06-08",
        "assigned_unit": "街道办",
        "source": "福庆社区",
    }
    for name, text in typed.items():
        desk.locator(f"#id_{name}").fill(text)
    desk.locator("#id_kind").select_option("lighting")
    choose(desk, "选择 区域", "福庆社区")
    send_picture(desk, add_block(desk, "pictures", "图片"), tmp_path)
    desk.locator("[data-contentpath=pictures] input[name$=alternative]").fill("楼前的三盏路灯")
    add_block(desk, "body", "小标题")
    write_heading(desk, "怎么装的")
    publish(desk)

    message = desk.locator(
        "#panel-child-content-组织派单-section, .w-panel", has=desk.locator("#id_assigned_day")
    )
    expect(message.locator(".error-message").first).to_contain_text("不能早于“社区点单”（2025-06-10）")
    for name, text in typed.items():
        expect(desk.locator(f"#id_{name}")).to_have_value(text)
    expect(desk.locator("#id_kind")).to_have_value("lighting")
    expect(desk.locator(".chooser__title", has_text="福庆社区").first).to_be_visible()
    expect(desk.locator("[data-contentpath=pictures] input[name$=alternative]")).to_have_value(
        "楼前的三盏路灯"
    )
    expect(desk.locator(HEADING)).to_have_value("怎么装的")
    assert "福庆社区装上路灯" not in site.get("/content.json")[1].decode()


def test_a_value_is_refused_twice_then_revised_and_released(site: RunningSite, desk: Page) -> None:
    """A second value of the same key is refused with a way to its revision, which carries over what was typed."""
    before = row(site)
    desk.goto(f"{site.desk}observations/new/")
    option = desk.locator("#id_indicator option", has_text=INDICATOR).get_attribute("value")
    area = desk.locator("#id_area option", has_text="230822）").get_attribute("value")
    desk.locator("#id_indicator").select_option(option)
    desk.locator("#id_area").select_option(area)
    desk.locator("#id_value").fill("400")
    desk.locator("#id_note").fill("按新台账。")
    desk.locator("#id_period").fill("2025-13")
    desk.get_by_role("button", name="存入").click()
    expect(desk.locator(".error-message")).to_contain_text("2025-S1")
    desk.locator("#id_period").fill("2025")
    desk.get_by_role("button", name="存入").click()
    expect(desk.locator(".error-message")).to_contain_text("已经有数值了")
    expect(desk.locator("#id_note")).to_have_value("按新台账。")

    desk.locator(".error-message a").click()
    expect(desk.locator("#id_value")).to_have_value("400")
    expect(desk.locator("#id_note")).to_have_value("按新台账。")
    desk.get_by_role("button", name="存为新一版").click()
    expect(desk.locator(".error-message").first).to_be_visible()
    desk.locator("#id_reason").fill("来源更正")
    desk.get_by_role("button", name="存为新一版").click()
    expect(desk.locator(".messages")).to_contain_text("第 2 版")
    assert row(site) == before, "nothing is public before the release"

    desk.goto(f"{site.desk}data-releases/governance-indicators/")
    desk.locator("#id_note").fill("更正好事实事件数")
    desk.get_by_role("button", name="发布", exact=True).click()
    expect(desk.locator(".messages")).to_contain_text("已发布")
    site.wait_until(ROWS, '"revision":2')
    assert (row(site)["value"], row(site)["note"]) == (400, "按新台账。")
    desk.goto(f"{site.url}{row(site)['id']}")
    for text in ("400", "按新台账。", "230"):
        expect(desk.locator("main")).to_contain_text(text)


def row(site: RunningSite) -> dict[str, Any]:
    """The indicator's only row in the latest release."""
    (found,) = json.loads(site.get(ROWS)[1])["items"]
    return dict(found)
