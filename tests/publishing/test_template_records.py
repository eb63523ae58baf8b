"""Pages of brands, news, organisations, areas and indicators: what is known is shown, what is not leaves no gap."""

from dataclasses import replace

import pytest
from bs4 import Tag

from publishing.page_view import PageView
from publishing.templatetags.record_parts import day
from tests.publishing.list_samples import AREA_VIEW, BARE_AREA_VIEW, BARE_ORGANISATION_VIEW, ORGANISATION_VIEW
from tests.publishing.page_reading import PREFIX, one, page
from tests.publishing.page_samples import DEED_VIEW, INDICATOR_VIEW
from tests.publishing.record_samples import (
    AGREEMENT_VIEW,
    BARE_BRAND_VIEW,
    BARE_NEWS_VIEW,
    BRAND_VIEW,
    NEWS_VIEW,
)

RECORDS = (DEED_VIEW, BRAND_VIEW, AGREEMENT_VIEW, NEWS_VIEW, ORGANISATION_VIEW, AREA_VIEW)
BARE = (BARE_BRAND_VIEW, BARE_NEWS_VIEW, BARE_ORGANISATION_VIEW, BARE_AREA_VIEW)


def headings(view: PageView) -> list[str]:
    """The headings of the page's parts, its notes included."""
    return [heading.text for heading in page(view).select("main h2")]


def paths(place: Tag) -> list[str]:
    """Where the links of a place lead, without the prefix."""
    return [str(link["href"]).removeprefix(PREFIX) for link in place.select("a")]


@pytest.mark.parametrize("view", RECORDS, ids=lambda view: view.template)
def test_every_record_names_its_evidence_and_its_register(view: PageView) -> None:
    """One line says which document and where in it; the register and the twin are a click away."""
    soup = page(view)
    notes = one(soup, ".notes")
    assert one(notes, ".evidence-line").text == "依据：示例文件，第二段（示例单位）"
    assert one(notes, "code.digest").text == "ab" * 32
    assert paths(notes) == [view.record_path, f"{view.path}index.json"]  # type: ignore[attr-defined]
    assert "演示数据" in one(soup, ".notice").text


@pytest.mark.parametrize("view", BARE, ids=lambda view: view.template)
def test_little_known_leaves_no_gap(view: PageView) -> None:
    soup = page(view)
    empty = ".notice, .evidence-line, .mark-sample, ul:empty, ol:empty, dl:empty, details"
    assert not one(soup, "main").select(empty)


def test_brand() -> None:
    """Kind, founder and time; numbers, milestones and honours in the order given."""
    soup = page(BRAND_VIEW)
    assert one(soup, ".kicker").text.startswith("载体")
    assert paths(soup.select("dl.facts")[0]) == ["/organisations/unit-a/", "/areas/230822-shili/"]
    parts = ["相关数字", "做法", "依据与数据", "大事记", "荣誉", "办成的好事实事"]
    assert headings(BRAND_VIEW) == parts
    times = [str(time["datetime"]) for time in soup.select(".chronicle time")]
    assert times == ["2024", "2025-06"]
    honour, bare = soup.select(".honours > li")
    assert "2024 年，示例上级授予" in honour.text and one(honour, ".evidence-line")
    assert [part.text for part in bare.select("p")] == ["只有名称的荣誉"]


def test_brand_says_what_the_source_does_not() -> None:
    facts = page(BARE_BRAND_VIEW).select("dl.facts")[0]
    assert [part.text for part in facts.select("dd")] == ["来源未载", "来源未载"]


def test_news() -> None:
    """Topic, times, source, author and editor; a reprint is marked and leads to the original."""
    soup = page(NEWS_VIEW)
    facts = one(soup, ".facts-line").text
    for words in ("发布时间：2026-11-22 21:05", "来源：示例日报", "作者：示例作者", "责任编辑：示例编辑"):
        assert words in facts
    assert paths(one(soup, ".kicker")) == ["/news/topic/grid/"] and "转载" in one(soup, ".kicker").text
    original = one(soup, ".notice a.outside")
    assert original["href"] == "https://news.example.org/a?b=1&c=2"
    assert original["rel"] == ["noopener", "noreferrer"]
    assert "转载自示例日报" in one(soup, ".notice").text
    real = one(page(replace(NEWS_VIEW, sample=False)), ".notice")
    assert "转载自示例日报" in real.text and "演示数据" not in real.text


def test_own_news_is_no_reprint() -> None:
    soup = page(BARE_NEWS_VIEW)
    assert "转载" not in soup.text and not soup.select(".outside")
    assert "作者" not in one(soup, ".facts-line").text and not soup.select(".kicker a")


def test_organisation_stands_in_its_tree() -> None:
    """Nested lists, the page itself marked, counts beside the branch that they are of."""
    soup = page(ORGANISATION_VIEW)
    tree = one(soup, "ul.tree")
    assert paths(tree) == [f"/organisations/{name}/" for name in "abcd"]
    current = one(tree, "[aria-current=page]")
    assert current.text == "示例b"
    below = current.find_parent("li")
    assert below is not None and len(below.select("ul > li")) == 2
    assert "网格党小组 3 个" in below.select("ul > li")[0].text
    assert "还有 2 个下级组织" in one(soup, ".tree-rest").text
    assert "网格党小组 3 个，党员中心户 12 户" in soup.select("dl.facts")[0].text


def test_parts_without_content_are_left_out() -> None:
    """One sentence stands for all of them; a single entry is enough to do without it."""
    for bare in (BARE_ORGANISATION_VIEW, BARE_AREA_VIEW):
        assert headings(bare) == ["依据与数据"]
        assert "有了会列在这里" in one(page(bare), ".empty").text
    deeds = replace(BARE_ORGANISATION_VIEW, deeds=ORGANISATION_VIEW.deeds)
    assert headings(deeds) == ["承办的好事实事", "依据与数据"] and not page(deeds).select(".empty")
    below = replace(BARE_AREA_VIEW, children=AREA_VIEW.children)
    assert headings(below) == ["下一级区域", "依据与数据"] and not page(below).select(".empty")


def test_area_gathers_what_is_public() -> None:
    soup = page(AREA_VIEW)
    assert headings(AREA_VIEW) == [
        "数字", "好事实事", "共驻共建协议", "党建品牌", "组织", "荣誉", "下一级区域", "依据与数据",
    ]  # fmt: skip
    head = one(soup, "[aria-labelledby=deeds-title] .part-head")
    assert "最新 2 件，共 14 件" in head.text and paths(head) == ["/deeds/area/230822-shili/"]
    few = one(page(replace(AREA_VIEW, deeds_total=2, deeds_path="")), "[aria-labelledby=deeds-title]")
    assert "最新" not in few.text and "查看全部" not in few.text
    marks = [bool(entry.select(".mark-sample")) for entry in few.select("li")]
    assert marks == [False, True]


def test_a_count_stands_beside_the_number() -> None:
    """It is no number of a release: no `data`, its rows and its dataset linked, and a sentence on the difference."""
    count = one(page(INDICATOR_VIEW), ".count")
    assert "逐条公开的 1 件（示例台账里已完成的件数），2026-11-23 的数据发布" in count.text
    rows = "/data/good-deeds/2026-11-23/rows.json?status=completed&sample=no"
    assert paths(count) == [rows, "/data/good-deeds/"]
    assert "不相加" in count.text and not count.select("data")
    assert not page(replace(INDICATOR_VIEW, count=None)).select(".count")
    assert one(page(replace(INDICATOR_VIEW, numbers=())), ".count")


def test_a_day_is_a_day() -> None:
    assert day("2026-03-01") == '<time class="nowrap" datetime="2026-03-01">2026年3月1日</time>'
    with pytest.raises(ValueError, match="Invalid isoformat"):
        day("2026")
