"""Pages that gather: the front page, a community, the log of corrections; and what leads from news to news."""

from dataclasses import replace

from cms.views.correction_types import ChangeView, CorrectionsView, CorrectionView, ReportYear
from cms.views.progress_types import AgreementsProgress, AreaProgress
from cms.views.view_types import RelatedLink
from publishing.contract import Link
from tests.publishing.list_samples import AREA_VIEW, LIST_VIEW
from tests.publishing.page_reading import PREFIX, one, page
from tests.publishing.page_samples import (
    BARE_CARD,
    CARD,
    DEED_VIEW,
    HOME,
    HOME_VIEW,
    PUBLISHED,
    SECTION_VIEW,
)
from tests.publishing.record_samples import BARE_NEWS_VIEW, NEWS_VIEW

WRITTEN = CorrectionView(
    day="2026-11-20", what="施工<天>数", path="/deeds/shili/", was="十天", now="15 天", reason="核对来源"
)
OF_DATA = CorrectionView(
    day="2026-11-21",
    what="数据：示例指标",
    path="/data/numbers/",
    was="",
    now="",
    reason="漏计",
    changes=(
        ChangeView(what="指标（示例县，2025年）", path="/id/obs/a/b/2025/r2", was="230件", now="231件"),
    ),
    more=2,
    more_path="/data/numbers/2026-11-21/changes.json",
)
LOG = CorrectionsView(
    template="pages/corrections.html",
    path="/corrections/",
    title="更正记录",
    breadcrumbs=(HOME,),
    published=PUBLISHED,
    intro="改了就记。",
    corrections=(OF_DATA, WRITTEN),
)
PROGRESS = AgreementsProgress(total=5, in_force=2, done=3, promised=8, sample=False)
FULL_HOME = replace(
    HOME_VIEW,
    brands=(BARE_CARD, replace(CARD, template="components/card.html")),
    brands_path="/brands/",
    agreements_progress=PROGRESS,
    agreements_path="/agreements/",
    corrections=(OF_DATA, WRITTEN),
    corrections_path="/corrections/",
)
AREA = AreaProgress(deeds=4, deeds_done=3, agreements=2, in_force=1, done=1, promised=3)


def test_the_front_page_shows_each_kind_once_and_leads_on() -> None:
    """Every part has its heading, something in it, and a link that says what it leads to."""
    soup = page(FULL_HOME)
    parts = {part["aria-labelledby"]: part for part in soup.select("main section.part")}
    names = ["numbers", "deeds", "agreements", "brands", "news", "data", "corrections"]
    assert list(parts) == [f"{name}-title" for name in names]
    words = [link.text for part in parts.values() for link in part.select(".part-head a")]
    assert len(words) == len(set(words)) == 6 and all(text.startswith("查看") for text in words)
    assert [card.text for card in parts["brands-title"].select("h3 a")] == ["只有题目", "示例实事"]
    line = parts["agreements-title"]
    assert "2 份协议正在履行" in line.text and "共 8 项" in line.text and "已完成 3 项" in line.text
    assert one(line, ".tally")["viewbox"] == "0 0 8 1" and not line.select(".mark-sample")
    assert "最近更新：2026-11-23 14:30" in soup.text


def test_the_front_page_leaves_out_what_is_empty() -> None:
    soup = page(replace(HOME_VIEW, datasets=(), numbers=(), updated=None))
    shown = [part["aria-labelledby"] for part in soup.select("main section.part")]
    assert shown == ["deeds-title", "news-title"]
    assert "最近更新" not in soup.text


def test_agreements_that_all_ended_are_not_in_force() -> None:
    ended = replace(PROGRESS, in_force=0, done=0, promised=0, sample=True)
    line = one(page(replace(FULL_HOME, agreements_progress=ended)), "[aria-labelledby=agreements-title]")
    assert "公开了 5 份协议，现在没有正在履行的" in line.text
    assert not line.select(".tally") and one(line, ".mark-sample")


def test_without_corrections_the_front_page_says_so() -> None:
    part = one(page(replace(FULL_HOME, corrections=())), "[aria-labelledby=corrections-title]")
    assert "还没有更正过" in part.text and not part.select("ol")


def test_the_log() -> None:
    """Old and new words, marked as such for machines, and the place; data with what a release changed."""
    soup = page(LOG)
    data, written = soup.select(".corrections > li")
    assert (
        one(written, "h2").text == "施工<天>数" and one(written, "h2 a")["href"] == f"{PREFIX}/deeds/shili/"
    )
    assert (one(written, "del").text, one(written, "ins").text) == ("十天", "15 天")
    assert one(written, "time")["datetime"] == "2026-11-20" and "原因：核对来源" in written.text
    links = [str(link["href"]).removeprefix(PREFIX) for link in data.select("a")]
    assert links == ["/data/numbers/", "/id/obs/a/b/2025/r2", OF_DATA.more_path]
    assert "还有 2 处" in data.text and (one(data, "del").text, one(data, "ins").text) == ("230件", "231件")
    assert not soup.select(".empty, table")
    whole = replace(OF_DATA, changes=())
    assert "共 2 处" in page(replace(LOG, corrections=(whole,))).text
    gone = replace(WRITTEN, path="", was="", reason="")
    bare = one(page(replace(LOG, corrections=(gone,))), ".corrections > li")
    assert not bare.select("a, del") and "原因" not in bare.text


def test_the_log_counts_reports_by_year() -> None:
    years = (ReportYear(year=2026, received=3, closed=2, in_time=1),)
    soup = page(replace(LOG, corrections=(), years=years))
    assert one(soup, ".empty")
    assert [cell.text for cell in soup.select("main tbody tr > *")] == ["2026 年", "3", "2", "1"]


def test_a_community_says_what_is_on_the_page_and_how_far_it_is() -> None:
    soup = page(replace(AREA_VIEW, progress=AREA, organisations_path="/organisations/"))
    targets = [str(link["href"]) for link in soup.select(".on-page a")]
    assert targets and all(len(soup.select(target)) == 1 for target in targets)
    deeds, agreements = soup.select(".glance")
    assert "好事实事 4 件，已办完 3 件" in deeds.text and one(deeds, ".tally")["viewbox"] == "0 0 4 1"
    assert "履行中的协议 1 份，三张清单 3 项，已完成 1 项" in agreements.text
    assert (
        one(soup, "[aria-labelledby=organisations-title] .part-head a")["href"] == f"{PREFIX}/organisations/"
    )
    done = replace(AREA, deeds=3, in_force=0, promised=0, done=0)
    words = [glance.text.strip() for glance in page(replace(AREA_VIEW, progress=done)).select(".glance")]
    assert words == ["好事实事 3 件，件件办完", "协议 2 份，都不在履行期"]
    assert not page(AREA_VIEW).select(".glance")


def test_a_related_deed_says_how_far_it_is_in_words_and_by_a_mark() -> None:
    links = (
        RelatedLink(title="甲", path="/deeds/jia/", note="照明 · 已完成", state="done"),
        RelatedLink(title="乙", path="/deeds/yi/", note="载体"),
    )
    first, second = page(replace(DEED_VIEW, brands=links, agreements=())).select(".related > li")
    assert one(first, "small svg.state-done")["aria-hidden"] == "true" and "已完成" in first.text
    assert not second.select("svg")


def test_news_lead_to_their_neighbours() -> None:
    """Named by when they were published, so that nobody has to guess which way is on."""
    both = replace(NEWS_VIEW, older=Link("早的", "/news/a/"), newer=Link("晚的", "/news/b/"))
    entries = page(both).select(".neighbours li")
    assert [entry.text.split() for entry in entries] == [["晚一篇", "晚的"], ["早一篇", "早的"]]
    assert [str(one(entry, "a")["href"]) for entry in entries] == [f"{PREFIX}/news/b/", f"{PREFIX}/news/a/"]
    assert len(page(replace(both, newer=None)).select(".neighbours li")) == 1
    assert not page(BARE_NEWS_VIEW).select(".neighbours")


def test_lists_lead_to_search_for_their_type() -> None:
    for view in (SECTION_VIEW, LIST_VIEW):
        link = one(page(replace(view, search_query="?type=good-deed")), ".list-search a")
        assert link["href"] == f"{PREFIX}/search/?type=good-deed"
        assert not page(view).select(".list-search")
