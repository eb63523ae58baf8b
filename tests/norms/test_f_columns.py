"""Rows F: columns that are kept up, and none that is empty. The clock itself is in `tests/cms/test_rhythm.py`."""

import json
import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

from django.utils import timezone

from cms.models.page import ColumnType
from cms.rhythm import HOME_LIMIT, LIMITS
from tests.norms.inspected import BASE_URL, EDITORIAL, PREFIX, Inspected

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
EMPTY_STATE = "main .empty"


def test_f01_home_says_when_it_was_updated(site: Inspected) -> None:
    assert HOME_LIMIT == 14
    shown = site.one("home").soup.select(".home-updated time")
    assert len(shown) == 1
    newest = datetime.fromisoformat(str(shown[0]["datetime"]))
    assert timezone.now() - newest < timedelta(days=1)


def test_f02_the_limits_are_those_of_the_inspection() -> None:
    assert LIMITS == {ColumnType.NEWS: 14, ColumnType.NOTICES: 182, ColumnType.POLICIES: 182}


def test_f03_every_section_declares_its_kind(site: Inspected) -> None:
    for page in site.pages("section"):
        assert page.tags()["ColumnType"] in ColumnType.values, page.path


def test_f04_navigation_and_map_lead_to_no_empty_section(site: Inspected) -> None:
    home = site.one("home").soup
    for link in home.select("header nav a[href]"):
        path = str(link["href"]).removeprefix(PREFIX)
        reply = site.asked(path, "nav")
        assert not reply.soup.select(EMPTY_STATE), path


def test_f05_lists_have_dates_or_an_order_that_they_name(site: Inspected) -> None:
    news = next(page for page in site.pages("section") if page.path == "/news/")
    cards = news.soup.select("main .card, main .cards > *")
    days = re.findall(r"\d{4}-\d\d-\d\d", " ".join(card.text for card in cards))
    assert len(days) >= 3 and days == sorted(days, reverse=True)
    for page in site.pages("section", "list"):
        if page.soup.select(".list-count"):
            assert re.search("新的在前|早的在前", page.soup.select(".list-count")[0].text), page.path


def test_f05_feeds_of_every_section_are_well_formed_and_newest_first(site: Inspected) -> None:
    for page in site.pages("section"):
        slug = page.path.strip("/")
        feed = ElementTree.fromstring(site.get(f"/feeds/{slug}.atom").body)
        assert feed.findtext("a:id", namespaces=ATOM) == f"{BASE_URL}/feeds/{slug}.atom"
        assert feed.findtext("a:title", namespaces=ATOM) and feed.find("a:author/a:name", ATOM) is not None
        times = [entry.findtext("a:published", namespaces=ATOM) for entry in feed.iterfind("a:entry", ATOM)]
        assert all(times) and times == sorted(times, key=str, reverse=True)
        entries = json.loads(site.get(f"/feeds/{slug}.json").body)
        assert entries["version"] == "https://jsonfeed.org/version/1.1"
        assert entries["feed_url"] == f"{BASE_URL}/feeds/{slug}.json"
        assert [item["url"] for item in entries["items"]] == [
            str(link.get("href")) for link in feed.iterfind("a:entry/a:link", ATOM)
        ]
        for item in entries["items"]:
            assert item["id"] and item["content_text"] and datetime.fromisoformat(item["date_published"])
            assert site.get(item["url"].removeprefix(BASE_URL)).status == 200
        linked = {str(tag["href"]) for tag in page.soup.select('link[rel="alternate"]')}
        assert {f"{PREFIX}/feeds/{slug}.atom", f"{PREFIX}/feeds/{slug}.json"} <= linked, page.path


def test_f05_the_site_map_for_programs_lists_every_page_once(site: Inspected) -> None:
    document = ElementTree.fromstring(site.get("/sitemap.xml").body)
    places = [str(found.text) for found in document.iterfind("s:url/s:loc", SITEMAP)]
    assert len(places) == len(set(places)) and f"{BASE_URL}/sitemap/" in places
    empty = [page.path for page in site.pages("section") if page.soup.select(EMPTY_STATE)]
    assert {entry["url"] for entry in site.listed} - set(places) == {BASE_URL + path for path in empty}
    for found in document.iterfind("s:url/s:lastmod", SITEMAP):
        assert datetime.fromisoformat(str(found.text)).utcoffset() == timedelta(hours=8)


def test_f05_every_editorial_page_is_in_some_list(site: Inspected) -> None:
    listed = {
        str(tag["href"]) for page in site.pages("section", "list") for tag in page.soup.select("main a[href]")
    }
    for page in site.pages(*EDITORIAL):
        assert PREFIX + page.path in listed, page.path
