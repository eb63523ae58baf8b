"""Old addresses: after any move they lead to the page in one hop; what is gone says so; nothing ends in silence."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.addresses import PublicSubject, current_routes, forget, forget_title, remember_addresses
from cms.models import PublicAddress
from tests.cms.address_world import (
    GONE,
    START,
    YEAR,
    Editions,
    add_page,
    make_site,
    move,
    page,
    rename,
    row,
    set_target,
)
from tests.cms.desk_records import make_area, make_dataset


@pytest.fixture
def site(db: None) -> Editions:
    """See `make_site`."""
    return make_site()


def test_a_renamed_page_leads_on_and_its_draft_never_shows(site: Editions) -> None:
    draft = page("a")
    draft.slug, draft.title = "secret-name", "没有公开的标题"
    draft.save_revision()
    assert site.build().answer("/deeds/a/") == "content"
    rename(page("a"), "b")
    assert site.build().answer("/deeds/a/") == "/deeds/b/"
    assert site.answer("/deeds/b/") == "content"
    assert (row("/deeds/a/").gone_at, row("/deeds/b/").gone_at) == (site.at, None)
    assert (row("/deeds/a/").first_edition, row("/deeds/b/").first_edition) == (1, site.number)
    told = str(list(PublicAddress.objects.values_list())) + str(site.routes)
    assert "secret" not in told and "没有公开" not in told


def test_a_chain_is_one_hop_and_the_way_back_none(site: Editions) -> None:
    for slug in ("b", "c"):
        rename(page("b" if slug == "c" else "a"), slug)
        site.build()
    assert {path: site.answer(path) for path in ("/deeds/a/", "/deeds/b/")} == dict.fromkeys(
        ("/deeds/a/", "/deeds/b/"), "/deeds/c/"
    )
    rename(page("c"), "a")
    site.build()
    assert (site.answer("/deeds/a/"), site.answer("/deeds/b/")) == ("content", "/deeds/a/")
    assert row("/deeds/a/").gone_at is None and row("/deeds/c/").gone_at == site.at


def test_below_another_parent(site: Editions) -> None:
    move(page("a"), page("news"))
    site.build()
    assert site.answer("/deeds/a/") == "/news/a/"
    # Its section has no archive any more, and the other has one now.
    assert site.answer(f"/deeds/{YEAR}/") == "/deeds/"
    assert site.answer(f"/news/{YEAR}/") == "content"


def test_a_section_moves_with_everything_below_it(site: Editions) -> None:
    for slug in ("x", "y"):
        add_page(page("deeds"), slug)
    add_page(page("x"), "deep")
    site.build()
    rename(page("deeds"), "good")
    site.build()
    for below in ("", "a/", "x/", "y/", "x/deep/", f"{YEAR}/"):
        assert site.answer(f"/deeds/{below}") == f"/good/{below}", below


def test_another_page_at_the_old_address_wins(site: Editions) -> None:
    rename(page("a"), "b")
    site.build()
    add_page(page("deeds"), "a", title="另一个")
    assert site.build().answer("/deeds/a/") == "content"
    assert row("/deeds/a/").title == "另一个"
    # From then on the address is the other's: it follows the one that readers saw there last.
    rename(page("a"), "c")
    assert site.build().answer("/deeds/a/") == "/deeds/c/"
    page("c").unpublish()
    assert site.build().answer("/deeds/a/") == GONE
    assert site.answer("/deeds/b/") == "content"


def test_an_address_changes_hands_and_title_between_two_editions(site: Editions) -> None:
    PublicAddress.objects.filter(path="/deeds/a/").update(reason="说的是原来的页面。")
    first = page("a")
    rename(first, "b")
    other = add_page(page("deeds"), "a", title="另一个")
    site.build()
    assert (row("/deeds/a/").key, row("/deeds/a/").title) == (str(other.pk), "另一个")
    assert (row("/deeds/a/").reason, row("/deeds/b/").key) == ("", str(first.pk))
    other.title = "改了的标题"
    other.save_revision().publish()
    site.build()
    assert row("/deeds/a/").title == "改了的标题"


def test_unpublished_deleted_and_back(site: Editions) -> None:
    page("a").unpublish()
    assert site.build().answer("/deeds/a/") == GONE
    assert site.answer(f"/deeds/{YEAR}/") == "/deeds/"
    gone_at = row("/deeds/a/").gone_at
    site.build()
    assert row("/deeds/a/").gone_at == gone_at
    page("a").save_revision().publish()
    assert site.build().answer("/deeds/a/") == site.answer(f"/deeds/{YEAR}/") == "content"
    assert row("/deeds/a/").gone_at is None
    page("a").delete()
    assert site.build().answer("/deeds/a/") == GONE
    add_page(page("deeds"), "a")
    assert site.build().answer("/deeds/a/") == "content"


def test_a_restricted_section_is_gone_with_what_is_below(site: Editions) -> None:
    restriction = PageViewRestriction.objects.create(page=page("deeds"), restriction_type="login")
    site.build()
    assert [site.answer(path) for path in ("/deeds/", "/deeds/a/")] == [GONE, GONE]
    assert site.answer(f"/deeds/{YEAR}/") == GONE.replace("页面", "列表")
    restriction.delete()
    site.build()
    assert {site.answer(path) for path in ("/deeds/", "/deeds/a/", f"/deeds/{YEAR}/")} == {"content"}


def test_entries_and_datasets(site: Editions) -> None:
    area, dataset = make_area(), make_dataset()
    site.build()
    PublicAddress.objects.filter(path="/areas/230822/").update(reason="区划调整，已并入别处。")
    for record in (area, dataset):
        record.unpublish()
    site.build()
    assert site.answer("/areas/230822/") == "gone: 区划调整，已并入别处。"
    assert site.answer("/data/governance-indicators/") == GONE.replace("页面", "数据集")
    dataset.save_revision().publish()
    assert site.build().answer("/data/governance-indicators/") == "content"


def test_content_that_is_back_drops_what_was_said_of_its_absence(site: Editions) -> None:
    page("a").unpublish()
    PublicAddress.objects.filter(path="/deeds/a/").update(reason="活动已经结束。", target="/news/")
    assert site.build().answer("/deeds/a/") == "/news/"
    page("a").save_revision().publish()
    site.build()
    assert (row("/deeds/a/").reason, row("/deeds/a/").target) == ("", "")


def test_nothing_changed_costs_one_query_and_a_second_time_changes_nothing(site: Editions) -> None:
    before = list(PublicAddress.objects.values_list())
    with CaptureQueriesContext(connection) as captured:
        remember_addresses(site.subjects, site.number + 1, site.at + timedelta(hours=5))
    assert len(captured) == 1
    assert list(PublicAddress.objects.values_list()) == before
    with CaptureQueriesContext(connection) as captured:
        current_routes(site.subjects, site.at)
    assert len(captured) == 1


def test_forgetting(site: Editions) -> None:
    rename(page("a"), "b")
    site.build()
    page("b").delete()
    set_target("/news/", "/deeds/b/")
    forget_title("/deeds/b/", "含有个人信息，已撤除。")
    site.build()
    for path in ("/deeds/a/", "/deeds/b/"):
        assert site.answer(path) == "gone: 含有个人信息，已撤除。"
        assert row(path).title == ""
    forget("/deeds/b/")
    assert site.build().answer("/deeds/b/") == "unknown"
    assert not PublicAddress.objects.filter(target="/deeds/b/").exists()
    forget_title("/nowhere/")


def test_what_no_row_can_hold_stops_nothing(db: None, caplog: Any) -> None:
    subjects = [
        PublicSubject(f"/{'x' * 600}/", "page", "1", "长"),
        PublicSubject("/y/", "page", "2", "题" * 300),
    ]
    remember_addresses(subjects, 1, START)
    assert [len(row.title) for row in PublicAddress.objects.all()] == [255]
    assert "602" in caplog.text


def test_twenty_thousand_addresses(db: None) -> None:
    here = [PublicSubject(f"/deeds/page-{n}/", "good-deed", str(n), "一件好事") for n in range(10_000)]
    there = [PublicSubject(f"/news/page-{n}/", "good-deed", str(n), "一件好事") for n in range(10_000)]
    remember_addresses(here, 1, START)
    remember_addresses(there, 2, START)
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        routes = current_routes(there, START)
        taken.append(time.perf_counter() - start)
    assert len(routes) == 10_000 and routes[5].target is not None
    assert min(taken) < 0.4, taken
