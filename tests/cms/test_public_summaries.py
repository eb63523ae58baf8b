"""What pages that gather say of many records together: sections by type, neighbours, how far things are."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.identity import home_page
from cms.models import AgreementPage, Area, DeedPage, NewsPage, Organisation, SectionPage
from cms.public_content import PublicContent
from publishing.contract import Link
from tests.cms.county_records import make_agreement, make_county, make_news, make_public_deed

pytestmark = pytest.mark.django_db

DAY = date(2025, 6, 1)


@pytest.fixture
def county() -> None:
    """The small county."""
    make_county()


def content(day: date = DAY) -> PublicContent:
    """The public records as they are now."""
    return PublicContent(home_page(), day)


def community() -> Area:
    """The community of the county."""
    found: Area = Area.objects.get(kind="community")
    return found


def section(slug: str) -> SectionPage:
    """One of the sections."""
    found: SectionPage = SectionPage.objects.get(slug=slug)
    return found


def test_a_section_is_found_by_what_it_holds(county: None) -> None:
    """Whatever its address is; and none where nothing of the type is public."""
    assert content().section_of_type("good-deed") == Link("好事实事", "/deeds/")
    deeds = section("deeds")
    deeds.slug, deeds.title = "shishi", "实事"
    deeds.save_revision().publish()
    assert content().section_of_type("good-deed") == Link("实事", "/shishi/")
    DeedPage.objects.get().unpublish()
    assert content().section_of_type("good-deed") is None


def test_of_two_sections_the_fuller_one_counts(county: None) -> None:
    """A section that is kept from the public counts for nothing."""
    make_public_deed(section("news"), community(), slug="other")
    assert content().section_of_type("good-deed") == Link("好事实事", "/deeds/"), "as many: the earlier one"
    make_public_deed(section("news"), community(), slug="third")
    assert content().section_of_type("good-deed") == Link("动态", "/news/")
    PageViewRestriction.objects.create(page=section("news"), restriction_type=PageViewRestriction.LOGIN)
    assert content().section_of_type("good-deed") == Link("好事实事", "/deeds/")


def test_neighbours_are_by_publication_within_type_and_section(county: None) -> None:
    first = NewsPage.objects.get()
    second = make_news(section("news"), slug="second", title="第二条")
    make_public_deed(section("news"), community(), slug="between")
    third = make_news(section("news"), slug="third", title="第三条")
    NewsPage.objects.filter(pk=third.pk).update(first_published_at=timezone.now() - timedelta(days=400))
    found = content()
    assert found.neighbours(third.pk) == (None, Link("凉亭开放", "/news/kai-tong/"))
    assert found.neighbours(first.pk) == (Link("第三条", "/news/third/"), Link("第二条", "/news/second/"))
    assert found.neighbours(second.pk) == (Link("凉亭开放", "/news/kai-tong/"), None)
    first.unpublish()
    assert content().neighbours(third.pk) == (None, Link("第二条", "/news/second/"))
    assert content().neighbours(first.pk) == (None, None)


def test_agreements_in_force_and_how_far_they_are(county: None) -> None:
    """On the day: before it is valid and after it ends an agreement adds nothing but itself."""
    found = content().agreements_progress()
    assert (found.total, found.in_force, found.done, found.promised) == (1, 1, 1, 2)
    assert not found.sample
    before = content(date(2024, 12, 31)).agreements_progress()
    assert (before.total, before.in_force, before.done, before.promised) == (1, 0, 0, 0)
    unit = Organisation.objects.get(code="wenzheng-committee")
    make_agreement(section("agreements"), unit, slug="next", community=community(), sample=True)
    assert content().agreements_progress().promised == 4 and content().agreements_progress().sample
    need = AgreementPage.objects.get(slug="next").needs.get()
    need.state = "dropped"
    need.save()
    found = content().agreements_progress()
    assert (found.done, found.promised) == (1, 3), "what is dropped is not promised any more"


def test_what_is_kept_from_the_public_is_in_no_count(county: None) -> None:
    for slug in ("deeds", "agreements"):
        PageViewRestriction.objects.create(page=section(slug), restriction_type=PageViewRestriction.LOGIN)
    found = content()
    assert found.agreements_progress().total == 0
    area = found.progress_of_area(community().pk)
    assert (area.deeds, area.agreements, area.promised) == (0, 0, 0)


def test_drafts_are_in_no_count(county: None) -> None:
    AgreementPage.objects.get().unpublish()
    DeedPage.objects.get().unpublish()
    found = content()
    assert found.agreements_progress().total == 0
    area = found.progress_of_area(community().pk)
    assert (area.deeds, area.agreements, area.promised) == (0, 0, 0)


def test_how_far_a_community_is(county: None) -> None:
    make_public_deed(section("deeds"), community(), slug="open", completed_day=None)
    make_public_deed(
        section("deeds"),
        community(),
        slug="undated",
        completed_day=None,
        completed_undated=True,
        attested_days=3,
    )
    found = content().progress_of_area(community().pk)
    assert (found.deeds, found.deeds_done) == (3, 2)
    assert (found.agreements, found.in_force, found.done, found.promised) == (1, 1, 1, 2)
    other = content().progress_of_area(Area.objects.get(kind="county").pk)
    assert (other.deeds, other.agreements) == (0, 0)
