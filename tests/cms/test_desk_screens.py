"""What the desk shows to a clerk: no dead buttons, no English, no mail, no addresses of other hosts."""

import logging
import re
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings
from wagtail.models import Page, PageLogEntry, Workflow

from cms.models import Attachment, Batch, DeedPage, User
from tests.cms.desk_records import make_clerk, make_deed, make_indicator

WORDS = re.compile(r"[A-Za-z]{3,}")
# Labels for screen readers in the form of groups are stored by Django in English.
PROPER = re.compile(
    r"Can (?:add|change|delete) \w+|Wagtail|SHA-256|CSV|XLSX|Ctrl|Esc|[\w.]*wenzheng[\w-]*|https?://\S+|\badmin\b"
)


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator."""
    client.force_login(User.objects.create_superuser("admin", last_name="管理员"))
    return client


class Text(HTMLParser):
    """What a page shows and reads out, without scripts, styles and templates."""

    SILENT = ("script", "style", "template", "kbd", "code", "noscript")

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Skip silent elements; keep the labels that are read out."""
        self.depth += tag in self.SILENT
        if not self.depth:
            self.pieces += [
                value or "" for name, value in attrs if name in {"aria-label", "title", "placeholder"}
            ]

    def handle_endtag(self, tag: str) -> None:
        """Come out of a silent element."""
        self.depth -= tag in self.SILENT

    def handle_data(self, data: str) -> None:
        """Keep text."""
        if not self.depth:
            self.pieces.append(data.strip())


def english(html: str) -> list[str]:
    """The pieces of text that have an English word and nothing Chinese."""
    text = Text()
    text.feed(html)
    found = [piece for piece in text.pieces if WORDS.search(PROPER.sub("", piece))]
    return sorted({piece for piece in found if not re.search(r"[\u4e00-\u9fff]", piece)})


SCREENS = [
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailusers_users:index",
    "wagtailusers_users:add",
    "wagtailusers_groups:index",
    "wagtailusers_groups:add",
    "wagtailadmin_workflows:index",
    "wagtailadmin_workflows:task_index",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:workflow",
    "wagtailimages:index",
    "wagtailimages:add_multiple",
    "wagtaildocs:index",
    "wagtaildocs:add_multiple",
    "observation:index",
    "observation:add",
    "data_release:index",
]


@pytest.mark.parametrize("name", SCREENS)
def test_screens_are_in_chinese(desk: Client, name: str) -> None:
    """Words of Wagtail's own records too: its groups, its workflow, the root of its tree."""
    make_deed()
    answer = desk.get(reverse(name))
    assert answer.status_code == 200
    assert english(answer.content.decode()) == []


def test_the_form_of_a_page_is_in_chinese(desk: Client, deed: DeedPage) -> None:
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[deed.pk])).content.decode()
    assert english(page) == []
    assert "地址与导航" in page and ">推荐<" not in page
    assert "查看公开页" in page and "实时查看" not in page
    assert "guide.wagtail.org" not in page


def test_what_wagtail_names_in_english_is_renamed(seeded: None, desk: Client) -> None:
    assert english(desk.get(reverse("wagtailadmin_explore_root")).content.decode()) == []
    assert set(Group.objects.values_list("name", flat=True)) == {"编辑组", "审核组"}
    assert Workflow.objects.get().name == "审核"
    assert Page.get_first_root_node().title == "全部页面"
    assert not PageLogEntry.objects.filter(label__contains="Wagtail").exists()


def test_documents_are_called_attachments(desk: Client) -> None:
    """附件 in the menu, on the home page and on every screen of theirs; 文档 nowhere."""
    attachment = Attachment.objects.create(title="报名表", file=ContentFile(b"%PDF-1.7", "form.pdf"))
    names: list[tuple[str, list[int]]] = [
        ("wagtailadmin_home", []),
        ("wagtaildocs:index", []),
        ("wagtaildocs:add", []),
        ("wagtaildocs:add_multiple", []),
        ("wagtaildocs:edit", [attachment.pk]),
        ("wagtaildocs:delete", [attachment.pk]),
        ("wagtaildocs:document_usage", [attachment.pk]),
        ("wagtaildocs_chooser:choose", []),
        ("wagtailusers_groups:add", []),
    ]
    for name, arguments in names:
        answer = desk.get(reverse(name, args=arguments))
        page = answer.json()["html"] if name.endswith("choose") else answer.content.decode()
        assert "附件" in page and "文档" not in page, name


def test_an_upload_is_seen_by_staff_alone(client: Client, db: None) -> None:
    """An attachment has no address of Wagtail's own that would answer everybody."""
    attachment = Attachment.objects.create(title="报名表", file=ContentFile(b"%PDF-1.7", "form.pdf"))
    assert attachment.url.startswith("/desk/uploads/documents/")
    assert client.get(attachment.url).status_code == 302
    assert client.get(f"/documents/{attachment.pk}/form.pdf").status_code == 404
    client.force_login(make_clerk("view_batch"))
    answer = client.get(attachment.url)
    assert answer.status_code == 200 and b"".join(answer.streaming_content) == b"%PDF-1.7"  # type: ignore[attr-defined]


def test_looking_at_a_batch_and_deleting_an_account(desk: Client) -> None:
    """An account that uploaded an attachment can go; the attachment stays."""
    batch = Batch.objects.create(kind="seed", title="初始资料", made_by_name="初始资料", row_count=1)
    page = desk.get(f"/desk/batches/inspect/{batch.pk}/")
    assert page.status_code == 200 and "初始资料" in page.content.decode()
    other = make_clerk("view_batch")
    upload = ContentFile(b"%PDF-1.7", "form.pdf")
    attachment = Attachment.objects.create(title="报名表", file=upload, uploaded_by_user=other)
    assert desk.post(reverse("wagtailusers_users:delete", args=[other.pk])).status_code == 302
    assert not User.objects.filter(pk=other.pk).exists()
    attachment.refresh_from_db()
    assert attachment.uploaded_by_user is None


def test_the_site_record_is_not_offered(desk: Client) -> None:
    """It belongs to the deployment."""
    assert reverse("wagtailsites:index") not in desk.get(reverse("wagtailadmin_home")).content.decode()


def test_no_mail_is_promised(client: Client, desk: Client) -> None:
    """No link to reset a password, nothing at its address, no settings of notifications."""
    account = desk.get(reverse("wagtailadmin_account")).content.decode()
    assert "通知" not in account and "name_email-email" not in account
    assert "localtime" not in account, "one time zone: nothing to choose"
    client.logout()
    assert "忘记密码" not in client.get(reverse("wagtailadmin_login")).content.decode()
    assert client.post("/desk/password_reset/", {"email": "a@example.org"}).status_code == 404


def test_the_first_administrator_can_change_the_password(desk: Client) -> None:
    """Who was made without a given name and without an address."""
    form = {
        "name_email-last_name": "管理员",
        "name_email-first_name": "",
        "theme-theme": "system",
        "theme-density": "default",
        "theme-contrast": "system",
        "password-new_password1": "birch-and-seal-2027",
        "password-new_password2": "birch-and-seal-2027",
        "password-old_password": "",
    }
    User.objects.update(password="")
    user = User.objects.get()
    user.set_password("birch-and-seal-2026")
    user.save()
    desk.force_login(user)
    form["password-old_password"] = "birch-and-seal-2026"
    answer = desk.post(reverse("wagtailadmin_account"), form)
    assert answer.status_code == 302, english(answer.content.decode())
    user.refresh_from_db()
    assert user.check_password("birch-and-seal-2027")


def test_an_account_needs_a_family_name_and_no_address(desk: Client) -> None:
    """Family name first, as names are written."""
    address = reverse("wagtailusers_users:add")
    page = desk.get(address).content.decode()
    assert page.index('name="last_name"') < page.index('name="first_name"') < page.index('name="email"')
    secret = {"password1": "birch-and-seal-2026", "password2": "birch-and-seal-2026"}
    refused = desk.post(address, {"username": "liming", **secret})
    assert list(refused.context["form"].errors) == ["last_name"]
    assert desk.post(address, {"username": "liming", "last_name": "李明", **secret}).status_code == 302
    assert str(User.objects.get(username="liming")) == "李明"
    edit = reverse("wagtailusers_users:edit", args=[User.objects.get(username="liming").pk])
    assert desk.post(edit, {"username": "liming", "last_name": "李", "is_active": "on"}).status_code == 302


def test_systems_of_indicators_have_names(desk: Client) -> None:
    make_indicator(system="micro-grids")
    assert "微网格" in desk.get(reverse("wagtailsnippets_cms_indicator:list")).content.decode()


def test_a_fault_of_the_desk_is_printed(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    """Without a handler of our own an answer of 500 would leave no trace: Django would mail it to nobody."""
    assert "console" in settings.LOGGING["root"]["handlers"]
    assert logging.getLogger("django.request").propagate


def test_refusal_is_told_in_chinese(client: Client, db: None) -> None:
    """Somebody who may only enter values asks for accounts."""
    client.force_login(make_clerk("add_observation"))
    answer = client.get(reverse("wagtailusers_users:index"), follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain and "请联系管理员" in page
    assert english(page) == []


def test_an_expired_form_says_how_to_save_what_was_written(db: None) -> None:
    """In Chinese; Django's own page is English and a dead end."""
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(reverse("wagtailadmin_login"), {"username": "a"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "按浏览器的“后退”" in page and english(page) == []


@pytest.mark.parametrize(("target", "told"), [("/desk/pages/8/edit/", True), ("/desk/", False)])
def test_the_login_after_an_expired_session_says_so(
    client: Client, db: None, target: str, told: bool
) -> None:
    page = client.get(reverse("wagtailadmin_login"), {"next": target}).content.decode()
    assert ("写的还在" in page) is told
