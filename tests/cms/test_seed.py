"""The first content: complete, repeatable, and what the source says."""

from decimal import Decimal
from io import StringIO
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.test import TestCase
from wagtail.models import Page, Site

from cms.identity import home_page, menu
from cms.models import (
    Area,
    Batch,
    Dataset,
    DeedPage,
    Evidence,
    HomePage,
    Indicator,
    Observation,
    Organisation,
    PlainPage,
)
from cms.registers import GOVERNANCE_INDICATORS
from cms.seeding import SeedReport, is_empty, seed

SOME_VALUES = [
    ("good-deeds-completed", "230822", "230", "exact", "deed", "第一部分第三段"),
    ("registered-volunteers", "230822", "4.1", "exact", "ten-thousand-persons", "第二部分第四段"),
    ("handling-time-change", "230822", "-30", "nearly", "percent", "第三部分第四段"),
    ("service-area-share", "230822", "90", "up_to", "percent", "第三部分第二段"),
    ("household-visit-target", "230822", "300", "target", "household", "第二部分第二段"),
    ("partner-plan-families", "230822-fuqing", "1600", "more_than", "family", "第三部分第二段"),
    ("pavilion-build-days", "230822-wenzheng", "15", "exact", "day", "第三部分第四段"),
]


def whole_database() -> dict[str, list[dict[str, Any]]]:
    """Every row of every model."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values()) for model in apps.get_models()
    }


class SeededDesk(TestCase):
    """A desk that was empty, after one seed."""

    was_empty: bool
    report: SeedReport

    @classmethod
    def setUpTestData(cls) -> None:
        """Seed once for all tests of the class; each is rolled back."""
        cls.was_empty = is_empty()
        cls.report = seed()

    def test_everything_is_added_and_remembered_as_one_batch(self) -> None:
        assert self.was_empty
        assert not is_empty()
        assert self.report.added == {
            "依据": 1, "区域": 4, "组织": 8, "指标": 35, "观测值": 35, "数据集": 10, "页面": 33, "荣誉": 2,
        }  # fmt: skip
        batch = Batch.objects.get()
        assert self.report.batch == batch
        assert (batch.kind, batch.made_by_name, batch.row_count) == ("seed", "初始资料", 128)
        assert len(batch.sha256) == 64
        assert Observation.objects.filter(batch=batch).count() == 35

    def test_everything_is_published_through_a_revision(self) -> None:
        published = [*Area.objects.all(), *Indicator.objects.all(), *Dataset.objects.all()]
        published += Organisation.objects.all()
        published += Page.objects.filter(depth__gt=1)
        assert len(published) == 90
        for thing in published:
            assert thing.live, thing
            assert thing.first_published_at is not None
            assert thing.live_revision_id == thing.latest_revision_id is not None
            assert not thing.has_unpublished_changes

    def test_values_are_those_of_the_source(self) -> None:
        for code, area, value, qualifier, unit, locator in SOME_VALUES:
            found = Observation.objects.select_related("indicator", "area").get(indicator__code=code)
            assert (found.value, found.qualifier, found.area.code) == (Decimal(value), qualifier, area)
            assert (found.indicator.unit_code, found.locator, found.period) == (unit, locator, "2025")

    def test_every_value_has_its_evidence_and_says_that_its_year_was_inferred(self) -> None:
        evidence = Evidence.objects.get()
        assert evidence.sha256 == "e0a4000ff7285d91da5198d1d2f75f9e305f776891111ee5f39fa259dda00617"
        for observation in Observation.objects.all():
            assert observation.note == "来源未载时间，按 2025 年记。"
            assert observation.evidence_id == evidence.pk
            assert observation.locator
            assert observation.revision == 1
        assert len(GOVERNANCE_INDICATORS.rows()) == 35
        assert all(indicator.definition.endswith("。") for indicator in Indicator.objects.all())

    def test_a_second_run_changes_nothing(self) -> None:
        before = whole_database()
        assert len(before["wagtailcore.Revision"]) == 92, (
            "one for each thing, and one for each honour's holder"
        )
        report = seed()
        assert (report.added, report.batch) == ({}, None)
        assert whole_database() == before

    def test_what_staff_deleted_stays_deleted(self) -> None:
        PlainPage.objects.get(slug="terms").delete()
        assert seed().batch is None
        assert not Page.objects.filter(slug="terms").exists()

    def test_wagtails_welcome_page_gave_way_to_the_home_page(self) -> None:
        site = Site.objects.get()
        assert site.is_default_site
        assert (site.hostname, site.port) == ("127.0.0.1", 8000)
        assert site.root_page.specific == HomePage.objects.get()
        assert [page.specific_class for page in Page.get_first_root_node().get_children()] == [HomePage]
        assert Page.find_problems() == ([], [], [], [], [])

    def test_menus_and_home_figures(self) -> None:
        home = home_page()
        assert home is not None
        masthead, footer = menu(home)
        assert [link.path for link in masthead] == ["/deeds/", "/brands/", "/news/"]
        assert [link.path for link in footer] == ["/about/", "/terms/", "/privacy/", "/corrections/"]
        assert [block.value.code for block in home.specific.figures] == [
            "good-deeds-completed",
            "organisations-in-agreements",
            "urban-micro-grids",
            "registered-volunteers",
            "assisted-errands",
            "neighbourhood-issues-solved",
        ]

    def test_the_pavilion_says_what_the_source_says_and_no_more(self) -> None:
        deed = DeedPage.objects.get()
        deed.full_clean()
        assert deed.url_path == "/home/deeds/wenzheng-pavilion/"
        assert (deed.kind, deed.asked_by, deed.community.code) == (
            "leisure",
            "deliberation",
            "230822-wenzheng",
        )
        assert deed.attested_days == 15
        assert deed.days_taken() is None
        assert deed.is_completed()
        steps = ("asked", "assigned", "accepted", "completed")
        assert [getattr(deed, f"{step}_unit") for step in steps] == ["文政社区", "", "", "共建小队"]
        assert all(getattr(deed, f"{step}_undated") and not getattr(deed, f"{step}_day") for step in steps)
        assert [block.value["name"] for block in deed.pictures] == ["wenzheng-before", "wenzheng-after"]
        assert not deed.sample

    def test_the_command_says_that_nothing_was_left_to_do(self) -> None:
        said = StringIO()
        call_command("seed", stdout=said)
        assert "没有改动" in said.getvalue()
