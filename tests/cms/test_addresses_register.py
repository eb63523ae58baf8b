"""旧地址 at the desk: what readers of every address get, and where staff send them."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page

from cms.desk import address_form
from cms.models import Build, PublicAddress, User
from tests.cms.address_world import YEAR, Editions, add_page, add_section, rename
from tests.cms.desk_content import queries
from tests.cms.desk_records import make_clerk, make_home
from tests.cms.test_desk_screens import english

INDEX = "addresses_modeladmin_index"
FILES = frozenset({"/sitemap.xml", "/data/"})


@pytest.fixture
def site(db: None, monkeypatch: pytest.MonkeyPatch) -> Editions:
    """One page that was renamed, one that is gone, one that is there."""
    monkeypatch.setattr(address_form, "paths_in_force", lambda: FILES)
    make_home().save_revision().publish()
    deeds = add_section("deeds")
    for slug in ("moved", "gone", "here"):
        add_page(deeds, slug)
    site = Editions().build()
    rename(Page.objects.get(slug="moved"), "new")
    Page.objects.get(slug="gone").specific.delete()
    return site.build()


@pytest.fixture
def desk(client: Client, site: Editions) -> Client:
    """A browser of the administrator."""
    client.force_login(User.objects.create_superuser("admin", last_name="王", first_name="芳"))
    return client


def row(slug: str) -> PublicAddress:
    """The row of `/deeds/{slug}/`."""
    return PublicAddress.objects.get(path=f"/deeds/{slug}/")


def screen(action: str, slug: str) -> str:
    """The address of a screen of one row."""
    return reverse(f"addresses_modeladmin_{action}", args=[row(slug).pk])


def listed(desk: Client, **asked: str) -> dict[str, str]:
    """What the list says that readers get, by address."""
    body = b"".join(desk.get(reverse(INDEX), asked | {"export": "csv"}))
    return {line["地址"]: line["读者看到"] for line in csv.DictReader(StringIO(body.decode("utf-8-sig")))}


def test_the_list_says_what_readers_get(desk: Client) -> None:
    html = desk.get(reverse(INDEX)).content.decode()
    for words in (
        "/deeds/moved/",
        "转到 /deeds/new/",
        "已撤下：这个页面从",
        "仍有内容",
        "普通页面",
        "列表",
        "第 1 版",
    ):
        assert words in html
    assert screen("edit", "gone") in html and screen("edit", "here") not in html
    allowed = {"a", "None", "moved", "gone", "here", "new", "deeds"}
    assert not {word for word in english(html) if word not in allowed and not word.startswith("/")}
    assert listed(desk)["/deeds/here/"] == "仍有内容"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"outcome": "moved"}, {"/deeds/moved/"}),
        ({"outcome": "gone"}, {"/deeds/gone/"}),
        ({"outcome": "here"}, {"/", "/deeds/", f"/deeds/{YEAR}/", "/deeds/new/", "/deeds/here/"}),
        ({"q": "gone"}, {"/deeds/gone/"}),
        ({"q": "gone", "outcome": "here"}, set()),
    ],
)
def test_filters_and_search(desk: Client, asked: dict[str, str], found: set[str]) -> None:
    assert listed(desk, **asked).keys() == found


def test_one_address(desk: Client) -> None:
    html = desk.get(screen("inspect", "moved")).content.decode()
    assert (
        "转到 /deeds/new/" in html
        and screen("edit", "moved") in html
        and "http://127.0.0.1:8000/deeds/moved/" in html
    )
    html = desk.get(screen("inspect", "here")).content.decode()
    assert "这个地址现在有内容" in html and screen("edit", "here") not in html


def test_a_target_is_stored_and_asks_for_a_build(
    desk: Client, site: Editions, django_capture_on_commit_callbacks: Any
) -> None:
    Build.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        page = desk.post(screen("edit", "gone"), {"target": " /deeds/here ", "reason": ""}, follow=True)
    assert "已保存。公开站随后更新：转到 /deeds/here/" in page.content.decode()
    assert site.build().answer("/deeds/gone/") == "/deeds/here/"
    assert [(build.reason, build.asked_by) for build in Build.objects.all()] == [
        ("旧地址：/deeds/gone/", "王芳")
    ]
    assert ModelLogEntry.objects.filter(action="wagtail.edit", label="/deeds/gone/").exists()
    Build.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(screen("edit", "gone"), {"target": "/deeds/here/", "reason": ""})
    assert not Build.objects.exists(), "nothing was changed"


def test_a_reason_is_stored(desk: Client, site: Editions) -> None:
    desk.post(screen("edit", "gone"), {"target": "", "reason": "活动\n已经结束。"})
    assert site.build().answer("/deeds/gone/") == "gone: 活动 已经结束。"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("/deeds/new/", "/deeds/new/"),
        ("http://127.0.0.1:8000/deeds/new/", "/deeds/new/"),
        ("/sitemap.xml", "/sitemap.xml"),
        ("/data/", "/data/"),
        # An old address that leads somewhere.
        ("/deeds/moved/", "/deeds/moved/"),
    ],
)
def test_what_can_be_a_target(desk: Client, typed: str, stored: str) -> None:
    assert desk.post(screen("edit", "gone"), {"target": typed, "reason": ""}).status_code == 302
    assert row("gone").target == stored


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("deeds/new/", "请填以 / 开头"),
        ("//example.org/", "请填以 / 开头"),
        ("https://example.org/deeds/new/", "请填以 / 开头"),
        ("/deeds/new/?a=1", "请去掉 ? 或 #"),
        ("/deeds/gone/", "不能转到它自己"),
        ("/deeds/nothing/", "公开站上现在没有“/deeds/nothing/”"),
        ("/codes/nothing.json", "公开站上现在没有"),
        ("/static/site.css", "公开站上现在没有"),
        ("/" + "x" * 600, "500"),
    ],
)
def test_what_cannot(desk: Client, typed: str, words: str) -> None:
    page = desk.post(screen("edit", "gone"), {"target": typed, "reason": ""}).content.decode()
    assert words in page and "没有保存" in page
    assert row("gone").target == ""


def test_no_loops_and_no_dead_ends(desk: Client, site: Editions) -> None:
    Page.objects.get(slug="here").specific.delete()
    site.build()
    page = desk.post(screen("edit", "gone"), {"target": "/deeds/here/", "reason": ""}).content.decode()
    assert "公开站上现在没有“/deeds/here/”" in page
    PublicAddress.objects.filter(path="/deeds/here/").update(target="/deeds/gone/")
    page = desk.post(screen("edit", "gone"), {"target": "/deeds/here/", "reason": ""}).content.decode()
    assert "又会转回这个地址" in page
    PublicAddress.objects.filter(path="/deeds/moved/").update(target="/deeds/gone/")
    page = desk.post(screen("edit", "gone"), {"target": "/deeds/moved/", "reason": ""}).content.decode()
    assert "又会转回这个地址" in page


def test_a_reason_is_asked_for_only_where_it_would_be_read(desk: Client) -> None:
    assert 'name="reason"' in desk.get(screen("edit", "gone")).content.decode()
    assert 'name="reason"' not in desk.get(screen("edit", "moved")).content.decode()
    desk.post(screen("edit", "moved"), {"target": "/deeds/here/", "reason": "没人看得到"})
    assert (row("moved").target, row("moved").reason) == ("/deeds/here/", "")


def test_nothing_is_added_deleted_or_changed_under_content(desk: Client) -> None:
    for action in ("edit", "delete"):
        name = f"/desk/addresses/{action}/{row('here').pk}/"
        assert desk.post(name, {"target": "/deeds/new/", "reason": ""}).status_code in {302, 404}
    assert desk.post("/desk/addresses/create/", {"path": "/x/"}).status_code in {302, 404}
    assert row("here").target == "" and not PublicAddress.objects.filter(path="/x/").exists()


def test_who_may_what(client: Client, site: Editions) -> None:
    client.force_login(make_clerk("view_publicaddress"))
    assert client.get(reverse(INDEX)).status_code == 200
    assert screen("edit", "gone") not in client.get(reverse(INDEX)).content.decode()
    client.post(screen("edit", "gone"), {"target": "/deeds/here/", "reason": ""})
    assert row("gone").target == ""
    client.logout()
    assert client.get(reverse(INDEX)).status_code == 302


def test_the_list_asks_as_often_however_long_it_is(desk: Client) -> None:
    few = queries(desk, reverse(INDEX))
    PublicAddress.objects.bulk_create(
        PublicAddress(path=f"/deeds/x{n}/", kind="page", key=str(n + 1000), gone_at=row("gone").gone_at)
        for n in range(40)
    )
    assert queries(desk, reverse(INDEX)) == few
