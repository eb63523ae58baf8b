"""Every type at the desk: created, edited, previewed, scheduled, unpublished, moved and deleted."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.models import (
    AgreementPage,
    Area,
    BrandPage,
    DeedPage,
    Indicator,
    NewsPage,
    Organisation,
    SectionPage,
    User,
)
from cms.publish import publish
from cms.scheduling import run_due
from cms.signing import data_folder
from tests.cms import desk_forms

pytestmark = pytest.mark.usefixtures("seeded")

PAGES = [
    (NewsPage, "news", desk_forms.news),
    (BrandPage, "brands", desk_forms.brand),
    (AgreementPage, "agreements", desk_forms.agreement),
    (DeedPage, "deeds", desk_forms.deed),
]
SNIPPETS = [
    (Organisation, desk_forms.organisation),
    (Area, desk_forms.area),
    (Indicator, desk_forms.indicator),
]
MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
HASHED = re.compile(r"(/static/[\w/-]+)\.[0-9a-f]{8}(\.\w+)")

Form = Callable[[], dict[str, Any]]


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def public(path: str) -> str | None:
    """The page in a new edition; None where there is none."""
    file = data_folder().edition(publish().number) / path.strip("/") / "index.html"
    return file.read_text() if file.exists() else None


def path_of(page: Page) -> str:
    return "/" + page.url_path.removeprefix("/home/")


def posted(desk: Client, address: str, form: dict[str, Any], action: str) -> Any:
    """The object that a form saved. Fails with the errors of a form that was refused."""
    answer = desk.post(address, form | {action: "1"})
    if answer.status_code == 200 and "form" in answer.context:
        errors = {name: list(found) for name, found in answer.context["form"].errors.items()}
        parts = {
            name: part.errors for name, part in answer.context["form"].formsets.items() if any(part.errors)
        }
        raise AssertionError((errors, parts))
    assert answer.status_code == 302, answer.status_code
    return answer


@pytest.mark.parametrize(("model", "section", "form"), PAGES)
def test_the_life_of_a_page(model: Any, section: str, form: Form, desk: Client) -> None:
    parent = SectionPage.objects.get(slug=section)
    known = set(model.objects.values_list("pk", flat=True))
    add = reverse("wagtailadmin_pages:add", args=["cms", model._meta.model_name, parent.pk])
    posted(desk, add, form(), "action-publish")
    (page,) = model.objects.exclude(pk__in=known)
    assert page.live and re.fullmatch(r"[a-z0-9-]+", page.slug), "a slug from the title's pinyin"
    assert page.title in (public(path_of(page)) or "")

    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    draft = form() | {"title": "改过的标题", "slug": page.slug, **management(desk, edit)}
    posted(desk, edit, draft, "action-save")
    assert "改过的标题" not in (public(path_of(page)) or ""), "a draft stays at the desk"
    shown = (
        model.objects.get(pk=page.pk).get_latest_revision_as_object().make_preview_request().content.decode()
    )
    assert "改过的标题" in shown and "预览" in shown

    soon = timezone.localtime() + timedelta(hours=1)
    posted(
        desk,
        edit,
        draft | {"go_live_at": f"{soon:%Y-%m-%d %H:%M}", **management(desk, edit)},
        "action-publish",
    )
    assert "改过的标题" not in (public(path_of(page)) or "")
    hour_passes(page)
    assert run_due() == (1, 0)
    body, previewed = public(path_of(page)), preview(model.objects.get(pk=page.pk))
    assert body is not None and "改过的标题" in body
    assert main(previewed) == main(body), "the preview has the body of the published page"

    desk.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert public(path_of(page)) is None
    model.objects.get(pk=page.pk).save_revision().publish()
    move(desk, model.objects.get(pk=page.pk), SectionPage.objects.exclude(pk=parent.pk)[0])
    moved = model.objects.get(pk=page.pk)
    assert public(path_of(moved)) is not None and path_of(moved) != path_of(page)
    desk.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not model.objects.filter(pk=page.pk).exists()
    assert public(path_of(moved)) is None


@pytest.mark.parametrize(("model", "form"), SNIPPETS)
def test_the_life_of_a_snippet(model: Any, form: Form, desk: Client) -> None:
    viewset = model.snippet_viewset
    posted(desk, reverse(viewset.get_url_name("add")), form(), "action-publish")
    record = model.objects.get(code=form()["code"])
    assert record.live and str(record) in (public(record.public_path()) or "")

    edit = reverse(viewset.get_url_name("edit"), args=[record.pk])
    name = "name_zh" if model is Indicator else "name"
    draft = form() | {name: "改过的名称", **management(desk, edit)}
    posted(desk, edit, draft, "action-save")
    assert "改过的名称" not in (public(record.public_path()) or "")
    shown = model.objects.get(pk=record.pk).get_latest_revision_as_object()
    assert "改过的名称" in preview(shown)

    soon = timezone.localtime() + timedelta(hours=1)
    posted(desk, edit, draft | {"go_live_at": f"{soon:%Y-%m-%d %H:%M}"}, "action-publish")
    assert "改过的名称" not in (public(record.public_path()) or "")
    hour_passes(record)
    assert run_due() == (1, 0)
    body = public(record.public_path())
    assert body is not None and "改过的名称" in body
    assert main(preview(model.objects.get(pk=record.pk))) == main(body)

    desk.post(reverse(viewset.get_url_name("unpublish"), args=[record.pk]))
    assert public(record.public_path()) is None
    desk.post(reverse(viewset.get_url_name("delete"), args=[record.pk]))
    assert not model.objects.filter(pk=record.pk).exists()


def test_a_refused_agreement_loses_nothing(desk: Client) -> None:
    parent = SectionPage.objects.get(slug="agreements")
    add = reverse("wagtailadmin_pages:add", args=["cms", "agreementpage", parent.pk])
    answer = desk.post(add, desk_forms.agreement(valid_until="2024-01-01") | {"action-publish": "1"})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["valid_until"]
    page = answer.content.decode()
    assert "到期日期不能早于生效日期" in page and "一座凉亭" in page and "清一次楼道" in page
    assert not AgreementPage.objects.exists()


def test_archives_at_the_desk_are_those_of_the_edition(client: Client, edition: Callable[[], Path]) -> None:
    folder = edition()
    for path in ("/deeds/2026/", "/deeds/kind/leisure/", "/brands/area/230822-fuqing/", "/news/topic/site/"):
        answer = client.get(path)
        published = folder / path.strip("/") / "index.html"
        if path == "/deeds/2026/":
            path = next(
                f"/deeds/{year.name}/" for year in (folder / "deeds").iterdir() if year.name.isdigit()
            )
            answer, published = client.get(path), folder / path.strip("/") / "index.html"
        assert main(answer.content.decode()) == main(published.read_text()), path
    for path in ("/organisations/fuqing-community/", "/areas/230822/", "/indicators/", "/areas/"):
        published = folder / path.strip("/") / "index.html"
        assert main(client.get(path).content.decode()) == main(published.read_text()), path
    absent = ["/organisations/nobody/", "/deeds/1999/", "/deeds/kind/none/", "/deeds/kind/leisure/2/"]
    for path in (*absent, "/deeds/kind/", "/about/2026/"):
        assert client.get(path).status_code == 404, path


def management(desk: Client, edit: str) -> dict[str, str]:
    """The hidden fields of the parts that are stored already, as the form sends them back."""
    html = desk.get(edit).content.decode()
    found = re.findall(
        r'<input type="hidden" name="([\w-]+-(?:TOTAL_FORMS|INITIAL_FORMS|\d+-id))" value="(\d*)"', html
    )
    return dict(found)


def hour_passes(record: Any) -> None:
    """What is scheduled for the record is due."""
    revision = record.revisions.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()


def preview(record: Any) -> str:
    return str(record.make_preview_request().content.decode())


def main(html: str) -> str:
    """What is between the frame's header and footer, hashes of static files taken out."""
    found = MAIN.search(html)
    assert found is not None
    return HASHED.sub(r"\1\2", found[0])


def move(desk: Client, page: Page, target: Page) -> None:
    """Move a page below another section as the desk's last screen does."""
    answer = desk.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]))
    assert answer.status_code == 302


def test_a_blank_code_is_made_from_the_name(desk: Client) -> None:
    for model, form, code in (
        (Organisation, desk_forms.organisation, "di-yi-dang-zhi-bu"),
        (Area, desk_forms.area, "230822-he-xie-xiao-qu"),
        (Indicator, desk_forms.indicator, "brands"),
    ):
        add = reverse(model.snippet_viewset.get_url_name("add"))
        for made in (code, f"{code}-2"):
            posted(desk, add, form() | {"code": ""}, "action-publish")
            assert model.objects.filter(code=made, live=True).exists(), made
