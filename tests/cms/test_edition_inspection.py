"""One edition at the desk: its facts, the paths that changed, and 现在核验."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.commanded_build import build_for_command
from cms.desk import editions as screens
from cms.editions import check
from cms.models import DeedPage, Edition, User
from cms.signing import data_folder
from tests.cms.desk_records import make_clerk
from tests.cms.small_site import build_renamed, make_small_site

INDEX = "editions_modeladmin_index"


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator."""
    client.force_login(User.objects.create_superuser("admin", last_name="王", first_name="芳"))
    return client


@pytest.fixture
def two_editions(db: None) -> DeedPage:
    """A small site, and a deed that was renamed between its two editions."""
    deed = make_small_site()
    build_renamed(deed, "凉亭")
    build_renamed(deed, "新凉亭")
    return deed


def page_of(desk: Client, name: str, *arguments: Any, **query: str) -> str:
    """What a screen says."""
    answer = desk.get(reverse(name, args=arguments), query)
    assert answer.status_code == 200
    return answer.content.decode()


def verify(desk: Client, edition: Edition) -> str:
    """Press the button; the screen that follows."""
    answer = desk.post(reverse("editions_modeladmin_verify", args=[edition.pk]), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_edition_with_its_paths_and_links(desk: Client, two_editions: DeedPage) -> None:
    first, second = Edition.objects.order_by("number")
    page = page_of(desk, "editions_modeladmin_inspect", second.pk)
    public = settings.BASE_URL
    assert "公众现在看到的就是这一版" in page and second.manifest_sha256 in page
    assert f'href="{public}/edition/manifest.json"' in page
    assert f'href="{public}/deeds/liang-ting/"' in page
    assert (
        f'href="{public}/deeds/liang-ting/index.json"' not in page and "/deeds/liang-ting/index.json" in page
    )
    page = page_of(desk, "editions_modeladmin_inspect", first.pk)
    assert "公众现在看到的就是这一版" not in page and "/edition/manifest.json" not in page
    assert "新增" in page
    assert page_of(desk, INDEX).count("现行") == 1


def test_a_path_that_readers_cannot_open_any_more_is_no_link(desk: Client, two_editions: DeedPage) -> None:
    two_editions.unpublish()
    build_for_command()
    for number in (2, 3):
        page = page_of(desk, "editions_modeladmin_inspect", Edition.objects.get(number=number).pk)
        assert "/deeds/liang-ting/" in page
        assert f'href="{settings.BASE_URL}/deeds/liang-ting/"' not in page


def test_a_long_list_of_paths_is_cut(
    desk: Client, two_editions: DeedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "SHOWN", 2)
    first = Edition.objects.get(number=1)
    page = page_of(desk, "editions_modeladmin_inspect", first.pk)
    assert f"另有 {first.files - 2} 个没有列出" in page and page.count("<td>新增</td>") == 2


def test_an_edition_that_is_gone_keeps_its_page(desk: Client, two_editions: DeedPage) -> None:
    first, second = Edition.objects.order_by("number")
    shutil.rmtree(data_folder().edition(1))
    page = page_of(desk, "editions_modeladmin_inspect", first.pk)
    assert "文件已经清理" in page and "现在核验" not in page
    page = page_of(desk, "editions_modeladmin_inspect", second.pk)
    assert "上一版已清理" in page
    assert "已清理，文件不在了，不能核验" in verify(desk, first)
    first.refresh_from_db()
    assert first.verified_at is None


def test_the_button_finds_a_tampered_file(desk: Client, two_editions: DeedPage) -> None:
    edition = Edition.objects.get(number=2)
    page = verify(desk, edition)
    assert f"第 2 版核验通过：签名有效，{edition.files} 个文件都和清单一致" in page
    path = Path(data_folder().edition(2), "deeds/liang-ting/index.html")
    path.unlink()
    page = verify(desk, edition)
    assert "第 2 版有 1 处不符，例如 deeds/liang-ting/index.html：缺失。请马上告诉系统管理员" in page
    assert "manage.py edition build" in page
    edition.refresh_from_db()
    assert edition.problems == "deeds/liang-ting/index.html：缺失。"
    assert "1 处不符" in page_of(desk, INDEX)
    build_for_command()
    assert "第 3 版核验通过" in verify(desk, Edition.objects.get(number=3)), "what the message says mends it"


def test_a_changed_manifest_does_not_break_its_page(desk: Client, two_editions: DeedPage) -> None:
    path = Path(data_folder().edition(2), "edition/manifest.json")
    document = json.loads(path.read_bytes())
    path.unlink()
    path.write_text(json.dumps(document | {"files": None}))
    edition = Edition.objects.get(number=2)
    page_of(desk, "editions_modeladmin_inspect", edition.pk)
    assert "内容与签名不符" in verify(desk, edition)


def test_looking_is_not_verifying(client: Client, two_editions: DeedPage) -> None:
    """Whoever may only view gets no button, and no answer to one; nobody gets either without a token."""
    edition = Edition.objects.get(number=2)
    address = reverse("editions_modeladmin_verify", args=[edition.pk])
    clerk = make_clerk("view_edition")
    client.force_login(clerk)
    assert "现在核验" not in page_of(client, "editions_modeladmin_inspect", edition.pk)
    assert client.post(address).status_code in {302, 403}
    edition.refresh_from_db()
    assert edition.verified_at is None
    clerk.groups.get().permissions.add(Permission.objects.get(codename="change_edition"))
    client.force_login(User.objects.get(pk=clerk.pk))
    assert "现在核验" in page_of(client, "editions_modeladmin_inspect", edition.pk)
    assert client.get(address).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(clerk)
    assert strict.post(address).status_code == 403
    edition.refresh_from_db()
    assert edition.verified_at is None
    assert "核验通过" in verify(client, edition)


def test_a_check_remembers_when(two_editions: DeedPage) -> None:
    before = timezone.now()
    edition = Edition.objects.get(number=2)
    assert check(edition) == []
    edition.refresh_from_db()
    assert edition.verified_at is not None and edition.verified_at >= before
