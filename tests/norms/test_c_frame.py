"""Rows C: the frame of every page."""

import json
import re
from urllib.parse import urldefrag

import pytest

from tests.norms.inspected import IDENTITY, PREFIX, Inspected


def test_c01_three_zones(site: Inspected) -> None:
    for page in site.sample():
        for zone in ("body > header", "body > main", "body > footer"):
            assert len(page.soup.select(zone)) == 1, (page.path, zone)


def test_c02_header_has_name_search_and_elder_mode(site: Inspected) -> None:
    for page in site.sample():
        header = page.soup.select("body > header")[0]
        assert IDENTITY["site_name"] in header.text, page.path
        assert len(header.select(f'form[action="{PREFIX}/search/"] input[type=search]')) == 1, page.path
        assert re.search("长者|适老|关怀|无障碍", header.text), page.path


def test_c03_footer_has_every_item(site: Inspected) -> None:
    items = ("找错", "主办单位", "联系方式", "网站地图", "网站标识码", "ICP备", "公网安备", "网站标识")
    for page in site.sample():
        shown = page.soup.select("body > footer")[0].text
        assert [words for words in items if words not in shown] == [], page.path


def test_c05_an_error_can_be_reported_from_every_page(site: Inspected) -> None:
    for page in site.sample():
        links = page.soup.select(f'footer a[href^="{PREFIX}/report/"]')
        assert links and re.search("找错|纠错", links[0].text), page.path
    deed = site.one("good-deed")
    link = deed.soup.select(f'footer a[href^="{PREFIX}/report/"]')[0]
    form = site.asked(str(link["href"]).removeprefix(PREFIX), "report").soup
    assert form.select(f'input[name][value="{deed.path}"]'), "the page is not filled in"


def test_c06_nothing_floats_flashes_or_plays(site: Inspected) -> None:
    for page in site.sample():
        assert not page.soup.select("marquee, blink, [autoplay], iframe, object, embed, audio, video"), (
            page.path
        )
    for sheet in site.folder.glob("static/css/*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        assert "infinite" not in text, sheet


def test_c07_no_emblem_of_party_or_state_is_used_as_ornament(site: Inspected) -> None:
    for path in [*site.folder.glob("static/**/*.svg"), *site.folder.glob("static/**/*.css")]:
        assert not re.search("党徽|国徽|☭|hammer|emblem-bg", path.read_text("utf-8")), path


def test_c08_breadcrumbs_on_every_page_below_home(site: Inspected) -> None:
    for page in site.sample():
        crumbs = page.soup.select('nav[aria-label*="位置"] a')
        assert bool(crumbs) == (page.path != "/"), page.path
        if crumbs:
            assert crumbs[0]["href"] == f"{PREFIX}/" and crumbs[0].text == "首页", page.path


def test_c09_the_map_lists_every_column_and_page_of_the_site(site: Inspected) -> None:
    page = site.one("site-map")
    shown = {urldefrag(str(tag["href"]))[0].removeprefix(PREFIX) for tag in page.soup.select("main a[href]")}
    for kind in ("section", "catalogue", "dataset", "page", "corrections"):
        for other in site.pages(kind):
            empty = kind == "section" and not other.soup.select("main .cards, main .list-count")
            assert (other.path in shown) != empty, other.path
    assert {"/organisations/", "/areas/", "/indicators/", "/feeds/deeds.atom", "/feeds/deeds.json"} <= shown
    lists = [page.path for page in site.pages("list") if page.path.count("/") > 2]
    assert any(path in shown for path in lists)
    for path in sorted(shown):
        assert path.startswith("?") or site.get(path).status == 200, path


def test_c09_site_map_and_robots_for_programs(site: Inspected) -> None:
    assert site.get("/sitemap.xml").status == site.get("/robots.txt").status == 200
    twin = json.loads(site.get("/sitemap/index.json").body)
    assert twin["type"] == "site-map" and len(twin["relations"]) > 20


@pytest.mark.parametrize(("path", "status"), [("/no-such-page/", 404), ("/news/demo-news-0001/", 410)])
def test_c10_error_pages_keep_their_status_and_the_frame(site: Inspected, path: str, status: int) -> None:
    page = site.asked(path, "error", status)
    links = {str(tag["href"]): tag.text for tag in page.soup.select("main a[href]")}
    assert f"{PREFIX}/" in links and f"{PREFIX}/sitemap/" in links
    assert re.search("[一-鿿]{4}", page.soup.select("h1")[0].text)
    assert page.soup.select("header input[type=search]") and page.tags()["robots"] == "noindex"
    assert not re.search('Traceback|Exception|Django|File "', page.soup.text)


def test_c10_a_fault_and_a_wrong_method_are_told_in_chinese_too(site: Inspected) -> None:
    fault = next(page for page in site.errors() if page.path == "/500.html")
    assert fault.soup.select("header input[type=search]") and "已经公开的内容没有受影响" in fault.soup.text
    refused = site.reader.ask("DELETE", f"{PREFIX}/deeds/")
    assert refused.status == 405 and refused.headers["allow"] == "GET, HEAD, OPTIONS"
    assert "这里只能阅读" in refused.text and f'href="{PREFIX}/sitemap/"' in refused.text


def test_c11_language_letters_and_screen_are_named(site: Inspected) -> None:
    for page in site.sample():
        assert len(page.soup.select('html[lang="zh-CN"]')) == 1, page.path
        assert page.soup.select('meta[charset="utf-8"]'), page.path
        assert "width=device-width" in str(page.soup.select("meta[name=viewport]")[0]["content"])
        assert not re.search(
            "user-scalable=no|maximum-scale", str(page.soup.select("meta[name=viewport]")[0])
        )
    assert site.get("/").headers["content-type"] == "text/html; charset=utf-8"
