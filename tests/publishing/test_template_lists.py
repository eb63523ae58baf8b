"""Lists of pages: front pages of sections, archives, lists of one facet, registers."""

from dataclasses import replace

from tests.publishing.list_samples import (
    BARE_LIST_VIEW,
    BARE_REGISTER_VIEW,
    LIST_VIEW,
    REGISTER_VIEW,
)
from tests.publishing.page_reading import PREFIX, one, page
from tests.publishing.page_samples import CARD, EMPTY_VIEW, HOME_VIEW, SECTION_VIEW


def test_front_page() -> None:
    """How many there are, each card by its own template under headings of one level, and the other lists."""
    soup = page(SECTION_VIEW)
    assert one(soup, ".list-count").text.startswith("共 3 条，新的在前")
    assert one(soup, "ol.cards").has_attr("reversed")
    cards = soup.select(".cards > li")
    assert [bool(card.select(".span")) for card in cards] == [True, False, False]
    assert [card.select_one("h2") is not None for card in cards] == [True, True, True]
    assert one(cards[1], ".card-date").text == "2026-11-22" and "转载" in one(cards[1], ".kicker").text
    assert cards[2].text.strip() == "只有题目"
    assert not soup.select(".list-rest"), "everything is on the page"


def test_front_page_leads_to_the_rest() -> None:
    """When there is more than fits, the years are named below the last card as well."""
    rest = one(page(replace(SECTION_VIEW, total=40)), ".list-rest")
    assert "最新的 3 条" in rest.text
    assert [str(link["href"]) for link in rest.select("a")] == [f"{PREFIX}/deeds/2026/"]


def test_groups() -> None:
    """Each list with its count; without groups neither the menu nor the jump to it."""
    soup = page(SECTION_VIEW)
    groups = one(soup, "nav.list-groups")
    assert [head.text for head in groups.select("h3")] == ["按年份", "按类别"]
    entries = [entry.text.split() for entry in groups.select("li")]
    assert entries == [["2026", "年", "3", "条"], ["停车", "2", "条"], ["照明", "1", "条"]]
    assert not groups.select("[aria-current]")
    jump = one(soup, ".to-lists")
    assert soup.select(str(jump["href"])) == [groups]
    assert not page(replace(SECTION_VIEW, groups=())).select(".list-groups, .to-lists")


def test_empty_section_has_no_lists() -> None:
    soup = page(EMPTY_VIEW)
    assert one(soup, ".empty") and not soup.select(".cards, .list-count, .list-groups, .feed")


def test_page_of_a_list() -> None:
    """Oldest first and said so; the pages and the list are marked, each as what it is."""
    soup = page(LIST_VIEW)
    assert "共 103 条，早的在前" in one(soup, ".list-count").text
    assert not one(soup, "ol.cards").has_attr("reversed")
    pager = one(soup, "nav.pager")
    assert [link.text for link in pager.select("a")] == ["第 1 页", "第 2 页"]
    assert one(pager, "[aria-current=page]").text == "第 2 页"
    assert one(soup, ".list-groups [aria-current=true]").text.strip() == "2026 年"
    assert one(soup, ".list-count a:not(.to-lists)")["href"] == f"{PREFIX}/deeds/"


def test_list_of_one_page() -> None:
    soup = page(BARE_LIST_VIEW)
    assert not soup.select(".pager")
    assert one(soup, ".list-groups [aria-current=page]").text.strip() == "2026 年"


def test_register() -> None:
    """Entries by group with their number; an empty register says what will come."""
    soup = page(REGISTER_VIEW)
    assert [head.text for head in soup.select("h2")] == ["社区", "企业"]
    assert [count.text for count in soup.select(".part-head p")] == ["2 个", "1 个"]
    first = soup.select(".related > li")[0]
    assert one(first, "a")["href"] == f"{PREFIX}/brands/jia/" and one(first, "small").text == "载体"
    assert one(soup, ".feed a")["href"] == f"{PREFIX}/data/organisations/"
    assert "公开后列在这里" in one(page(BARE_REGISTER_VIEW), ".empty").text


def test_home_shows_news_and_deeds() -> None:
    """Cards below a part's heading are one level deeper; without news there is no part for them."""
    soup = page(HOME_VIEW)
    news = one(soup, "[aria-labelledby=news-title]")
    assert one(news, "h3 a")["href"] == f"{PREFIX}/news/shili/"
    assert one(news, ".part-head a")["href"] == f"{PREFIX}/news/"
    assert one(soup, "[aria-labelledby=deeds-title] h3").text == CARD.title
    assert "动态" not in one(page(replace(HOME_VIEW, news=())), "main").text
    assert not page(replace(HOME_VIEW, deeds=())).select("[aria-labelledby=deeds-title]"), "no empty part"
    bare = replace(HOME_VIEW, deeds=(), news=())
    assert one(page(bare), "[aria-labelledby=deeds-title] .empty"), "nothing at all: say what will come"
