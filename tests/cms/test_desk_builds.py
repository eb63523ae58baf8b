"""公开站 at the desk: the panel, its refresh, 重试, and the registers that nobody edits."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.desk.build_status import plain_error, public_site_status
from cms.models import Build, User
from cms.models.build import BuildState
from tests.cms.desk_records import make_area, make_clerk, make_indicator, make_value


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator."""
    client.force_login(User.objects.create_superuser("admin", last_name="王", first_name="芳"))
    return client


def home(desk: Client) -> str:
    """The home of the desk."""
    answer = desk.get(reverse("wagtailadmin_home"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_the_first_edition(desk: Client) -> None:
    """The panel says so, links to the public site and marks the trial."""
    page = home(desk)
    for words in ("公开站", "还没有公开过", f'href="{settings.BASE_URL}/"', "试用", 'data-open="false"'):
        assert words in page


def test_no_panel_or_help_leads_to_other_hosts(desk: Client) -> None:
    """Upgrade notices, news, guides and avatars of Wagtail's makers are gone."""
    page = home(desk)
    for trace in (
        "wagtail.org",
        "wagtail.io",
        "gravatar",
        "releases.wagtail",
        "guide.wagtail",
        "Wagtail CMS",
    ):
        assert trace not in page


def test_an_open_build_is_polled_until_it_is_done(desk: Client) -> None:
    """The JSON that the script asks for says whether to ask again."""
    build = Build.objects.create(reason="页面：凉亭\n指标：微心愿")
    assert 'data-open="true"' in home(desk)
    status = desk.get(reverse("public_site_status")).json()
    assert status["open"] is True and "等待更新" in status["html"] and "页面：凉亭" in status["html"]
    Build.objects.filter(pk=build.pk).update(state=BuildState.DONE, edition=1)
    status = desk.get(reverse("public_site_status")).json()
    assert status["open"] is False and "等待更新" not in status["html"]


def test_a_waiting_build_that_nobody_takes_up_is_pointed_out(desk: Client) -> None:
    """After a minute people should look at the worker."""
    build = Build.objects.create(reason="页面：凉亭")
    assert not public_site_status().slow
    Build.objects.filter(pk=build.pk).update(requested_at=timezone.now() - timedelta(minutes=2))
    assert "后台进程" in home(desk)


def test_a_failed_build_says_why_and_is_tried_again(
    desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    """重试 is a POST and leads to a new build."""
    Build.objects.create(reason="页面：凉亭", state=BuildState.FAILED, error="地址“data”已被系统占用")
    page = home(desk)
    assert "没有成功" in page and "地址“data”已被系统占用" in page and "重试" in page
    retry = reverse("public_site_retry")
    assert desk.get(retry).status_code == 405
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(retry).status_code == 302
    assert Build.objects.filter(state=BuildState.WAITING).get().reason.startswith("重试")
    assert not public_site_status().up_to_date


def test_a_later_success_clears_the_failure(desk: Client) -> None:
    """Only the last finished build counts."""
    Build.objects.create(reason="一", state=BuildState.FAILED, error="坏了")
    Build.objects.create(reason="二", state=BuildState.DONE, edition=2)
    assert public_site_status().failed_build is None and "坏了" not in home(desk)


@pytest.mark.parametrize(
    ("error", "words", "keeps"),
    [
        ("[Errno 28] No space left on device", "磁盘满了", True),
        ("database is locked", "数据库正忙", True),
        ("[Errno 13] Permission denied: '/x'", "没有写入权限", True),
        ("KeyError: 'x'", "程序出错", True),
        ("本部署要求三审", "本部署要求三审", False),
    ],
)
def test_errors_are_put_into_plain_words(error: str, words: str, keeps: bool) -> None:
    """The original text stays at hand for the administrator where it is not ours."""
    plain = plain_error(error)
    assert words in plain.text and plain.original == (error if keeps else "")


def test_reviews_missing_is_said(desk: Client, settings: Any) -> None:
    """Where nothing can be published, the panel says why, and shows no trial mark."""
    settings.REVIEWS = 3
    page = home(desk)
    assert "三审" in page and "desk-mark" not in page


def test_status_and_retry_need_a_login(client: Client, db: None) -> None:
    """Both are behind the desk's door."""
    for name in ("public_site_status", "public_site_retry"):
        assert "/login/" in client.post(reverse(name))["Location"]


@pytest.mark.parametrize("register", ["batches", "builds"])
def test_registers_are_read_filtered_exported_and_never_changed(desk: Client, register: str) -> None:
    """List, search, filter, inspection and export answer; adding, editing and deleting do not exist for anyone."""
    value = make_value(make_indicator(), make_area())
    record = (
        value.batch
        if register == "batches"
        else Build.objects.create(reason="页面：凉亭", error="KeyError: 'x'")
    )
    index = reverse(f"{register}_modeladmin_index")
    page = desk.get(index).content.decode()
    inspect = reverse(f"{register}_modeladmin_inspect", args=[record.pk])
    assert inspect in page and "查看" in page
    for english in ("Any date", "Today", "Inspect", "Add "):
        assert english not in page
    assert desk.get(index, {"q": "没有这个"}).status_code == 200
    assert inspect not in desk.get(index, {"q": "没有这个"}).content.decode()
    assert inspect in desk.get(index, {"since": "today"}).content.decode()
    assert desk.get(inspect).status_code == 200
    assert desk.get(index, {"export": "csv"})["Content-Type"].startswith("text/csv")
    for action, arguments in (("create", []), ("edit", [record.pk]), ("delete", [record.pk])):
        address = reverse(f"{register}_modeladmin_{action}", args=arguments)
        assert address not in page
        assert desk.post(address, {}).status_code in {302, 403}
    assert type(record).objects.filter(pk=record.pk).exists()


def test_a_batch_shows_its_values(desk: Client) -> None:
    """From a batch one gets to the history of each value."""
    value = make_value(make_indicator(), make_area())
    page = desk.get(reverse("batches_modeladmin_inspect", args=[value.batch_id])).content.decode()
    assert "2600余个" in page and reverse("observation:history", args=[value.pk]) in page


def test_registers_need_a_permission(client: Client, db: None) -> None:
    """A clerk without permissions on them sees neither list."""
    client.force_login(make_clerk("add_observation"))
    assert client.get(reverse("builds_modeladmin_index")).status_code in {302, 403}
