"""schema.org: what the page says, absolute addresses, and nothing that breaks out of its element."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from publishing.addresses import EditionAddresses
from publishing.contract import Link
from publishing.page_view import PageView, Thing
from publishing.structured_data.graph import page_graph
from publishing.structured_data.parts import MOST_LISTED
from tests.publishing.page_samples import FRAME, HOME, HOME_VIEW, PLAIN_VIEW, SECTION_VIEW
from tests.publishing.record_samples import NEWS_VIEW

BASE = FRAME.base_url


def nodes(view: PageView) -> dict[str, dict[str, Any]]:
    """The nodes of a page by their type."""
    document = json.loads(page_graph(view, FRAME, EditionAddresses(BASE, {})))
    assert document["@context"] == "https://schema.org"
    return {node["@type"]: node for node in document["@graph"]}


def test_home_names_the_publisher_and_how_to_search() -> None:
    found = nodes(replace(HOME_VIEW, path="/"))
    assert found["Organization"]["name"] == FRAME.organ
    assert found["WebSite"]["potentialAction"]["query-input"] == "required name=search_term_string"
    assert "BreadcrumbList" not in found


def test_no_organ_leaves_the_name_of_the_site() -> None:
    document = page_graph(HOME_VIEW, replace(FRAME, organ=""), EditionAddresses(BASE, {}))
    assert json.loads(document)["@graph"][0]["name"] == FRAME.site_name


def test_an_article_has_its_source_times_and_picture() -> None:
    view = replace(
        NEWS_VIEW,
        thing=Thing(type="NewsArticle"),
        image="/media/a.jpg",
        keywords=("甲", "乙"),
        source="某单位",
    )
    article = nodes(view)["NewsArticle"]
    assert article["headline"] == view.title and article["author"]["name"] == "某单位"
    assert article["image"] == f"{BASE}/media/a.jpg" and article["keywords"] == ["甲", "乙"]
    assert article["datePublished"] == "2026-11-22T21:05:00+08:00"
    assert article["@id"] == article["url"] == BASE + view.path


def test_breadcrumbs_end_with_the_page() -> None:
    entries = nodes(PLAIN_VIEW)["BreadcrumbList"]["itemListElement"]
    assert [entry["position"] for entry in entries] == list(range(1, len(entries) + 1))
    assert entries[0]["item"] == f"{BASE}/" and entries[-1]["item"] == BASE + PLAIN_VIEW.path


def test_a_list_names_what_it_lists_up_to_a_limit() -> None:
    links = tuple(Link(f"第 {number} 件", f"/deeds/{number}/") for number in range(MOST_LISTED + 9))
    listed = nodes(replace(SECTION_VIEW, listed=links))["CollectionPage"]["mainEntity"]
    assert listed["numberOfItems"] == len(listed["itemListElement"]) == MOST_LISTED
    assert listed["itemListElement"][0] == {
        "@type": "ListItem", "position": 1, "name": "第 0 件", "url": f"{BASE}/deeds/0/",
    }  # fmt: skip
    assert "mainEntity" not in nodes(replace(SECTION_VIEW, listed=()))["WebPage"]


def test_a_thing_links_to_what_is_public_and_only_names_the_rest() -> None:
    facts = (
        ("identifier", "230822-x"),
        ("alternateName", ""),
        ("containedInPlace", HOME),
        ("location", Link("未公开的地方", "")),
        ("value", Decimal("-30.50")),
    )
    found = nodes(replace(PLAIN_VIEW, thing=Thing(type="Place", facts=facts)))
    place = found["Place"]
    assert found["WebPage"]["mainEntity"] == {"@id": place["@id"]}
    assert "alternateName" not in place and place["identifier"] == "230822-x"
    assert place["containedInPlace"]["url"] == f"{BASE}/"
    assert place["location"] == {"@type": "Place", "name": "未公开的地方"}
    assert place["value"] == -30.5


def test_a_property_that_is_not_known_is_refused() -> None:
    with pytest.raises(KeyError):
        nodes(replace(PLAIN_VIEW, thing=Thing(type="Place", facts=(("inventedBy", HOME),))))


def test_no_text_closes_the_element() -> None:
    title = "</script><script>alert(1)</script>&amp;"
    text = page_graph(replace(PLAIN_VIEW, title=title), FRAME, EditionAddresses(BASE, {}))
    assert not {"<", ">", "&"} & set(text)
    assert json.loads(text)["@graph"][0]["name"] == title
