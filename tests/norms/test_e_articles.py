"""Rows E: articles with their source and their real time."""

import re
from datetime import UTC, datetime, timedelta

from wagtail.models import Page, Revision

from cms.models import NewsPage, SectionPage
from cms.row_digests import SNIPPETS, page_types
from tests.cms.seeded_database import restore_seed
from tests.norms.inspected import EDITORIAL, GONE, MOVED, MOVED_TO, PREFIX, Inspected
from tests.publishing.page_reading import page as rendered
from tests.publishing.record_samples import NEWS_VIEW

SYSTEM_TIMES = {
    "first_published_at",
    "last_published_at",
    "latest_revision_created_at",
    "published",
    "pub_date",
}


def test_e01_title_time_and_source_are_visible(site: Inspected) -> None:
    found = list(site.pages(*EDITORIAL))
    assert len(found) > 30
    for page in found:
        facts = page.soup.select(".facts-line")[0]
        assert page.soup.select("h1")[0].text.strip(), page.path
        assert facts.select("time[datetime]") and re.search(r"来源：\S+", facts.text), page.path


def test_e02_no_form_at_the_desk_sets_a_publication_time() -> None:
    for model in [*page_types().values(), *SNIPPETS.values()]:
        is_page = issubclass(model, Page)
        handler = model.get_edit_handler() if is_page else model.snippet_viewset.get_edit_handler()
        fields = set(handler.get_form_class().base_fields)
        assert fields and not fields & SYSTEM_TIMES, (model, fields & SYSTEM_TIMES)


def test_e02_the_time_is_that_of_the_first_publication_and_stays(db: None) -> None:
    restore_seed()
    section = SectionPage.objects.get(slug="news")
    page = NewsPage(title="测试的一条", slug="test-one", topic="site", source="测试单位")
    section.add_child(instance=page)
    page.unpublish()
    NewsPage.objects.filter(pk=page.pk).update(first_published_at=None)
    page.refresh_from_db()
    draft = page.save_revision()
    before = datetime.now(UTC)
    page.save_revision().publish()
    page.refresh_from_db()
    first = page.first_published_at
    assert before - timedelta(seconds=60) <= first <= datetime.now(UTC) + timedelta(seconds=60)
    page.title = "改过的一条"
    page.save_revision().publish()
    page.refresh_from_db()
    assert (page.title, page.first_published_at) == ("改过的一条", first)
    # A draft from before the first publication does not know its time.
    Revision.objects.get(pk=draft.pk).publish()
    page.refresh_from_db()
    assert (page.title, page.first_published_at) == ("测试的一条", first)
    # Nor does a revision that was given another one.
    forged = page.save_revision()
    forged.content["first_published_at"] = "2020-01-01T00:00:00Z"
    forged.save()
    forged.publish()
    page.refresh_from_db()
    assert page.first_published_at == first


def test_e03_a_reprint_names_the_original_and_leads_there() -> None:
    text = rendered(NEWS_VIEW)
    assert NEWS_VIEW.reprint and "转载" in text.text
    assert text.select(f'main a[href="{NEWS_VIEW.original_url}"]')


def test_e04_an_agreement_that_ended_says_so_and_stays(site: Inspected) -> None:
    for page in site.pages("agreement"):
        assert re.search("履行中|到期|终止|未到|待生效|续签|已", page.soup.select("main")[0].text), page.path
    gone = site.get(GONE)
    assert gone.status == 410 and "撤下" in gone.text


def test_e08_addresses_are_ascii_and_follow_a_page_that_moves(site: Inspected) -> None:
    for page in site.pages():
        assert re.fullmatch(r"[\x21-\x7e]+", page.path)
        canonical = page.soup.select('link[rel="canonical"]')
        assert len(canonical) == 1 and str(canonical[0]["href"]).endswith(page.path)
    moved = site.get(MOVED)
    assert (moved.status, moved.headers["location"]) == (301, PREFIX + MOVED_TO)


def test_e05_articles_can_be_enlarged_printed_and_passed_on(site: Inspected) -> None:
    for page in (site.one(kind) for kind in sorted(EDITORIAL)):
        assert "特大" in page.soup.select("header")[0].text, page.path
        assert page.soup.select(".share [data-print]") and page.soup.select(".share [data-copy]"), page.path
