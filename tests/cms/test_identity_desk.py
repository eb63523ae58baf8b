"""设置 → 站点信息: who may, what is stored, what is asked for, and what is remembered."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import ModelLogEntry

from cms.models import Build, Identity, Picture, User
from cms.models.identity import Accent
from tests.cms.desk_records import make_clerk
from tests.cms.test_identity import VALUES, picture
from tests.publishing.page_reading import STATIC

Capture = Callable[..., AbstractContextManager[list[Any]]]

ADDRESS = "/desk/settings/cms/identity/"

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture
def desk(client: Client) -> Client:
    """A browser of somebody who may change 站点信息 and nothing else."""
    client.force_login(make_clerk("change_identity"))
    return client


def send(desk: Client, **values: Any) -> str:
    """Save the form and show what follows."""
    return desk.post(
        ADDRESS, VALUES | {"emblem": "", "conac_mark": ""} | values, follow=True
    ).content.decode()


def test_the_menu_leads_there(desk: Client) -> None:
    home = desk.get(reverse("wagtailadmin_home")).content.decode()
    # The menu is data for a script.
    assert f'"url": "{ADDRESS}"' in home and json.dumps("站点信息") in home


def test_nobody_else_gets_in(client: Client) -> None:
    """Neither by the menu nor by the address, to look or to write."""
    client.force_login(make_clerk("change_dataset"))
    assert ADDRESS not in client.get(reverse("wagtailadmin_home")).content.decode()
    Identity.objects.create()
    for address in (ADDRESS, f"{ADDRESS}{Identity.objects.get().pk}/"):
        for method in (client.get, client.post):
            assert method(address, VALUES).status_code == 302
    assert Identity.objects.get().site_name != VALUES["site_name"]


def test_looking_stores_nothing(desk: Client, settings: Any) -> None:
    """Until somebody saves, the deployment's values hold, also when they change."""
    settings.BASE_URL = "http://open.example.org/zhili"
    shown = desk.get(ADDRESS).content.decode()
    assert not Identity.objects.exists() and not Build.objects.exists()
    for word in ("名称", "外观", "备案与标识码", "页脚", settings.IDENTITY["site_name"], "每一页"):
        assert word in shown
    assert 'href="http://open.example.org/zhili/"' in shown and "看公开站首页" in shown


def test_each_accent_is_shown_as_it_is(desk: Client) -> None:
    """A picture beside each name, in the colours that pages get."""
    shown = BeautifulSoup(desk.get(ADDRESS).content, "html.parser")
    tokens = (STATIC / "css/tokens.css").read_text()
    for accent in Accent.values:
        option = shown.select_one(f"label:has(input[name=accent][value={accent}])")
        assert option and Accent(accent).label in option.text
        swatch = option.select_one("img[alt='']")
        assert swatch and f"desk/accent-{accent}" in str(swatch["src"])
        drawn = (STATIC / f"desk/accent-{accent}.svg").read_text()
        preset = tokens.partition(f'data-accent="{accent}"')[2] or tokens
        for name in ("accent-day", "accent-night", "band-day", "band-night"):
            assert preset.partition(f"--{name}: ")[2][:7] in drawn, (accent, name)


def test_saving_asks_for_a_build_and_is_remembered(
    desk: Client, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        said = send(desk)
    assert "站点信息已保存" in said and "看公开站首页" in said
    identity = Identity.objects.get()
    assert {name: getattr(identity, name) for name in VALUES} == VALUES
    assert Build.objects.get().reason == "站点信息"
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.label, entry.user_display_name) == (
        "wagtail.edit",
        VALUES["site_name"],
        "李明",
    )
    send(desk, footer_note="")
    assert Identity.objects.get().pk == identity.pk, "there is one row"
    assert Identity.objects.get().footer_note == ""


def test_the_history_of_the_site_says_it_in_chinese(desk: Client, client: Client) -> None:
    send(desk)
    client.force_login(User.objects.create_superuser("admin"))
    listed = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert VALUES["site_name"] in listed and "站点信息" in listed and "编辑" in listed
    assert f"{ADDRESS}{Identity.objects.get().pk}/" in listed
    assert client.get(f"{ADDRESS}{Identity.objects.get().pk}/").status_code == 200


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("site_name", " ", "这一项要填"),
        ("site_name", "\u200b", "不能为空"),
        ("contact", "138 4541 2345", "不写个人手机"),
        ("icp_number", "黑ICP备12345678号", "示例号码"),
        ("police_number", "公安备案办理中", "应像"),
        ("site_code", "23", "10 位数字"),
        ("footer_note", "一\n二", "只能写一行"),
        ("undertaker", "找小王 13845412345", "不写个人手机"),
        ("address", "一\n二", "只能写一行"),
        ("conac_url", "https://evil-conac.cn/a", "conac.cn 之下"),
        ("conac_mark", "999999", "选择"),
        ("accent", "violet", "violet"),
        ("emblem", "999999", "选择"),
    ],
)
def test_bad_input_is_told_beside_the_field(desk: Client, name: str, value: str, said: str) -> None:
    """Nothing is stored, and what was typed is still there."""
    answer = send(desk, **{name: value})
    assert "没有保存" in answer and said in answer
    assert escape(VALUES["organ"]) in answer
    assert not Identity.objects.exists() and not Build.objects.exists()


def test_a_flat_emblem_is_refused(desk: Client) -> None:
    answer = send(desk, emblem=picture((300, 200)).pk)
    assert "不够方" in answer and not Identity.objects.exists()


def test_the_emblem_is_kept_and_its_change_asks_for_a_build(
    desk: Client, client: Client, django_capture_on_commit_callbacks: Capture
) -> None:
    """The picture cannot be deleted while the site shows it, and what replaces its file reaches the public."""
    emblem = picture()
    send(desk, emblem=emblem.pk)
    Build.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        emblem.save()
    assert Build.objects.get().reason == "图片：标识"
    client.force_login(User.objects.create_superuser("admin"))
    delete = reverse("wagtailimages:delete", args=[emblem.pk])
    assert "正被站点信息“示例治理公开”使用" in client.post(delete, follow=True).content.decode()
    bulk = f"{reverse('wagtail_bulk_action', args=['cms', 'picture', 'delete'])}?id={emblem.pk}"
    assert "正被站点信息" in client.post(bulk, follow=True).content.decode()
    assert Picture.objects.exists()
    send(client, emblem="")
    client.post(delete)
    assert not Picture.objects.exists()
