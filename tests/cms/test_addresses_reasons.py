"""撤下的原因: asked where staff take something down, told to readers of its addresses, dropped when it is back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.desk.withdrawing import FIELD
from cms.models import Area, Evidence, PublicAddress, User
from tests.cms.address_world import YEAR, Editions, add_page, add_section, rename
from tests.cms.desk_records import make_area, make_evidence, make_home
from tests.cms.test_desk_screens import english

REASON = "内容有误，核实后重新发布。"
TOLD = f"gone: {REASON}"


@pytest.fixture
def site(db: None) -> Editions:
    """A section with a page that has one below it, a register entry, and one edition."""
    make_home().save_revision().publish()
    deeds = add_section("deeds")
    add_page(add_page(deeds, "a"), "below")
    add_page(deeds, "b")
    make_area()
    return Editions().build()


@pytest.fixture
def desk(client: Client, site: Editions) -> Client:
    """A browser of the administrator."""
    client.force_login(User.objects.create_superuser("admin", last_name="管理员"))
    return client


def page(slug: str) -> Page:
    """The page of that slug."""
    return Page.objects.get(slug=slug).specific


def act(desk: Client, address: str, **fields: str) -> None:
    """Confirm, with a reason where none is given."""
    answer = desk.post(address, {FIELD: REASON} | fields)
    assert answer.status_code == 302, answer.content.decode()


def of_pages(action: str, *slugs: str) -> str:
    """The confirmation of an act on several pages."""
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return f"{address}?{'&'.join(f'id={page(slug).pk}' for slug in slugs)}"


def of_entries() -> str:
    """The confirmation of deleting several entries."""
    address = reverse("wagtail_bulk_action", args=["cms", "area", "delete"])
    return f"{address}?id={Area.objects.get().pk}"


def of_entry(action: str) -> str:
    """The confirmation of an act on the register entry."""
    return reverse(Area.snippet_viewset.get_url_name(action), args=[Area.objects.get().pk])


def one(action: str, slug: str) -> str:
    """The confirmation of an act on one page."""
    return reverse(f"wagtailadmin_pages:{action}", args=[page(slug).pk])


def test_every_confirmation_asks(desk: Client, site: Editions) -> None:
    screens = [one("unpublish", "a"), one("delete", "a"), of_pages("unpublish", "a", "b")]
    screens += [of_pages("delete", "a", "b"), of_entry("unpublish"), of_entry("delete"), of_entries()]
    for screen in screens:
        html = desk.get(screen).content.decode()
        assert "撤下的原因" in html and "活动已经结束" in html and f'name="{FIELD}"' in html, screen
        assert 'maxlength="300"' in html
        assert not {word for word in english(html) if word not in {"a", "b", "below", "deeds", "Wagtail"}}


def test_what_was_never_public_is_not_asked_about(desk: Client, site: Editions) -> None:
    add_page(page("deeds"), "new")
    make_evidence()
    for screen in (
        one("unpublish", "new"),
        one("delete", "new"),
        of_pages("delete", "new"),
        reverse("evidence:delete", args=[Evidence.objects.get().pk]),
    ):
        assert FIELD not in desk.get(screen).content.decode()
    act(desk, one("delete", "new"))
    assert not PublicAddress.objects.exclude(reason="").exists()


def test_looking_or_being_refused_remembers_nothing(desk: Client, site: Editions) -> None:
    for screen in (one("unpublish", "a"), one("delete", "a")):
        desk.get(screen, {FIELD: REASON})
    assert not PublicAddress.objects.exclude(reason="").exists()


def test_one_page_is_unpublished_and_what_is_below_stays(desk: Client, site: Editions) -> None:
    act(desk, one("unpublish", "a"))
    site.build()
    assert site.answer("/deeds/a/") == TOLD
    assert site.answer("/deeds/a/below/") == "content"
    assert [row.path for row in PublicAddress.objects.exclude(reason="")] == ["/deeds/a/"]


@pytest.mark.parametrize("action", ["unpublish", "delete"])
@pytest.mark.parametrize("several", [False, True])
def test_with_everything_below(desk: Client, site: Editions, action: str, several: bool) -> None:
    screen = of_pages(action, "deeds") if several else one(action, "deeds")
    act(desk, screen, include_descendants="on")
    site.build()
    for below in ("", f"{YEAR}/", "a/", "a/below/", "b/"):
        assert site.answer(f"/deeds/{below}") == TOLD, below


def test_what_was_taken_down_before_keeps_its_own_reason(desk: Client, site: Editions) -> None:
    act(desk, one("unpublish", "b"), **{FIELD: "活动已经结束。"})
    site.build()
    act(desk, one("delete", "deeds"))
    site.build()
    assert (site.answer("/deeds/b/"), site.answer("/deeds/a/")) == ("gone: 活动已经结束。", TOLD)


def test_earlier_addresses_of_the_page_tell_it_too(desk: Client, site: Editions) -> None:
    rename(page("a"), "c")
    site.build()
    act(desk, one("delete", "c"))
    site.build()
    assert site.answer("/deeds/a/") == site.answer("/deeds/c/") == TOLD


@pytest.mark.parametrize("action", ["unpublish", "delete", "several"])
def test_register_entries(desk: Client, site: Editions, action: str) -> None:
    act(desk, of_entries() if action == "several" else of_entry(action))
    assert site.build().answer("/areas/230822/") == TOLD


def test_a_page_in_review_elsewhere_is_not_touched(desk: Client, site: Editions) -> None:
    """Keys of entries and numbers of pages look alike."""
    PublicAddress.objects.create(path="/areas/x/", kind="area", key=str(page("a").pk))
    act(desk, one("delete", "a"))
    assert PublicAddress.objects.get(path="/areas/x/").reason == ""


def test_back_again_drops_the_reason(desk: Client, site: Editions) -> None:
    act(desk, one("unpublish", "a"))
    act(desk, of_entry("unpublish"))
    # Before any edition, too: the next time it goes without a word, the old reason would be wrong.
    for record in (page("a"), Area.objects.get()):
        record.save_revision().publish()
    assert not PublicAddress.objects.exclude(reason="").exists()
    site.build()
    page("a").unpublish()
    assert site.build().answer("/deeds/a/").startswith("gone: 这个页面从")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  两行\r\n 合成\t一行 ", "两行 合成 一行"),
        ("看不见\x00的", "看不见的"),
        ("长" * 400, "长" * 300),
        ("", ""),
    ],
)
def test_what_is_typed_is_one_clean_line(desk: Client, site: Editions, typed: str, kept: str) -> None:
    act(desk, one("unpublish", "a"), **{FIELD: typed})
    assert PublicAddress.objects.get(path="/deeds/a/").reason == kept


def test_confirming_again_after_a_wrong_name_keeps_what_was_typed(
    desk: Client, site: Editions, settings: Any
) -> None:
    settings.WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 1
    for screen in (one("delete", "a"), of_pages("delete", "a")):
        answer = desk.post(screen, {FIELD: REASON, "confirm_site_name": "别的"})
        assert answer.status_code == 200 and REASON in answer.content.decode()
    assert page("a") and not PublicAddress.objects.exclude(reason="").exists()
