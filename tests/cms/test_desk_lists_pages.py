"""The menu 内容: lists of pages of one type, with columns, filters, search, order and export."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook  # type: ignore[import-untyped]
from wagtail.models import GroupPagePermission

from cms.models import Area, DeedPage, Organisation, SectionPage, User
from tests.cms.county_records import COMMUNITY, UNIT, make_county
from tests.cms.desk_content import add_deed, grow, queries
from tests.cms.desk_records import make_clerk
from tests.cms.test_desk_screens import english

LISTS = ("news", "brands", "agreements", "deeds")
NAMES = {"news": "动态", "brands": "党建品牌", "agreements": "共驻共建协议", "deeds": "好事实事"}
EXAMPLES = {"news": "凉亭开放", "brands": "议事亭", "agreements": "文政社区协议", "deeds": "凉亭"}
COLUMNS = {
    "news": ["标题", "主题", "来源", "转载", "首次发布", "状态", "更新"],
    "brands": ["标题", "类别", "单位", "区域", "创建时间", "状态", "更新"],
    "agreements": ["标题", "社区", "单位数", "签订", "到期", "履行", "办成", "状态", "更新"],
    "deeds": ["标题", "社区", "类别", "进展", "承办单位", "完成日期", "状态", "更新"],
}


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator, at a small county."""
    make_county()
    client.force_login(User.objects.create_superuser("admin", last_name="管理员"))
    return client


def page(desk: Client, name: str, **asked: Any) -> str:
    """The rows of a list, as the browser asks for them."""
    answer = desk.get(reverse(f"{name}:index_results"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(desk: Client, name: str, **asked: Any) -> list[dict[str, str]]:
    """The rows of a list's export, by column."""
    body = b"".join(desk.get(reverse(f"{name}:index"), asked | {"export": "csv"}))
    assert body.startswith(b"\xef\xbb\xbf"), "Excel would take it for another encoding"
    return list(csv.DictReader(StringIO(body.decode("utf-8-sig"))))


def titles(desk: Client, name: str, **asked: Any) -> list[str]:
    """The titles in a list's order."""
    return [row["标题"] for row in rows(desk, name, **asked)]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_in_chinese_and_leads_to_a_new_one(desk: Client, name: str) -> None:
    answer = desk.get(reverse(f"{name}:index"))
    html = answer.content.decode()
    assert EXAMPLES[name] in html and english(html) == []
    assert f"新建{NAMES[name]}" in html and reverse(f"{name}:choose_parent") in html
    assert all(f"{column}" in html for column in COLUMNS[name])


@pytest.mark.parametrize("name", LISTS)
def test_the_export_has_the_columns_of_the_screen(desk: Client, name: str) -> None:
    row = rows(desk, name)[0]
    assert list(row) == COLUMNS[name] and row["标题"] == EXAMPLES[name] and row["状态"] == "已发布"
    body = b"".join(desk.get(reverse(f"{name}:index"), {"export": "xlsx"}))
    sheet = [[cell.value for cell in line] for line in load_workbook(BytesIO(body)).worksheets[0].rows]
    assert sheet[0] == COLUMNS[name] and sheet[1][0] == EXAMPLES[name]


def test_the_export_says_what_the_screen_says(desk: Client) -> None:
    deed, agreement = rows(desk, "deeds")[0], rows(desk, "agreements")[0]
    assert (deed["进展"], deed["完成日期"], deed["社区"]) == ("完成", "2025-06-16", "文政社区")
    assert (agreement["单位数"], agreement["办成"], agreement["履行"]) == ("1", "1/2 项", "履行中")
    assert (agreement["签订"], agreement["到期"]) == ("2025-01-10", "")


def test_a_title_is_not_calculated_by_a_spreadsheet(desk: Client) -> None:
    add_deed(1, title="=1+1", community=Area.objects.get(code=COMMUNITY))
    assert "'=1+1" in titles(desk, "deeds")


@pytest.mark.parametrize("name", LISTS)
def test_queries_do_not_grow_with_the_pages(desk: Client, name: str) -> None:
    """Neither those of the screen, nor of a search, nor of an export."""
    grow(0, 3)
    address = reverse(f"{name}:index")
    cases: list[dict[str, str]] = [{}, {"q": "第"}, {"ordering": "title"}, {"export": "csv"}]
    few = [queries(desk, address, **case) for case in cases]
    grow(3, 30)
    assert [queries(desk, address, **case) for case in cases] == few
    assert max(few) < 25


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("凉亭", True),
        ("文政", True),
        ("乘凉", True),
        ("凉亭 文政", True),
        ("车棚", False),
        ("凉亭 车棚", False),
        ("%", False),
    ],
)
def test_a_search_finds_every_word_anywhere(desk: Client, query: str, found: bool) -> None:
    """Title, request and community; two characters are enough, and a sign of the database's is only a sign."""
    assert (titles(desk, "deeds", q=query) == ["凉亭"]) is found


def test_a_search_finds_words_of_the_summary_and_of_a_new_title_that_is_not_public_yet(desk: Client) -> None:
    deed = DeedPage.objects.get()
    deed.summary = "小区里添了座椅"
    deed.save()
    deed.title = "避雨亭"
    deed.save_revision()
    assert titles(desk, "deeds", q="座椅") == titles(desk, "deeds", q="避雨") == ["避雨亭"]


def test_deeds_are_filtered(desk: Client) -> None:
    community, unit = Area.objects.get(code=COMMUNITY), Organisation.objects.get(code=UNIT)
    add_deed(4, community=Area.objects.get(code="230822"), sample=True)
    asked = {
        "kind": "leisure",
        "step": "4",
        "community": str(community.pk),
        "organisation": str(unit.pk),
        "year": "2025",
        "sample": "false",
    }
    for name, value in asked.items():
        both = ["凉亭", "第4件好事"]
        assert sorted(titles(desk, "deeds", **{name: value})) == (both if name == "step" else ["凉亭"]), name
    assert titles(desk, "deeds", sample="true", year="2024") == ["第4件好事"]
    assert titles(desk, "deeds", step="0") == []


def test_states_are_filtered(desk: Client) -> None:
    deed = DeedPage.objects.get()
    assert titles(desk, "deeds", state="live") == ["凉亭"] and titles(desk, "deeds", state="changed") == []
    deed.summary = "还没发布的话"
    deed.save_revision()
    assert titles(desk, "deeds", state="changed") == ["凉亭"]
    DeedPage.objects.update(live=False)
    assert titles(desk, "deeds", state="draft") == ["凉亭"] and titles(desk, "deeds", state="live") == []
    assert titles(desk, "deeds", state="review") == titles(desk, "deeds", state="scheduled") == []
    deed.refresh_from_db()
    revision = deed.latest_revision
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=revision.created_at)
    assert titles(desk, "deeds", state="scheduled") == ["凉亭"]


def test_other_lists_are_filtered(desk: Client) -> None:
    unit, area = Organisation.objects.get(code=UNIT), Area.objects.get(code=COMMUNITY)
    assert titles(desk, "agreements", unit=unit.pk, year="2025") == ["文政社区协议"]
    assert titles(desk, "agreements", year="2024") == []
    assert titles(desk, "brands", kind="carrier", organisation=unit.pk, area=area.pk) == ["议事亭"]
    assert titles(desk, "brands", kind="activity") == []
    assert titles(desk, "news", topic="service", reprint="false") == ["凉亭开放"]
    assert titles(desk, "news", reprint="true") == []


@pytest.mark.parametrize(
    "asked",
    [{"year": "1066"}, {"step": "nine"}, {"community": "abc"}, {"community": "9" * 30}, {"state": "gone"}],
)
def test_a_filter_that_makes_no_sense_shows_nothing(desk: Client, asked: dict[str, str]) -> None:
    """Not everything, which would look like an answer."""
    html = page(desk, "deeds", **asked)
    assert "凉亭" not in html and "筛选条件" in html


@pytest.mark.parametrize("asked", [{"ordering": "nonsense"}, {"p": "999"}, {"p": "x"}, {"export": "pdf"}])
def test_what_makes_no_sense_besides_is_left_alone(desk: Client, asked: dict[str, str]) -> None:
    assert "凉亭" in page(desk, "deeds", **asked)


def test_lists_are_ordered(desk: Client) -> None:
    grow(0, 5)
    community = titles(desk, "deeds", ordering="community__name")
    assert len(community) == 6 and titles(desk, "deeds", ordering="-title")[-1] == "凉亭"
    steps = [row["进展"] for row in rows(desk, "deeds", ordering="step")]
    assert steps[0] == "还没有点单" and steps[-1] == "完成"


def test_a_list_offers_no_thousands_of_choices(desk: Client) -> None:
    """Areas and organisations are chosen in a dialog."""
    grow(0, 30)
    for name in LISTS:
        assert desk.get(reverse(f"{name}:index")).content.count(b"<option") < 10


def test_sample_data_are_marked(desk: Client) -> None:
    assert "演示数据</span>" not in page(desk, "deeds")
    DeedPage.objects.update(sample=True)
    assert "演示数据</span>" in page(desk, "deeds")


def test_an_empty_list_says_what_to_do(desk: Client) -> None:
    DeedPage.objects.all().delete()
    assert "还没有好事实事。点右上角“新建好事实事”开始。" in page(desk, "deeds")
    assert "点右上角" not in page(desk, "deeds", q="凉亭")


def test_who_has_nothing_to_do_with_pages_is_not_led_there(desk: Client) -> None:
    clerk = make_clerk("add_observation")
    desk.force_login(clerk)
    assert reverse("deeds:index") not in desk.get(reverse("wagtailadmin_home")).content.decode()
    assert desk.get(reverse("deeds:index")).status_code == 302


def test_who_may_only_write_news_sees_only_what_is_below_that_section(desk: Client) -> None:
    clerk = make_clerk()
    news = SectionPage.objects.get(slug="news")
    group = Group.objects.get(name="录入员")
    GroupPagePermission.objects.create(group=group, page=news, permission_type="add")
    desk.force_login(clerk)
    assert reverse("deeds:index") in desk.get(reverse("wagtailadmin_home")).content.decode()
    assert titles(desk, "news") == ["凉亭开放"] and titles(desk, "deeds") == []
