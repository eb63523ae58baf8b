"""Sample deeds: labelled, repeatable, and published like any other."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published

from cms.models import Area, Batch, DeedPage, SectionPage
from cms.models.deed import STEPS, DeedKind
from cms.registers import GOOD_DEEDS
from cms.seeding import NoPlaceForDemo, add_demo
from cms.seeding.demo_texts import demo_fields, demo_slug
from cms.seeding.first_publication import publish_page, publish_pages

COMMUNITIES = ("230822-fuqing", "230822-tiexi", "230822-wenzheng")


def samples() -> Any:
    return DeedPage.objects.filter(sample=True).order_by("path")


def deed(number: int, community: Area) -> DeedPage:
    return DeedPage(**{**demo_fields(number, 1), "community": community})


class DeskWithASection(TestCase):
    """The least that sample deeds need: a section and communities."""

    section: SectionPage

    @classmethod
    def setUpTestData(cls) -> None:
        """A section below Wagtail's first page, one county and three communities, all live."""
        cls.section = SectionPage(title="好事实事", slug="deeds")
        home = Page.objects.get(depth=2)
        home.add_child(instance=cls.section)
        for slug in ("brands", "agreements", "news"):
            home.add_child(instance=SectionPage(title=slug, slug=slug))
        county = Area.objects.create(code="230822", name="桦南县", name_en="Huanan County", kind="county")
        for code in COMMUNITIES:
            Area.objects.create(code=code, name=code, name_en=code, kind="community", parent=county)

    def test_ten_twice_are_ten_and_twenty_are_ten_more(self) -> None:
        assert [add_demo(10), add_demo(10), add_demo(20)] == [10, 0, 10]
        assert [sample.slug for sample in samples()] == [demo_slug(number) for number in range(1, 21)]
        batches = Batch.objects.order_by("pk")
        assert [(batch.kind, batch.row_count) for batch in batches] == [("demo", 31), ("demo", 14)]
        assert "demo-0011 至 demo-0020" in batches[1].note

    def test_none_are_added_unless_asked_for(self) -> None:
        assert add_demo(0) == 0
        assert not samples().exists()
        assert not Batch.objects.exists()

    def test_every_sample_is_labelled_and_names_nobody(self) -> None:
        add_demo(40)
        for sample in samples():
            assert sample.title.startswith("【演示】")
            assert sample.summary.startswith("演示数据，不是真实的事。")
            assert sample.source == "演示数据"
            units = [getattr(sample, f"{prefix}_unit") for prefix, _ in STEPS]
            assert all(unit.startswith("演示单位") for unit in units if unit)
        assert {row[-2] for row in GOOD_DEEDS.rows()} == {"yes"}

    def test_samples_are_varied_and_keep_the_rules_of_the_steps(self) -> None:
        add_demo(40)
        for sample in samples():
            sample.full_clean()
        assert set(samples().values_list("kind", flat=True)) == set(DeedKind.values)
        assert set(samples().values_list("community__code", flat=True)) == set(COMMUNITIES)
        assert samples().filter(completed_day__isnull=False).exists()
        assert samples().filter(completed_undated=True, attested_days__gt=0).exists()
        assert samples().filter(asked_day__isnull=False, assigned_day=None).exists()
        assert samples().filter(accepted_day__isnull=False, completed_day=None).exists()
        assert {sample.days_taken() for sample in samples()} >= {None, 0, 2, 4, 12, 18, 37, 70}

    def test_a_sample_is_always_the_same(self) -> None:
        add_demo(3)
        third = samples()[2]
        assert third.title == "【演示】填平路面（第 3 件）"
        assert [getattr(third, f"{prefix}_day").isoformat() for prefix, _ in STEPS[:3]] == [
            "2025-04-27",
            "2025-04-28",
            "2025-04-29",
        ]
        assert third.community.code == COMMUNITIES[0]

    def test_many_at_once_end_as_one_by_one(self) -> None:
        community = Area.objects.get(code=COMMUNITIES[0])
        one, other = deed(1, community), deed(2, community)
        publish_page(one, self.section)
        publish_pages([other], self.section)
        for page in (DeedPage.objects.get(pk=one.pk), DeedPage.objects.get(pk=other.pk)):
            assert page.live
            assert not page.has_unpublished_changes
            assert page.first_published_at == page.last_published_at is not None
            assert page.live_revision_id == page.latest_revision_id is not None
            revision = page.get_latest_revision()
            assert page.latest_revision_created_at == revision.created_at
            assert revision.object_str == str(page)
            assert revision.as_object().community == community
            assert ReferenceIndex.get_references_to(community).filter(object_id=page.pk).count() == 1
        assert DeedPage.objects.get(pk=other.pk).path > DeedPage.objects.get(pk=one.pk).path
        assert Page.find_problems() == ([], [], [], [], [])

    def test_a_sample_can_be_edited_and_withdrawn_like_any_deed(self) -> None:
        add_demo(2)
        first, second = samples()
        draft = first.get_latest_revision_as_object()
        draft.title = "【演示】改过的标题"
        draft.save_revision().publish()
        assert DeedPage.objects.get(pk=first.pk).title == "【演示】改过的标题"
        second.unpublish()
        assert samples().filter(live=True).count() == 1
        assert add_demo(2) == 0

    def test_every_publication_is_announced_once(self) -> None:
        announced: list[str] = []

        def note(sender: type, instance: Page, **kwargs: Any) -> None:
            announced.append(f"{instance.slug} {instance.live_revision_id == kwargs['revision'].pk}")

        page_published.connect(note, sender=DeedPage)
        try:
            add_demo(3)
        finally:
            page_published.disconnect(note, sender=DeedPage)
        assert announced == ["demo-0001 True", "demo-0002 True", "demo-0003 True"]

    def test_a_missing_place_is_named(self) -> None:
        Area.objects.filter(kind="community").delete()
        with pytest.raises(NoPlaceForDemo, match="社区"):
            add_demo(1)
        SectionPage.objects.get(slug="news").delete()
        with pytest.raises(NoPlaceForDemo, match="栏目"):
            add_demo(1)

    def test_a_count_below_zero_is_refused(self) -> None:
        with pytest.raises(ValueError, match="-1"):
            add_demo(-1)
        with pytest.raises(CommandError, match="正整数"):
            call_command("seed", "--demo", "-1")


@pytest.mark.django_db
def test_the_command_adds_samples_to_the_seed_only_when_told() -> None:
    said = StringIO()
    call_command("seed", stdout=said)
    assert not samples().exists()
    call_command("seed", "--demo", "5", stdout=said)
    assert "演示数据：新加 5 条" in said.getvalue()
    assert samples().count() == 5
    assert DeedPage.objects.filter(sample=False).count() == 1
