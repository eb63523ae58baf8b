"""The files about the whole site: list of pages, feeds, site map, robots, error pages."""

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from publishing.addresses import EditionAddresses
from publishing.canonical import sha256_hex
from publishing.contract import Item
from publishing.feeds import NEWEST
from publishing.resource import Resource
from publishing.site_files import site_files
from publishing.static_files import static_addresses, static_index
from tests.publishing.edition_world import STATIC, frame, items, page
from tests.publishing.item_bodies import body_of

BASE = "https://example.gov.cn/zhili"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def made(*some: Item) -> dict[str, Resource]:
    """The files for the usual items and some more, under a base address with a prefix."""
    addresses = EditionAddresses(BASE, static_addresses(static_index(STATIC)))
    files = site_files([*items(), *some], frame("KEY", base_url=BASE), addresses, b"key file")
    return {file.path: file for file in files}


def body(path: str, *some: Item) -> bytes:
    """The bytes of one."""
    found = made(*some)[path].body
    assert isinstance(found, bytes)
    return found


def test_the_files_are_these() -> None:
    assert set(made()) == {
        "/content.json", "/feeds/deeds.atom", "/feeds/deeds.json", "/feeds/news.atom", "/feeds/news.json",
        "/sitemap.xml", "/robots.txt", "/edition/minisign.pub", "/404.html", "/500.html",
    }  # fmt: skip


def test_content_lists_every_page_with_the_hash_of_its_twin() -> None:
    pages = json.loads(body("/content.json"))["pages"]
    twins = {item.path: body_of(item) for item in items()}
    assert [entry["url"] for entry in pages] == [
        f"{BASE}{path}" for path in ("/", "/deeds/", "/deeds/lamp/", "/deeds/pavilion/", "/news/")
    ]
    for entry in pages:
        assert entry["twin_sha256"] == sha256_hex(twins[entry["twin"].removeprefix(BASE)])
    assert pages[2] == {
        "type": "good-deed",
        "title": "路灯",
        "url": f"{BASE}/deeds/lamp/",
        "twin": f"{BASE}/deeds/lamp/index.json",
        "twin_sha256": pages[2]["twin_sha256"],
        "published": "2026-11-25T09:00:00+08:00",
        "modified": "2026-11-25T09:00:00+08:00",
    }


def atom(path: str, *some: Item) -> Any:
    """A parsed feed."""
    return ElementTree.fromstring(body(path, *some))


def test_atom_feed_has_the_newest_first_with_times_of_the_pages() -> None:
    feed = atom("/feeds/deeds.atom")
    assert feed.findtext("a:title", namespaces=ATOM) == "好事 - 桦南治理公开"
    assert feed.findtext("a:updated", namespaces=ATOM) == "2026-11-25T09:00:00+08:00"
    assert feed.findtext("a:author/a:name", namespaces=ATOM) == "桦南治理公开"
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
    assert links == {"alternate": f"{BASE}/deeds/", "self": f"{BASE}/feeds/deeds.atom"}
    entries = feed.findall("a:entry", ATOM)
    assert [entry.findtext("a:title", namespaces=ATOM) for entry in entries] == ["路灯", "凉亭"]
    assert entries[1].findtext("a:id", namespaces=ATOM) == f"{BASE}/deeds/pavilion/"
    assert entries[1].findtext("a:published", namespaces=ATOM) == "2026-11-24T09:00:00+08:00"
    assert entries[1].findtext("a:summary", namespaces=ATOM) == "凉亭的摘要"


def test_empty_section_has_a_feed_dated_by_its_own_page() -> None:
    feed = atom("/feeds/news.atom")
    assert feed.findall("a:entry", ATOM) == []
    assert feed.findtext("a:updated", namespaces=ATOM) == "2026-11-23T09:00:00+08:00"


def test_json_feed_says_the_same_as_the_atom_feed() -> None:
    feed = json.loads(body("/feeds/deeds.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{BASE}/feeds/deeds.json"
    assert [entry["url"] for entry in feed["items"]] == [f"{BASE}/deeds/lamp/", f"{BASE}/deeds/pavilion/"]
    assert feed["items"][0] == {
        "id": f"{BASE}/deeds/lamp/",
        "url": f"{BASE}/deeds/lamp/",
        "title": "路灯",
        "content_text": "路灯的摘要",
        "date_published": "2026-11-25T09:00:00+08:00",
        "date_modified": "2026-11-25T09:00:00+08:00",
    }


def test_feed_holds_the_newest_fifty() -> None:
    some = [item for day in range(60) for item in page(f"/deeds/d{day}/", f"{day}", day=day, section="deeds")]
    entries = json.loads(body("/feeds/deeds.json", *some))["items"]
    assert len(entries) == NEWEST
    assert entries[0]["title"] == "59"
    assert entries[-1]["title"] == "10"


def test_site_map_lists_listed_pages_once_and_nothing_else() -> None:
    tree = ElementTree.fromstring(body("/sitemap.xml"))
    found = [url.findtext("s:loc", namespaces=MAP) for url in tree]
    assert found == [f"{BASE}{path}" for path in ("/", "/deeds/", "/deeds/lamp/", "/deeds/pavilion/")]
    assert tree[2].findtext("s:lastmod", namespaces=MAP) == "2026-11-25T09:00:00+08:00"


def test_robots_names_the_site_map_and_shields_what_is_computed() -> None:
    lines = body("/robots.txt").decode().splitlines()
    assert f"Sitemap: {BASE}/sitemap.xml" in lines
    assert "Disallow: /zhili/search/" in lines
    assert "Disallow: /" not in lines


@pytest.mark.parametrize(("path", "words"), [("/404.html", "没有这个地址"), ("/500.html", "出了差错")])
def test_error_pages_are_whole_pages(path: str, words: str) -> None:
    text = body(path).decode()
    assert words in text
    assert 'lang="zh-CN"' in text
    assert "/zhili/static/css/site." in text


def test_titles_are_escaped() -> None:
    some = page("/deeds/odd/", "<b>&", section="deeds", day=9)
    assert (
        atom("/feeds/deeds.atom", *some).find("a:entry", ATOM).findtext("a:title", namespaces=ATOM) == "<b>&"
    )


def test_public_key_is_published_as_it_is() -> None:
    assert body("/edition/minisign.pub") == b"key file"
