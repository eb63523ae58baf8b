"""A new page is put where its like are: from a list, and in the tree."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from cms.models import AgreementPage, DeedPage, HomePage, NewsPage, SectionPage, User
from tests.cms.county_records import make_county
from tests.cms.desk_content import add
from tests.cms.desk_records import make_clerk, make_home
from tests.cms.test_desk_screens import english

TYPES = {"news": "newspage", "brands": "brandpage", "agreements": "agreementpage", "deeds": "deedpage"}


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator."""
    client.force_login(User.objects.create_superuser("admin", last_name="管理员"))
    return client


def section(slug: str) -> SectionPage:
    """One of the county's sections."""
    return SectionPage.objects.get(slug=slug)


def form_of(kind: str, parent: Page) -> str:
    """The address of the form for a new page."""
    return reverse("wagtailadmin_pages:add", args=["cms", kind, parent.pk])


def new(desk: Client, name: str, **asked: Any) -> Any:
    """Follow the button of a list."""
    return desk.get(reverse(f"{name}:choose_parent"), **asked)


@pytest.mark.parametrize(("name", "kind"), TYPES.items())
def test_the_right_section_is_taken_by_itself(desk: Client, name: str, kind: str) -> None:
    make_county()
    answer = new(desk, name)
    assert answer.status_code == 302 and answer.url == form_of(kind, section(name))
    assert desk.get(answer.url).status_code == 200


def test_an_empty_section_is_known_by_its_address(desk: Client) -> None:
    make_county()
    AgreementPage.objects.get().delete()
    assert new(desk, "agreements").url == form_of("agreementpage", section("agreements"))


def test_a_section_is_known_by_what_it_holds_whatever_its_address(desk: Client) -> None:
    make_county()
    deeds = section("deeds")
    deeds.slug = "shi-shi"
    deeds.save()
    assert new(desk, "deeds").url == form_of("deedpage", deeds)


def test_among_several_sections_one_is_chosen(desk: Client) -> None:
    """In Chinese; nothing chosen, and a page that takes none, are refused beside the field."""
    make_county()
    other = HomePage.objects.get().add_child(instance=SectionPage(title="镇里的好事", slug="town"))
    add(
        "town",
        DeedPage(title="另一件", kind="roads", community=DeedPage.objects.get().community, asked_for="路"),
    )
    page = new(desk, "deeds")
    html = page.content.decode()
    assert page.status_code == 200 and english(html) == [] and "放在哪个栏目" in html
    address = reverse("deeds:choose_parent")
    assert "请选择栏目。" in desk.post(address, {"parent_page": ""}).content.decode()
    assert "请另选一个" in desk.post(address, {"parent_page": "99999"}).content.decode()
    refused = desk.post(address, {"parent_page": NewsPage.objects.get().pk})
    assert refused.status_code == 200 and english(refused.content.decode()) == []
    chosen: Any = desk.post(address, {"parent_page": other.pk})
    assert chosen.status_code == 302 and chosen.url == form_of("deedpage", other)


def test_without_a_section_the_way_to_make_one_is_shown(desk: Client) -> None:
    home = make_home()
    answer = new(desk, "deeds", follow=True)
    html = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("deeds:index")
    assert "请先新建一个栏目，再来新建好事实事。" in html and form_of("sectionpage", home) in html
    assert english(html) == []


def test_who_may_make_no_section_is_told_whom_to_ask(desk: Client) -> None:
    make_county()
    clerk = make_clerk()
    group = Group.objects.get(name="录入员")
    GroupPagePermission.objects.create(group=group, page=NewsPage.objects.get(), permission_type="change")
    desk.force_login(clerk)
    html = new(desk, "deeds", follow=True).content.decode()
    assert "您不能在任何栏目里新建好事实事，请联系管理员。" in html


def test_who_may_write_in_one_section_is_led_there_only(desk: Client) -> None:
    """Although another section holds deeds too."""
    make_county()
    clerk = make_clerk()
    group = Group.objects.get(name="录入员")
    GroupPagePermission.objects.create(group=group, page=section("deeds"), permission_type="add")
    desk.force_login(clerk)
    assert new(desk, "deeds").url == form_of("deedpage", section("deeds"))


@pytest.mark.parametrize(("name", "kind"), TYPES.items())
def test_in_a_section_its_own_type_is_first_and_no_other_record_is_offered(
    desk: Client, name: str, kind: str
) -> None:
    make_county()
    parent = section(name)
    html = desk.get(reverse("wagtailadmin_pages:add_subpage", args=[parent.pk])).content.decode()
    offered = [
        type_ for type_ in (*TYPES.values(), "plainpage", "sectionpage") if form_of(type_, parent) in html
    ]
    assert sorted(offered) == sorted([kind, "plainpage"])
    assert html.index(form_of(kind, parent)) < html.index(form_of("plainpage", parent))
    assert english(html) == []


def test_a_section_that_nothing_is_known_of_takes_everything(desk: Client) -> None:
    home = make_home()
    parent = home.add_child(instance=SectionPage(title="新的", slug="new"))
    html = desk.get(reverse("wagtailadmin_pages:add_subpage", args=[parent.pk])).content.decode()
    assert all(form_of(kind, parent) in html for kind in (*TYPES.values(), "plainpage"))


def test_the_tree_has_a_button_for_what_a_section_holds(desk: Client) -> None:
    make_county()
    parent = section("deeds")
    html = desk.get(reverse("wagtailadmin_explore", args=[parent.pk])).content.decode()
    assert "在这里新建好事实事" in html and form_of("deedpage", parent) in html and "新建别的页面" in html
    # A hidden counter of Wagtail's holds that word.
    assert set(english(html)) <= {"None"}
    home = desk.get(reverse("wagtailadmin_explore", args=[parent.get_parent().pk])).content.decode()
    assert "在这里新建好事实事" not in home


def test_who_may_not_write_there_sees_no_button(desk: Client) -> None:
    make_county()
    clerk = make_clerk()
    group = Group.objects.get(name="录入员")
    GroupPagePermission.objects.create(group=group, page=section("deeds"), permission_type="change")
    desk.force_login(clerk)
    html = desk.get(reverse("wagtailadmin_explore", args=[section("deeds").pk])).content.decode()
    assert "在这里新建" not in html and "新建别的页面" not in html


def test_a_page_is_not_moved_where_it_cannot_stand(desk: Client) -> None:
    make_county()
    deed, news = DeedPage.objects.get(), NewsPage.objects.get()
    address = reverse("wagtailadmin_pages:move_confirm", args=[deed.pk, news.pk])
    for send in (desk.get, desk.post):
        html = send(address, follow=True).content.decode()
        assert "不能移到“凉亭开放”：好事实事只能放在栏目下面。请另选一处。" in html
    own = section("deeds")
    into_itself = reverse("wagtailadmin_pages:move_confirm", args=[own.pk, deed.pk])
    assert "在这个页面下面" in desk.post(into_itself, follow=True).content.decode()
    deed.refresh_from_db()
    assert deed.get_parent().pk == own.pk


def test_a_page_is_moved_where_it_can(desk: Client) -> None:
    make_county()
    deed, town = (
        DeedPage.objects.get(),
        HomePage.objects.get().add_child(instance=SectionPage(title="镇", slug="t")),
    )
    desk.post(reverse("wagtailadmin_pages:move_confirm", args=[deed.pk, town.pk]))
    deed.refresh_from_db()
    assert deed.get_parent().pk == town.pk


def test_several_pages_are_not_moved_where_they_cannot_stand(desk: Client) -> None:
    make_county()
    deed, news = DeedPage.objects.get(), NewsPage.objects.get()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    answer = desk.post(f"{address}?id={deed.pk}", {"chooser": news.pk})
    assert answer.status_code == 200 and english(answer.content.decode()) == []
    deed.refresh_from_db()
    assert deed.get_parent().pk == section("deeds").pk
