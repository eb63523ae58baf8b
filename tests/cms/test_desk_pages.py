"""Pages and pictures at the desk: addresses from pinyin, errors beside fields, uploads that are refused."""

import gc
import json
import warnings
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.models import DeedPage, HomePage, Picture, PlainPage, User
from tests.cms.desk_records import make_deed, make_home

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator."""
    client.force_login(User.objects.create_superuser("admin"))
    return client


def plain(**changes: Any) -> dict[str, Any]:
    """A plain page's form."""
    body = streamfield([("paragraph", rich_text("<p>留着的话</p>"))])
    form = {"title": "办事指南", "slug": "", "summary": "", "source": "", "show_in_menus": "", "body": body}
    return nested_form_data(form | changes) | {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}


def add_plain(desk: Client, parent: HomePage, **changes: Any) -> Any:
    """Send the form of a new plain page below the home page."""
    address = reverse("wagtailadmin_pages:add", args=["cms", "plainpage", parent.pk])
    return desk.post(address, plain(**changes))


@pytest.mark.parametrize("action", ["action-publish", "action-draft"])
def test_a_blank_address_is_made_from_pinyin(desk: Client, action: str) -> None:
    """For drafts and for pages published at once; a second page of that title gets a number."""
    home = make_home()
    for slug in ("ban-shi-zhi-nan", "ban-shi-zhi-nan-2"):
        assert add_plain(desk, home, **{action: "1"}).status_code == 302
        assert PlainPage.objects.latest("pk").slug == slug


def test_the_browser_does_not_fill_the_address(desk: Client) -> None:
    """Wagtail's script would leave what is not Chinese of the title; pinyin comes from the server."""
    address = reverse("wagtailadmin_pages:add", args=["cms", "plainpage", make_home().pk])
    page = desk.get(address).content.decode()
    slug = page[page.index('name="slug"') :].split("w-comment")[0][:900]
    assert "w-action#noop:prevent" in slug and "urlify:prevent" not in slug


def test_a_reserved_address_is_refused_beside_the_field(desk: Client) -> None:
    """A page may not hide what third parties fetch; the text stays."""
    home = make_home()
    answer = add_plain(desk, home, slug="data", summary="留着的摘要", **{"action-publish": "1"})
    assert answer.status_code == 200 and not PlainPage.objects.filter(slug="data").exists()
    assert "请换一个" in answer.context["form"].errors["slug"][0]
    assert "留着的摘要" in answer.content.decode()


def deed_form(deed: DeedPage, **changes: Any) -> dict[str, Any]:
    """The edit form of a deed as a browser sends it, without body and pictures."""
    names = DeedPage.get_edit_handler().get_form_class().base_fields
    form: dict[str, Any] = {}
    for name in names:
        field = (
            DeedPage._meta.get_field(name)
            if name not in {"body", "pictures", "comment_notifications"}
            else None
        )
        value = getattr(deed, field.attname) if field else ""
        form[name] = "" if value is None or value is False else value
    form |= {"body": streamfield([]), "pictures": streamfield([])}
    return nested_form_data(form | changes) | {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        (
            {"asked_day": "2025-06-10", "completed_day": "2025-06-01", "completed_undated": ""},
            "completed_day",
            "不能早于",
        ),
        ({"asked_day": "2025-13-01"}, "asked_day", "日期"),
        ({"attested_days": "-1"}, "attested_days", ""),
        ({"attested_days": ""}, "attested_days", "请填来源写明的用时"),
    ],
)
def test_errors_of_a_deed_stand_beside_their_fields(
    desk: Client, changes: dict[str, str], field: str, words: str
) -> None:
    """Steps cannot run backwards, and the form keeps what was typed."""
    deed = make_deed()
    sent = deed_form(deed, summary="留着的话", **changes) | {"action-publish": "1"}
    answer = desk.post(reverse("wagtailadmin_pages:edit", args=[deed.pk]), sent)
    errors = answer.context["form"].errors
    assert answer.status_code == 200 and field in errors and words in " ".join(errors[field])
    page = answer.content.decode()
    assert "留着的话" in page
    deed.refresh_from_db()
    assert deed.summary != "留着的话"


def test_types_are_offered_in_chinese(desk: Client) -> None:
    """Below home and below a section."""
    section = make_deed().get_parent()
    page = desk.get(
        reverse("wagtailadmin_pages:add_subpage", args=[section.get_parent().pk])
    ).content.decode()
    assert "普通页面" in page and "栏目" in page
    assert desk.get(reverse("wagtailadmin_pages:add_subpage", args=[section.pk])).status_code in {200, 302}
    assert (
        desk.get(reverse("wagtailadmin_pages:add", args=["cms", "deedpage", section.pk])).status_code == 200
    )


def jpeg() -> bytes:
    """A small picture."""
    output = BytesIO()
    Image.new("RGB", (8, 8), "green").save(output, "JPEG")
    return output.getvalue()


REFUSED = [
    ("drawing.svg", SVG, "SVG 也不收"),
    ("drawing.jpg", SVG, "内容却是 svg"),
    ("words.jpg", "这是文字".encode(), "不是图片，或者已经损坏"),
    ("half.jpg", jpeg()[:60], "不是图片，或者已经损坏"),
    ("page.html", b"<script>alert(1)</script>", "不收这种文件"),
    ("empty.jpg", b"", "文件是空的"),
    ("large.jpg", jpeg() + b"\0" * (60 * 1024 * 1024), "60.0 MB，超过 20.0 MB"),
]
IDS = [name for name, _, _ in REFUSED]


@pytest.mark.parametrize(("name", "body", "words"), REFUSED, ids=IDS)
def test_bad_uploads_are_refused_beside_the_field(desk: Client, name: str, body: bytes, words: str) -> None:
    """One plain message; title and credit stay."""
    upload = SimpleUploadedFile(name, body, "image/jpeg")
    answer = desk.post(
        reverse("wagtailimages:add"), {"title": "凉亭", "credit": "县委组织部供图", "file": upload}
    )
    (message,) = answer.context["form"].errors["file"]
    page = answer.content.decode().replace("\xa0", " ")
    assert words in message.replace("\xa0", " ") and words in page
    assert 'value="凉亭"' in page and "县委组织部供图" in page
    assert not Picture.objects.exists()


@pytest.mark.parametrize(("name", "body", "words"), REFUSED, ids=IDS)
def test_the_upload_of_many_refuses_them_too(desk: Client, name: str, body: bytes, words: str) -> None:
    """The answer that the page's script shows beside the file."""
    upload = SimpleUploadedFile(name, body, "image/jpeg")
    answer = json.loads(desk.post(reverse("wagtailimages:add_multiple"), {"files[]": upload}).content)
    assert answer["success"] is False and words in answer["error_message"].replace("\xa0", " ")
    assert not Picture.objects.exists()


def test_a_good_picture_is_taken(desk: Client) -> None:
    """One by one, and many at once; the screens say in Chinese what may be sent."""
    single, many = reverse("wagtailimages:add"), reverse("wagtailimages:add_multiple")
    for address in (single, many):
        assert "不超过 20.0" in desk.get(address).content.decode()
    with warnings.catch_warnings():
        # Wagtail leaves the temporary file of a thumbnail to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        desk.post(single, {"title": "凉亭", "file": SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")})
        desk.post(many, {"files[]": SimpleUploadedFile("b.jpg", jpeg(), "image/jpeg")})
        gc.collect()
    assert Picture.objects.count() == 2
