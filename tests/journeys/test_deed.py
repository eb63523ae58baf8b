"""One deed from the desk to the public and back, in a real browser."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import program
from tests.journeys.conftest import log_in
from tests.running_site import RunningSite

pytestmark = [pytest.mark.journey, pytest.mark.debian]

PATH = "/deeds/wenzheng-pavilion/"
TWIN = f"{PATH}index.json"
TITLE = "文政社区的凉亭建好了"
CSV = "/data/good-deeds/latest/good-deeds.csv"


def open_deed(page: Page, site: RunningSite) -> None:
    """From the list of pages to the form of the pavilion, by links alone."""
    page.goto(f"{site.desk}pages/")
    for title in ("桦南治理公开", "好事实事"):
        page.get_by_role("link", name=f"查看'{title}'的子页面").click()
    page.get_by_role("link", name=re.compile("凉亭")).first.click()
    expect(page.get_by_role("textbox", name="标题")).to_be_visible()


def choose_action(page: Page, role: str, name: str) -> None:
    """Open the menu beside the save button and choose from it."""
    page.get_by_role("button", name="更多动作").click()
    page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]


def test_edit_publish_read_unpublish(site: RunningSite, page: Page, tmp_path: Path) -> None:
    log_in(page, site)
    open_deed(page, site)
    page.get_by_role("textbox", name="标题").fill(TITLE)
    choose_action(page, "button", "发布")
    expect(page.locator(".messages")).to_contain_text(TITLE)
    site.wait_until(PATH, TITLE)
    assert json.loads(site.get(TWIN)[1])["title"] == TITLE
    assert TITLE in site.get(CSV)[1].decode()
    page.goto(site.url + PATH)
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    verify_with_minisign(site, tmp_path)

    open_deed(page, site)
    choose_action(page, "link", "取消发布")
    page.get_by_role("button", name=re.compile("取消发布")).click()
    site.wait_until(CSV, "wenzheng-pavilion", there=False)
    status, body = site.get(PATH)
    assert status == 410 and "不再公开" in body.decode()
    assert site.get(TWIN)[0] == 410
    for path in ("/", "/deeds/", "/content.json", "/feeds/deeds.json", "/sitemap.xml"):
        assert TITLE not in site.get(path)[1].decode()
    verify_with_minisign(site, tmp_path)


def verify_with_minisign(site: RunningSite, folder: Path) -> None:
    """Debian's minisign accepts the manifest with the published key, and refuses an altered one."""
    for path, name in (
        ("manifest.json", "m"),
        ("manifest.json.minisig", "m.minisig"),
        ("minisign.pub", "key"),
    ):
        (folder / name).write_bytes(site.get(f"/edition/{path}")[1])
    command = [program("minisign"), "-V", "-p", str(folder / "key"), "-m", str(folder / "m")]
    assert subprocess.run(command, capture_output=True).returncode == 0
    altered = (folder / "m").read_bytes().replace(b'"trial":true', b'"trial":false')
    (folder / "m").write_bytes(altered)
    assert subprocess.run(command, capture_output=True).returncode != 0
