"""Rows B: reachable, safe in transit, and dependent on nobody abroad."""

import re
from urllib.parse import urlsplit

from tests.norms.inspected import Inspected

HEAVIEST = 150_000
"""Bytes of a page without its pictures."""
LOADED = "script[src], img[src], iframe, object, embed, video, audio, source, track, link[href]"
NOT_LOADED = {"canonical", "alternate", "license", "describedby", "next", "prev"}
"""Kinds of link that a browser does not fetch for the page."""


def test_b04_the_connection_stays_safe(site: Inspected) -> None:
    for path in ("/", "/deeds/", "/data/", "/no-such-page/", site.observation()):
        headers = site.get(path).headers
        age = re.search(r"max-age=(\d+)", headers.get("strict-transport-security", ""))
        assert age is not None and int(age[1]) >= 31_536_000, path


def test_b04_nothing_is_loaded_without_it(site: Inspected) -> None:
    for page in site.sample():
        for tag in page.soup.select(LOADED):
            assert not str(tag.get("src") or tag.get("href") or "").startswith("http://"), page.path


def test_b06_no_page_loads_from_another_host(site: Inspected) -> None:
    for page in site.sample():
        for tag in page.soup.select(LOADED):
            if NOT_LOADED.isdisjoint(tag.get("rel") or []):
                assert urlsplit(str(tag.get("src") or tag.get("href") or "")).hostname is None, (
                    page.path,
                    tag,
                )
        assert not page.soup.select("style, [style], script:not([src]):not([type$=json])"), page.path


def test_b06_no_style_sheet_or_script_names_another_host(site: Inspected) -> None:
    found = [*site.folder.glob("static/**/*.css"), *site.folder.glob("static/**/*.js")]
    assert found
    for path in found:
        text = path.read_text("utf-8").replace("http://www.w3.org/", "")
        assert not re.search(
            r"url\(\s*['\"]?(https?:)?//|@import\s+['\"]?https?:|\bfetch\(['\"]https?:", text
        ), path


def test_b06_the_browser_is_told_so(site: Inspected) -> None:
    for path in ("/", "/no-such-page/", "/report/", site.observation()):
        policy = site.get(path).headers["content-security-policy"]
        assert "unsafe" not in policy and "default-src" in policy, path
        hosts = re.findall(r"https?:[^\s;]+|\*", policy)
        assert not hosts, (path, hosts)


def test_b02_pages_are_light(site: Inspected) -> None:
    for page in site.every():
        assert page.size < HEAVIEST, (page.path, page.size)
