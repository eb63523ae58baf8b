"""What the head of a public page tells inspectors, feed readers and programs."""

from dataclasses import replace

import pytest

from publishing.columns import SITE
from publishing.page_view import Column, PageView
from tests.publishing.data_page_samples import DATASET_VIEW, OBSERVATION_VIEW
from tests.publishing.list_samples import AREA_VIEW, LIST_VIEW, ORGANISATION_VIEW, REGISTER_VIEW
from tests.publishing.page_reading import PREFIX, meta, one, page
from tests.publishing.page_samples import (
    DEED_VIEW,
    EMPTY_VIEW,
    ERROR_VIEW,
    FRAME,
    HOME_VIEW,
    INDICATOR_VIEW,
    PLAIN_VIEW,
    SECTION_VIEW,
)
from tests.publishing.record_samples import AGREEMENT_VIEW, BRAND_VIEW, NEWS_VIEW

ARTICLES = (
    DEED_VIEW,
    PLAIN_VIEW,
    INDICATOR_VIEW,
    DATASET_VIEW,
    OBSERVATION_VIEW,
    BRAND_VIEW,
    AGREEMENT_VIEW,
    NEWS_VIEW,
    ORGANISATION_VIEW,
    AREA_VIEW,
)


@pytest.mark.parametrize("view", ARTICLES, ids=lambda view: view.template)
def test_article_meta(view: PageView) -> None:
    """The tags that inspectors look for, equal to what people read."""
    soup = page(view)
    tags = meta(soup)
    assert tags["ArticleTitle"] == view.title == one(soup, "h1").text.strip()
    assert tags["SiteName"] == "示例公开站" and tags["SiteDomain"] == "open.example.org"
    assert tags["PubDate"] == "2026-11-22 21:05"
    assert f"发布时间：{tags['PubDate']}" in one(soup, ".facts-line").text
    assert f"来源：{tags['ContentSource']}" in one(soup, ".facts-line").text
    assert all(content.strip() for content in tags.values())
    assert tags["ColumnName"] == SITE.name and len(tags["ColumnDescription"]) >= 10
    column = Column(
        name="某栏目", description="说清楚这个栏目放什么。", keywords=("甲", "乙"), type="工作动态"
    )
    tags = meta(page(replace(view, column=column, keywords=("丙", "丁"), image="/media/a.jpg")))
    assert (tags["ColumnName"], tags["ColumnKeywords"], tags["ColumnType"]) == ("某栏目", "甲;乙", "工作动态")
    assert (tags["Keywords"], tags["Image"]) == ("丙;丁", f"{FRAME.base_url}/media/a.jpg")


def test_list_and_site_meta() -> None:
    """A list has the column's tags, the home and error pages the site's alone."""
    for listed in (SECTION_VIEW, EMPTY_VIEW, LIST_VIEW, REGISTER_VIEW):
        tags = meta(page(listed))
        assert (
            tags["ColumnName"] and tags["ColumnDescription"] and tags["ColumnKeywords"] and tags["ColumnType"]
        )
        assert not {"PubDate", "ArticleTitle", "ContentSource", "Author", "Image", "Url"} & set(tags)
    for view in (HOME_VIEW, ERROR_VIEW):
        assert not {"ColumnName", "ArticleTitle", "PubDate"} & set(meta(page(view)))
    assert meta(page(ERROR_VIEW))["robots"] == "noindex"


def test_relations() -> None:
    """Canonical address, twin, feed; an error page has none of them."""
    links = {str(tag["rel"][0]): str(tag["href"]) for tag in page(SECTION_VIEW).select("link[rel]")}
    assert links["canonical"] == "https://open.example.org:8443/zhili/deeds/"
    alternates = {str(tag["type"]): tag["href"] for tag in page(SECTION_VIEW).select("link[rel=alternate]")}
    assert alternates["application/json"] == f"{PREFIX}/deeds/index.json"
    assert alternates["application/atom+xml"] == f"{PREFIX}/feeds/deeds.atom"
    assert alternates["application/feed+json"] == f"{PREFIX}/feeds/deeds.json"
    assert not page(OBSERVATION_VIEW).select("link[rel=alternate]")
    assert not page(ERROR_VIEW).select("link[rel=canonical], link[rel=alternate]")
