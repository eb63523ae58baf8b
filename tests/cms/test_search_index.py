"""The desk's index after an update: built again once, by itself, when it was made by other rules."""

import logging
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from modelsearch.index import SearchField
from pytest_django.fixtures import Settings
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from cms.chinese_search import apps, freshness
from cms.models import Area, PlainPage
from tests.cms.desk_records import make_area, make_home

STOCK = {"default": {"BACKEND": "wagtail.search.backends.database.sqlite.sqlite"}}
OURS = {"default": {"BACKEND": "cms.chinese_search.backend"}}


@pytest.fixture
def stock_index(db: None, settings: Settings) -> None:
    """Pages and an area, indexed as Wagtail does it, in a database that never knew the present rules."""
    settings.WAGTAILSEARCH_BACKENDS = STOCK
    home = make_home()
    home.add_child(
        instance=PlainPage(title="文政社区凉亭", slug="a", body=[("paragraph", "<p>种了樟树</p>")])
    )
    make_area(name="文政社区")
    IndexEntry.objects.all().delete()
    call_command("update_index", verbosity=0)
    assert not list(Page.objects.search("凉亭"))
    settings.WAGTAILSEARCH_BACKENDS = OURS


def migrate() -> None:
    """What every start does."""
    call_command("migrate", verbosity=0)


def test_migrating_builds_the_index_of_an_earlier_installation(stock_index: None) -> None:
    migrate()
    for query in ("凉亭", "樟树"):
        assert [page.title for page in Page.objects.autocomplete(query)] == ["文政社区凉亭"]
    assert freshness.is_current()


def test_it_is_built_once(stock_index: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second start asks one question and leaves the entries alone."""
    migrate()
    monkeypatch.setattr(freshness, "build_again", lambda: pytest.fail("built again"))
    migrate()
    with CaptureQueriesContext(connection) as asked:
        assert freshness.is_current()
    assert len(asked) == 1


def test_a_new_searched_field_builds_it_again(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """So do new rules, and an index that was emptied."""
    migrate()
    assert freshness.is_current()
    with monkeypatch.context() as patched:
        patched.setattr(Area, "search_fields", [*Area.search_fields, SearchField("name_en")])
        assert not freshness.is_current()
    with monkeypatch.context() as patched:
        patched.setattr(freshness, "RULES", freshness.RULES + 1)
        assert not freshness.is_current()
        migrate()
        assert freshness.is_current()
    assert not freshness.is_current()
    IndexEntry.objects.all().delete()
    assert not freshness.is_current()


def test_a_failure_is_told_and_changes_nothing(
    stock_index: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The site starts, the old entries stay, and the next start tries again."""
    depth = len(connection.savepoint_ids)
    before = list(IndexEntry.objects.order_by("pk").values_list("title", "body"))

    def broken(page: PlainPage) -> Any:
        raise ValueError("cannot be read")

    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR, logger=apps.__name__):
        patched.setattr(PlainPage, "title", property(broken))
        migrate()
    assert "下次启动时再建" in caplog.text
    assert list(IndexEntry.objects.order_by("pk").values_list("title", "body")) == before
    assert len(connection.savepoint_ids) == depth
    migrate()
    assert [page.title for page in Page.objects.search("樟树")] == ["文政社区凉亭"]


def test_nothing_is_built_halfway_through_migrations(
    stock_index: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables and models may differ there."""
    monkeypatch.setattr(apps, "_is_fully_migrated", lambda: False)
    migrate()
    assert not freshness.is_current()


def test_a_rebuild_by_hand_keeps_the_stamp_and_forgets_what_is_gone(stock_index: None) -> None:
    """`update_index`, which Wagtail's manual names, is still the way to build it by hand."""
    migrate()
    page = PlainPage.objects.get()
    entries = IndexEntry.objects.filter(object_id=str(page.pk), title__contains="凉亭")
    assert entries.count() == 1
    PlainPage.objects.filter(pk=page.pk)._raw_delete("default")
    Page.objects.filter(pk=page.pk)._raw_delete("default")
    call_command("update_index", verbosity=0)
    assert not entries.exists() and freshness.is_current()
