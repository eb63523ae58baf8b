"""A slug is the key of a row, and an honour's title too: no two may share one, or nothing could be published."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.identity import home_page
from cms.models import BrandPage, DeedPage, HomePage, NewsPage, Organisation, PlainPage, SectionPage, User
from cms.public_content import PublicContent
from cms.releases import cut_due
from cms.slugs import free_slug
from tests.cms.county_records import BRAND, DEED, UNIT, make_county, make_public_deed
from tests.cms.desk_forms import brand

HONOUR = {"title": "先进集体", "awarded_by": "", "period": "", "note": "", "evidence": "", "locator": ""}


@pytest.fixture
def county(db: None) -> None:
    """A record of every type."""
    make_county()


@pytest.fixture
def desk(client: Client, county: None) -> Client:
    """A browser of the administrator."""
    client.force_login(User.objects.create_superuser("admin", last_name="管理员"))
    return client


def section(slug: str) -> SectionPage:
    """One of the county's sections."""
    return SectionPage.objects.get(slug=slug)


def copy_form(deed: DeedPage, slug: str, **facts: Any) -> dict[str, Any]:
    """A copy in the section of news."""
    return {"new_title": "另一件", "new_slug": slug, "new_parent_page": section("news").pk, **facts}


def test_another_section_does_not_free_a_slug(county: None) -> None:
    news = section("news")
    other = make_public_deed(news, DeedPage.objects.get().community, slug="other-deed")
    other.slug = DEED
    with pytest.raises(ValidationError, match="已是“凉亭”的编号"):
        other.full_clean()
    assert free_slug("凉亭", news, None, DeedPage) == f"{DEED}-2"
    assert free_slug("凉亭", news, None, PlainPage) == DEED


def test_what_is_copied_unasked_gets_a_number_and_is_published(county: None) -> None:
    section("deeds").copy(recursive=True, update_attrs={"slug": "deeds-2"})
    DeedPage.objects.get(slug=DEED).create_alias(parent=section("news"))
    assert set(DeedPage.objects.values_list("slug", flat=True)) == {DEED, f"{DEED}-2", f"{DEED}-3"}
    cut_due(PublicContent(home_page(), timezone.localdate()), {})


@pytest.mark.parametrize(
    ("slug", "said"), [(DEED, "已是“凉亭”的编号"), ("2026", "系统自己的地址"), ("free", "")]
)
def test_the_form_of_a_copy_asks_for_a_free_slug(desk: Client, slug: str, said: str) -> None:
    deed = DeedPage.objects.get()
    answer = desk.post(reverse("wagtailadmin_pages:copy", args=[deed.pk]), copy_form(deed, slug))
    assert DeedPage.objects.count() == (1 if said else 2)
    if said:
        assert said in answer.content.decode()


def test_a_page_is_not_moved_over_the_address_of_a_list(desk: Client) -> None:
    page = HomePage.objects.get().add_child(instance=PlainPage(title="那一年", slug="2026"))
    there = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, section("deeds").pk])
    assert "系统自己的地址" in desk.post(there, follow=True).content.decode()
    assert Page.objects.get(pk=page.pk).get_parent().specific == HomePage.objects.get()


def test_news_may_have_the_slug_of_a_deed(county: None) -> None:
    news = NewsPage.objects.get()
    news.slug = DEED
    news.full_clean()


@pytest.mark.parametrize(("second", "kept"), [("先进集体", 0), ("先进集体（2025）", 2)])
def test_an_organisation_has_each_honour_once(desk: Client, second: str, kept: int) -> None:
    unit = Organisation.objects.get(code=UNIT)
    honours = inline_formset([HONOUR, HONOUR | {"title": second}])
    empty = dict.fromkeys(
        ("name_en", "area", "parent", "party_groups", "member_households", "evidence", "locator"), ""
    )
    form = nested_form_data(
        {"name": unit.name, "code": unit.code, "kind": unit.kind, **empty, "honours": honours}
    )
    address = reverse(Organisation.snippet_viewset.get_url_name("edit"), args=[unit.pk])
    answer = desk.post(address, form | {"action-publish": "1"})
    assert unit.honours.count() == kept
    assert kept or "“先进集体”写了两次" in answer.content.decode()
    cut_due(PublicContent(home_page(), timezone.localdate()), {})


def test_a_brand_has_each_honour_once(desk: Client) -> None:
    twice = nested_form_data({"honours": inline_formset([HONOUR, HONOUR])})
    answer = desk.post(
        reverse("wagtailadmin_pages:add", args=["cms", "brandpage", section("brands").pk]), brand() | twice
    )
    assert "“先进集体”写了两次" in answer.content.decode()
    assert [page.slug for page in BrandPage.objects.all()] == [BRAND]
