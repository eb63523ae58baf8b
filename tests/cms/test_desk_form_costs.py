"""Forms stay quick however much there is to choose from, and are in the words of a clerk."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import (
    AgreementPage,
    Area,
    BrandDeed,
    BrandIndicator,
    BrandPage,
    Dataset,
    DeedPage,
    Evidence,
    Indicator,
    NewsPage,
    Organisation,
    OrganisationHonour,
    SectionPage,
    User,
)
from tests.cms import desk_forms
from tests.cms.county_records import UNIT, make_county
from tests.cms.desk_content import add_deed, grow, queries
from tests.cms.desk_records import make_indicator
from tests.cms.test_desk_screens import english

PAGES: dict[Any, str] = {
    NewsPage: "news",
    BrandPage: "brands",
    AgreementPage: "agreements",
    DeedPage: "deeds",
}
SNIPPETS: tuple[Any, ...] = (Organisation, Area, Indicator, Dataset)
NO_COMMENTS = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
CODES = re.compile(r"^(SHA-256|None|[a-z0-9-]+)$")


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator, at a small county."""
    make_county()
    client.force_login(User.objects.create_superuser("admin", last_name="管理员"))
    return client


def forms() -> list[str]:
    """The addresses of every form: of a new record, and of one that there is."""
    found = []
    for model, section in PAGES.items():
        parent, name = SectionPage.objects.get(slug=section), model._meta.model_name
        found.append(reverse("wagtailadmin_pages:add", args=["cms", name, parent.pk]))
        found.append(reverse("wagtailadmin_pages:edit", args=[model.objects.order_by("pk")[0].pk]))
    for model in SNIPPETS:
        name = model.snippet_viewset.get_url_name
        found += [reverse(name("add")), reverse(name("edit"), args=[model.objects.order_by("pk")[0].pk])]
    evidence = Evidence.objects.order_by("pk")[0]
    return [*found, reverse("evidence:add"), reverse("evidence:edit", args=[evidence.pk])]


def screens() -> list[str]:
    """The other screens of a record, but for Wagtail's list of uses, which asks for each of its twenty rows."""
    found = [reverse(f"wagtailadmin_pages:{view}", args=[model.objects.order_by("pk")[0].pk])
             for model in PAGES for view in ("history", "unpublish")]  # fmt: skip
    for model in SNIPPETS:
        key = model.objects.order_by("pk")[0].pk
        views = ("history", "inspect", "unpublish")
        found += [reverse(model.snippet_viewset.get_url_name(view), args=[key]) for view in views]
    sections = SectionPage.objects.values_list("pk", flat=True)
    return [*found, *(reverse("wagtailadmin_explore", args=[key]) for key in sections)]


def test_forms_do_not_grow_with_what_there_is_to_choose_from(desk: Client) -> None:
    """Neither in queries nor in choices: whatever can be many is chosen in a dialog."""
    grow(0, 3)
    few = [(address, queries(desk, address), choices(desk, address)) for address in forms()]
    grow(3, 30)
    assert [(address, queries(desk, address), choices(desk, address)) for address in forms()] == few
    assert max(most for _, _, most in few) < 30


def choices(desk: Client, address: str) -> int:
    """How many choices the longest list of a form has."""
    html = desk.get(address).content.decode()
    lists = re.findall(r"<select.*?</select>", html, re.DOTALL)
    return max((found.count("<option") for found in lists), default=0)


def test_other_screens_do_not_grow(desk: Client) -> None:
    """Nor does the tree."""
    grow(0, 35)
    few = [(address, queries(desk, address)) for address in screens()]
    grow(35, 50)
    assert [(address, queries(desk, address)) for address in screens()] == few


def test_forms_are_in_chinese_but_for_codes(desk: Client) -> None:
    for address in forms():
        answer = desk.get(address)
        assert answer.status_code == 200
        assert [word for word in english(answer.content.decode()) if not CODES.match(word)] == [], address


def test_parts_of_a_brand_are_read_together(desk: Client) -> None:
    """Thirty deeds, indicators and honours with evidence cost as many queries as three."""
    brand, unit = BrandPage.objects.get(), Organisation.objects.get(code=UNIT)
    evidence, area = Evidence.objects.get(), Area.objects.get(code="230822")
    edit = reverse("wagtailadmin_pages:edit", args=[brand.pk])
    own = reverse("wagtailsnippets_cms_organisation:edit", args=[unit.pk])

    def fill(numbers: range) -> None:
        for number in numbers:
            BrandDeed.objects.create(page=brand, deed=add_deed(number, community=area))
            OrganisationHonour.objects.create(holder=unit, title=f"荣誉{number}", evidence=evidence)
        for number in numbers[:9]:
            BrandIndicator.objects.create(page=brand, indicator=make_indicator(f"count-{number}"))
        BrandPage.objects.get().save_revision().publish()
        Organisation.objects.get(pk=unit.pk).save_revision().publish()

    fill(range(3))
    few = queries(desk, edit), queries(desk, own)
    fill(range(3, 30))
    assert (queries(desk, edit), queries(desk, own)) == few


def test_a_summary_is_one_paragraph_with_room(desk: Client) -> None:
    """Line breaks come along with pasted text; a list has no room for them."""
    section = SectionPage.objects.get(slug="news")
    address = reverse("wagtailadmin_pages:add", args=["cms", "newspage", section.pk])
    assert re.search(r'<textarea[^>]*name="summary"[^>]*maxlength="200"', desk.get(address).content.decode())
    form = desk_forms.news() | NO_COMMENTS | {"summary": "第一行\r\n第二行"}
    assert desk.post(address, form).status_code == 302
    latest = NewsPage.objects.get(title="一条动态").get_latest_revision_as_object()
    assert latest.summary == "第一行第二行"


def test_the_counter_of_characters_is_there(desk: Client) -> None:
    for address in forms()[:1]:
        assert "desk/counter.js" in desk.get(address).content.decode()


def test_a_record_whose_draft_names_what_is_gone_can_be_opened(desk: Client) -> None:
    """Wagtail would answer with an error for ever."""
    unit, deed = Organisation.objects.get(code=UNIT), DeedPage.objects.get()
    parent = Organisation.objects.create(code="above", name="上级单位", kind="party-committee")
    area = Area.objects.create(code="230822-gone", name="撤掉的社区", name_en="Gone", kind="community")
    unit.parent, deed.community = parent, area
    unit.save_revision()
    deed.save_revision()
    parent.delete()
    area.delete()
    assert desk.get(reverse("wagtailsnippets_cms_organisation:edit", args=[unit.pk])).status_code == 200
    answer = desk.get(reverse("wagtailadmin_pages:edit", args=[deed.pk]))
    assert answer.status_code == 200 and answer.context["form"].initial["community"] is None
