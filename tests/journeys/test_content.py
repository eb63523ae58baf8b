"""Each content type once in a real browser: written at the desk, published, and read with its relations."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk_hands import open_dialog, publish
from tests.running_site import RunningSite

pytestmark = [pytest.mark.journey, pytest.mark.debian]


def new_page(desk: Page, site: RunningSite, kind: str) -> None:
    """From the list of a type to the form of a new one."""
    desk.goto(f"{site.desk}content/{kind}/")
    desk.get_by_role("link", name=re.compile("^新建")).first.click()
    expect(desk.locator("#id_title")).to_be_visible()


def fill(desk: Page, **values: str) -> None:
    """Write into fields by their names."""
    for name, value in values.items():
        desk.locator(f"#id_{name}").fill(value)


def choose_in(desk: Page, field: str, name: str) -> None:
    """Choose a record for the chooser of one field."""
    open_dialog(desk, desk.locator(f"#id_{field}-chooser").get_by_role("button").first)
    desk.locator(".modal-body a", has_text=name).first.click()
    expect(desk.locator(".modal-body")).to_have_count(0)


def choose_several(desk: Page, part: str, name: str) -> None:
    """Tick a record in the dialog that adds several to a part of the form."""
    open_dialog(desk, desk.locator(f"#id_{part}-OPEN_MODAL"))
    desk.locator(".modal-body tr", has_text=name).first.get_by_role("checkbox").check()
    desk.locator(".modal-body [data-multiple-choice-submit]").click()
    expect(desk.locator(".modal-body")).to_have_count(0)


def new_snippet(desk: Page, site: RunningSite, kind: str, **values: str) -> None:
    """Open the form of a snippet and write into it."""
    desk.goto(f"{site.desk}{kind}/add/")
    fill(desk, **values)


def test_an_organisation_an_agreement_and_what_leads_where(site: RunningSite, desk: Page) -> None:
    new_snippet(desk, site, "organisations", name="文政第一党支部", code="wenzheng-first-branch")
    desk.locator("#id_kind").select_option("branch")
    fill(desk, party_groups="3", member_households="12")
    choose_in(desk, "area", "文政社区")
    publish(desk)
    expect(desk.locator(".messages")).to_contain_text("文政第一党支部")
    site.wait_until("/organisations/wenzheng-first-branch/", "网格党小组 3 个")

    new_page(desk, site, "agreements")
    fill(desk, title="文政社区共建协议", signed_on="2025-01-01", source="文政社区")
    choose_in(desk, "community", "文政社区")
    choose_several(desk, "units", "文政第一党支部")
    desk.locator("#id_needs-ADD").click()
    fill(desk, **{"needs-0-text": "一处能坐的地方"})
    fill(desk, valid_until="2024-12-31")
    publish(desk)
    expect(desk.locator(".error-message").first).to_contain_text("到期日期不能早于生效日期")
    expect(desk.locator("#id_needs-0-text")).to_have_value("一处能坐的地方")
    fill(desk, valid_until="2099-12-31")
    publish(desk)
    path = "/agreements/wen-zheng-she-qu-gong-jian-xie-yi/"
    site.wait_until(path, "一处能坐的地方")
    desk.goto(f"{site.url}{path}")
    expect(desk.locator("main")).to_contain_text("履行中")
    desk.locator("main").get_by_role("link", name="文政第一党支部").first.click()
    expect(desk.locator("main").get_by_role("link", name="文政社区共建协议")).to_be_visible()
    desk.locator("main").get_by_role("link", name="文政社区", exact=True).first.click()
    expect(desk.locator("main").get_by_role("link", name="文政社区共建协议")).to_be_visible()
    desk.goto(f"{site.url}/agreements/")
    desk.locator("main").get_by_role("link", name=re.compile("履行中")).first.click()
    expect(desk).to_have_url(f"{site.url}/agreements/status/in-force/")


def test_a_brand_and_a_piece_of_news(site: RunningSite, desk: Page) -> None:
    new_page(desk, site, "brands")
    fill(desk, title="圆桌夜话", summary="每周一晚，谁都能来。", since="2024-03", source="文政社区")
    desk.locator("#id_kind").select_option("activity")
    choose_in(desk, "organisation", "文政社区")
    choose_several(desk, "deed_links", "文政社区凉亭")
    publish(desk)
    site.wait_until("/brands/yuan-zhuo-ye-hua/", "2024年3月")
    assert "圆桌夜话" in site.get("/deeds/wenzheng-pavilion/")[1].decode()

    new_page(desk, site, "news")
    fill(desk, title="圆桌夜话开张", source="文政社区")
    desk.locator("#id_topic").select_option("party-building")
    desk.locator("#id_reprint").check()
    publish(desk)
    expect(desk.locator(".error-message").first).to_contain_text("转载要写原文网址")
    fill(desk, original_url="https://example.org/one")
    publish(desk)
    site.wait_until("/news/yuan-zhuo-ye-hua-kai-zhang/", "https://example.org/one")
    assert "圆桌夜话开张" in site.get("/news/topic/party-building/")[1].decode()


def test_the_name_of_the_site(site: RunningSite, desk: Page) -> None:
    desk.goto(f"{site.desk}settings/cms/identity/1/")
    fill(desk, site_name="试试站名", contact="电话 0454-0000000")
    desk.get_by_role("button", name=re.compile("保存")).first.click()
    site.wait_until("/about/", "试试站名")
    assert "0454-0000000" in site.get("/deeds/")[1].decode()


def test_an_area_and_an_indicator_whose_codes_come_from_their_names(site: RunningSite, desk: Page) -> None:
    new_snippet(desk, site, "areas", name="和谐小区", name_en="Hexie")
    desk.locator("#id_kind").select_option("neighbourhood")
    choose_in(desk, "parent", "文政社区")
    publish(desk)
    site.wait_until("/areas/230822-he-xie-xiao-qu/", "和谐小区")
    assert "和谐小区" in site.get("/areas/230822-wenzheng/")[1].decode()

    new_snippet(
        desk, site, "indicators", name_zh="品牌个数", name_en="Brands told", unit_zh="个", unit_en="brand"
    )
    desk.locator("#id_system").select_option("brands")
    desk.locator("#id_count").select_option("carriers")
    publish(desk)
    site.wait_until("/indicators/brands-told/", "党建品牌台账里的载体个数")
