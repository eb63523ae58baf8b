"""Rows A: who runs the site, under which name and numbers."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import Tag

from tests.norms.inspected import BASE_URL, HOST, IDENTITY, PREFIX, Inspected, InspectedPage
from tests.publishing.data_page_samples import VIEWS
from tests.publishing.page_reading import html
from tests.publishing.page_samples import FRAME

ROOT = Path(__file__).parents[2]
DUMMY = re.compile(r"0{8}|XXXX|12345678|备案号待定|示例号码")


def footer(page: InspectedPage) -> Tag:
    """The only footer."""
    found = page.soup.select("body > footer")
    assert len(found) == 1, page.path
    return found[0]


def test_a02_everything_stays_below_the_prefix(site: Inspected) -> None:
    for page in site.sample():
        for tag in page.soup.select("[href], [src], [action]"):
            address = str(tag.get("href") or tag.get("src") or tag.get("action"))
            if address.startswith("/"):
                assert address.startswith(f"{PREFIX}/"), (page.path, address)
            elif urlsplit(address).hostname == HOST:
                assert address.startswith(f"{BASE_URL}/"), (page.path, address)


def test_a02_no_file_names_another_host_for_this_site(site: Inspected) -> None:
    checked = 0
    for path in site.folder.rglob("*"):
        if path.suffix in {".html", ".json", ".atom", ".xml", ".txt", ".jsonld", ".ttl"} and path.is_file():
            text = path.read_text("utf-8")
            assert not re.search(r"https?://(127\.0\.0\.1|localhost|example\.com)", text), path
            checked += 1
    assert checked > 200


def test_a03_site_name_and_organ_stand_on_every_page(site: Inspected) -> None:
    for page in site.sample():
        assert page.tags()["SiteName"] == IDENTITY["site_name"], page.path
        assert page.soup.select("header")[0].text.count(IDENTITY["site_name"]) == 1, page.path
        assert f"主办单位{IDENTITY['organ']}" in footer(page).text.replace("\n", ""), page.path


def test_a04_the_mark_of_the_site_is_on_every_page(site: Inspected) -> None:
    for page in site.sample():
        mark = footer(page).select(f'a[href="{IDENTITY["conac_url"]}"]')
        assert len(mark) == 1 and mark[0].text.strip(), page.path


def test_a05_the_icp_number_leads_to_the_ministry(site: Inspected) -> None:
    for page in site.sample():
        link = footer(page).select('a[href^="https://beian.miit.gov.cn/"]')
        assert [tag.text for tag in link] == [IDENTITY["icp_number"]], page.path
    assert re.fullmatch(r"黑ICP备\d+号(-\d+)?", IDENTITY["icp_number"])


def test_a06_the_police_number_leads_to_its_record(site: Inspected) -> None:
    for page in site.sample():
        link = footer(page).select('a[href*="beian.mps.gov.cn"]')
        assert [tag.text for tag in link] == [IDENTITY["police_number"]], page.path
        assert str(link[0]["href"]).endswith("=23082202000123"), page.path


def test_a07_the_site_code_is_the_same_in_footer_and_head(site: Inspected) -> None:
    for page in site.sample():
        assert re.fullmatch(r"230822\d{4}", page.tags()["SiteIDCode"])
        assert f"网站标识码 {page.tags()['SiteIDCode']}" in footer(page).text, page.path


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.template)
def test_a08_numbers_that_were_not_granted_show_nothing(view: object) -> None:
    unset = replace(FRAME, icp_number="", police_number="", site_code="", conac_url="")
    text = html(view, unset)  # type: ignore[arg-type]
    for sign in ("beian", "conac", "SiteIDCode", "网站标识", "备案"):
        assert sign not in text, sign


def test_a08_nothing_dummy_ships(site: Inspected) -> None:
    for page in site.sample():
        assert not DUMMY.search(footer(page).text), page.path
    settings = (ROOT / "site/config/settings.py").read_text("utf-8")
    assert not re.search("ICP备|公网安备|23082[0-9]{5}", settings)
