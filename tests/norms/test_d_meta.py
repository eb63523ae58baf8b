"""Rows D: the meta tags of Chinese government sites on every kind of page, and what other programs read."""

import re
from datetime import datetime
from typing import Any

from tests.norms.inspected import (
    ARTICLES,
    BASE_URL,
    EDITORIAL,
    HOST,
    IDENTITY,
    LISTS,
    Inspected,
    InspectedPage,
)

SITE = ["SiteName", "SiteDomain", "SiteIDCode"]
COLUMN = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"]
ARTICLE = ["ArticleTitle", "PubDate", "ContentSource"]
OPTIONAL = ["Keywords", "Author", "Description", "Image", "Url"]
KNOWN = [*SITE, *COLUMN, *ARTICLE]
MOMENT = re.compile(r"\d{4}-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d")
EMPTY = {"", "null", "none", "undefined", "nan"}


def required(page: InspectedPage) -> list[str]:
    """The tags of the norm that the page has, in its order, besides the optional ones."""
    return [name for name in page.tags() if name in KNOWN]


def articles(site: Inspected) -> list[InspectedPage]:
    """Every article and dataset, the observation included."""
    return [*site.pages(*ARTICLES), *(page for page in site.computed() if page.kind == "observation")]


def test_every_kind_of_page_is_home_list_or_article(site: Inspected) -> None:
    kinds = {entry["type"] for entry in site.listed}
    assert kinds == {"home"} | LISTS | ARTICLES


def test_d01_home_has_the_three_site_tags(site: Inspected) -> None:
    for page in [site.one("home"), *site.errors()]:
        tags = page.tags()
        assert required(page) == SITE, page.path
        assert [tags[name] for name in SITE] == [IDENTITY["site_name"], HOST, IDENTITY["site_code"]]


def test_d02_lists_have_the_column_too(site: Inspected) -> None:
    computed = [page for page in site.computed() if page.kind in {"search", "report"}]
    lists = [*site.pages(*LISTS), *computed]
    assert len(lists) > 10
    for page in lists:
        assert required(page) == [*SITE, *COLUMN], page.path


def test_d02_pages_of_a_section_have_its_column(site: Inspected) -> None:
    section = next(page for page in site.pages("section") if page.path == "/deeds/").tags()
    assert section["ColumnName"] == "好事实事" and section["ColumnKeywords"] == "好事实事;点单派单;民生"
    inherited = [page for page in site.pages("good-deed", "list") if page.path.startswith("/deeds/")]
    assert len(inherited) > 10
    for page in inherited:
        assert {name: page.tags()[name] for name in COLUMN} == {name: section[name] for name in COLUMN}
    types = {page.path: page.tags()["ColumnType"] for page in site.pages("section", "catalogue")}
    assert (types["/news/"], types["/deeds/"], types["/data/"]) == ("工作动态", "信息公开", "数据开放")


def test_d03_articles_have_title_time_and_source_too(site: Inspected) -> None:
    for page in articles(site):
        tags = page.tags()
        assert required(page) == [*SITE, *COLUMN, *ARTICLE], page.path
        heading = page.soup.select("h1")
        assert len(heading) == 1 and tags["ArticleTitle"] == heading[0].text.strip(), page.path
        assert f"来源：{tags['ContentSource']}" in page.soup.select(".facts-line")[0].text, page.path
        assert tags["Url"] == BASE_URL + page.path
        assert 0 < len(tags["Description"]) <= 200 or page.kind == "page", page.path


def test_d03_keywords_are_several_words_with_one_mark_between_them(site: Inspected) -> None:
    for page in site.pages(*EDITORIAL, "dataset"):
        keywords = page.tags()["Keywords"]
        assert all(keywords.split(";")) and not re.search("[,，；、]", keywords), (page.path, keywords)


def test_d04_no_value_is_empty_or_says_its_name_again(site: Inspected) -> None:
    for page in site.every():
        tags = page.tags()
        for name, content in tags.items():
            assert content.strip() == content and content.lower() not in EMPTY, (page.path, name)
        if "ColumnName" in tags:
            name, said = tags["ColumnName"], tags["ColumnDescription"]
            assert 10 <= len(said) <= 100 and said != name, (page.path, said)
            assert len(set(said)) > 5, (page.path, said)


def test_d05_the_time_in_the_head_is_the_one_people_read_in_shanghai(site: Inspected) -> None:
    moments = {entry["url"].removeprefix(BASE_URL): entry["published"] for entry in site.listed}
    for page in articles(site):
        said = page.tags()["PubDate"]
        assert MOMENT.fullmatch(said), (page.path, said)
        shown = next(tag for tag in page.soup.select(".facts-line li") if tag.text.startswith("发布时间"))
        assert shown.text == f"发布时间：{said}", page.path
        machine = datetime.fromisoformat(str(shown.select("time")[0]["datetime"]))
        assert machine.strftime("%Y-%m-%d %H:%M%z") == f"{said}+0800", page.path
        if page.path in moments:
            assert moments[page.path][:16] == said.replace(" ", "T"), page.path


def opened(page: InspectedPage) -> dict[str, str]:
    """Open Graph."""
    return {str(tag["property"]): str(tag["content"]) for tag in page.soup.select("meta[property]")}


def test_d03_open_graph_says_the_same(site: Inspected) -> None:
    for page in [*site.pages(), *site.computed()]:
        said, tags = opened(page), page.tags()
        assert said["og:site_name"] == tags["SiteName"] and said["og:locale"] == "zh_CN"
        assert said["og:type"] == ("article" if "ArticleTitle" in tags else "website"), page.path
        canonical = page.soup.select_one('link[rel="canonical"]')
        assert canonical is None or said["og:url"] == canonical["href"]
        assert said.get("og:description") == tags.get("Description")


def addresses(value: Any) -> list[str]:
    """Every address in a JSON-LD value."""
    if isinstance(value, dict):
        # The original of a reprint is where it is.
        parts = (part for name, part in value.items() if name != "isBasedOn")
        return [found for part in parts for found in addresses(part)]
    if isinstance(value, list):
        return [found for part in value for found in addresses(part)]
    return [value] if isinstance(value, str) and (value.startswith(("http", "/"))) else []


def test_d03_structured_data_is_valid_and_stays_on_this_site(site: Inspected) -> None:
    abroad = {"https://schema.org", "https://creativecommons.org/licenses/by/4.0/"}
    for page in [*site.pages(), *site.computed()]:
        graph = page.graph()
        assert all(node["@type"] and None not in node.values() for node in graph), page.path
        for address in addresses(graph):
            assert address.startswith(BASE_URL) or address in abroad, (page.path, address)
        crumbs = [node for node in graph if node["@type"] == "BreadcrumbList"]
        assert len(crumbs) == (page.path != "/"), page.path
        if crumbs:
            shown = [str(link["href"]) for link in page.soup.select(".breadcrumbs a")]
            said = [item["item"].removeprefix(f"https://{HOST}") for item in crumbs[0]["itemListElement"]]
            assert said[:-1] == shown, page.path


def test_d03_each_kind_is_described_as_what_it_is(site: Inspected) -> None:
    expected = {
        "home": {"Organization", "WebSite", "WebPage"},
        "section": {"CollectionPage", "BreadcrumbList"},
        "site-map": {"CollectionPage", "BreadcrumbList"},
        "news": {"NewsArticle", "BreadcrumbList"},
        "good-deed": {"Article", "BreadcrumbList"},
        "area": {"WebPage", "BreadcrumbList", "Place"},
        "indicator": {"WebPage", "BreadcrumbList", "DefinedTerm"},
        "dataset": {"WebPage", "BreadcrumbList", "Dataset"},
    }
    for kind, types in expected.items():
        assert {node["@type"] for node in site.one(kind).graph()} == types, kind
    observation = site.asked(site.observation(), "observation").graph()
    assert {node["@type"] for node in observation} == {"WebPage", "BreadcrumbList", "Observation"}
    search = next(node for node in site.one("home").graph() if node["@type"] == "WebSite")
    template = search["potentialAction"]["target"]["urlTemplate"]
    assert template == f"{BASE_URL}/search/?q={{search_term_string}}"
