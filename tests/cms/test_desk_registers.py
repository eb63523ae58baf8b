"""组织, 区域, 数据集, 指标 at the desk: trees, columns, filters, export, inspection, and what unpublishing does."""

import csv
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import (
    Area,
    AreaHonour,
    Dataset,
    DeedPage,
    Evidence,
    Indicator,
    Organisation,
    User,
)
from tests.cms.county_records import COMMUNITY, UNIT, make_county, make_organisation
from tests.cms.desk_content import grow, queries
from tests.cms.desk_records import make_area
from tests.cms.test_desk_screens import english

REGISTERS: tuple[Any, ...] = (Organisation, Area, Indicator, Dataset)
CODES = {"wishes", "report-2025"}


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator, at a small county."""
    make_county()
    client.force_login(User.objects.create_superuser("admin", last_name="管理员"))
    return client


def to(model: Any, view: str, *arguments: Any) -> str:
    """The address of one of a register's screens."""
    return reverse(model.snippet_viewset.get_url_name(view), args=arguments)


def rows(desk: Client, model: Any, **asked: Any) -> list[dict[str, str]]:
    """The rows of a list's export, by column."""
    body = b"".join(desk.get(to(model, "list"), asked | {"export": "csv"}))
    return list(csv.DictReader(StringIO(body.decode("utf-8-sig"))))


def names(desk: Client, model: Any, **asked: Any) -> list[str]:
    """The names in a list's order."""
    return [row["名称"] for row in rows(desk, model, **asked)]


def test_lists_are_in_chinese_but_for_codes(desk: Client) -> None:
    for model in (*REGISTERS, Evidence):
        address = reverse("evidence:index") if model is Evidence else to(model, "list")
        html = desk.get(address).content.decode()
        words = english(html)
        assert [word for word in words if not word.replace("-", "").isalnum() or " " in word] == []
        assert f"新建{model._meta.verbose_name}" in html


def test_queries_do_not_grow_with_the_records(desk: Client) -> None:
    grow(0, 3)
    asked: list[dict[str, str]] = [{}, {"q": "第"}, {"export": "csv"}, {"ordering": "code"}]
    cases = [(to(model, "list"), case) for model in REGISTERS for case in asked]
    cases += [(reverse("evidence:index"), case) for case in asked]
    few = [queries(desk, address, **case) for address, case in cases]
    grow(3, 30)
    assert [queries(desk, address, **case) for address, case in cases] == few
    assert max(few) < 15


def test_what_is_below_something_stands_right_after_it(desk: Client) -> None:
    """Whatever the codes are, and over six levels."""
    chain = [make_organisation(f"z-{number}", name=f"第{number}级", kind="team") for number in range(6)]
    for above, below in pairwise(chain):
        Organisation.objects.filter(pk=below.pk).update(parent=above, code=f"a-{below.pk}")
    found = names(desk, Organisation)
    start = found.index("第0级")
    assert found[start : start + 6] == [f"第{number}级" for number in range(6)]
    assert found.index("文政小区党支部") == found.index("文政社区党工委") + 1
    html = desk.get(to(Organisation, "list")).content.decode()
    assert (
        "desk-level--5" in html
        and "desk-level" not in desk.get(to(Organisation, "list"), {"ordering": "name"}).content.decode()
    )


def test_areas_stand_below_their_areas(desk: Client) -> None:
    make_area("230822-aa", name="先出现的网格", kind="grid", parent=Area.objects.get(code=COMMUNITY))
    assert names(desk, Area) == ["桦南县", "文政社区", "先出现的网格"]


def test_organisations_are_counted_and_led_to_what_they_did(desk: Client) -> None:
    row = next(row for row in rows(desk, Organisation) if row["名称"] == "文政社区党工委")
    assert (row["类别"], row["所在区域"], row["好事实事"], row["签约"]) == (
        "社区党工委",
        "文政社区",
        "1",
        "1",
    )
    assert row["代码"] == UNIT
    branch = next(row for row in rows(desk, Organisation) if row["名称"] == "文政小区党支部")
    assert (branch["上级"], branch["网格党小组"], branch["党员中心户"]) == ("文政社区党工委", "3", "12")
    html = desk.get(to(Organisation, "list")).content.decode()
    address = f"{reverse('deeds:index')}?organisation={Organisation.objects.get(code=UNIT).pk}"
    assert address in html and "凉亭" in desk.get(address).content.decode()
    signed = f"{reverse('agreements:index')}?unit={Organisation.objects.get(code=UNIT).pk}"
    assert signed in html and "文政社区协议" in desk.get(signed).content.decode()


def test_organisations_are_filtered_and_searched(desk: Client) -> None:
    area, unit = Area.objects.get(code=COMMUNITY), Organisation.objects.get(code=UNIT)
    assert names(desk, Organisation, kind="branch") == ["文政小区党支部"]
    assert names(desk, Organisation, parent=unit.pk) == ["文政小区党支部"]
    assert (
        len(names(desk, Organisation, area=area.pk)) == 2 and names(desk, Organisation, sample="true") == []
    )
    assert names(desk, Organisation, q="小区 党支") == ["文政小区党支部"]
    Organisation.objects.filter(pk=unit.pk).update(live=False)
    assert names(desk, Organisation, live="false") == ["文政社区党工委"]
    html = desk.get(to(Organisation, "list_results"), {"kind": "nonsense"}).content.decode()
    assert "筛选条件" in html and "文政" not in html


def test_other_registers_are_filtered(desk: Client) -> None:
    assert names(desk, Area, kind="community") == ["文政社区"]
    assert names(desk, Indicator, system="deeds", measure="count") == ["微心愿"]
    assert len(names(desk, Dataset, open_type="unconditional", rhythm="on-change")) == Dataset.objects.count()
    assert names(desk, Dataset, open_type="conditional") == []


def test_a_list_offers_no_thousands_of_choices(desk: Client) -> None:
    grow(0, 30)
    for model in REGISTERS:
        assert desk.get(to(model, "list")).content.count(b"<option") < 30


def test_a_record_is_inspected_in_words(desk: Client) -> None:
    area = Area.objects.get(code=COMMUNITY)
    AreaHonour.objects.create(holder=area, title="省级先进社区", period="2024")
    html = desk.get(to(Area, "inspect", area.pk)).content.decode()
    assert "省级先进社区（2024）" in html and "桦南县" in html and "社区" in html
    for model in REGISTERS:
        record = model.objects.filter(live=True).first()
        assert desk.get(to(model, "inspect", record.pk)).status_code == 200


def test_the_export_has_what_the_catalogue_has(desk: Client) -> None:
    row = rows(desk, Dataset)[0]
    assert {"数据领域", "开放属性", "共享属性", "数据级别", "脱敏说明", "提供方代码"} <= row.keys()
    assert row["开放属性"] == "无条件开放" and row["数据发布"] in {"有", "还没有"}
    assert "逐条计数" in rows(desk, Indicator)[0]


def test_unpublishing_says_what_will_happen(desk: Client) -> None:
    area, unit = Area.objects.get(code=COMMUNITY), Organisation.objects.get(code=UNIT)
    page = desk.get(to(Area, "unpublish", area.pk)).content.decode()
    assert "自己的公开页会撤下" in page and "组织“文政社区党工委”" in page
    assert "名称还写着，但不再有链接" in page and english(page) == []
    assert "名称还写着" in desk.get(to(Organisation, "unpublish", unit.pk)).content.decode()
    spare = make_organisation("spare", name="没人用的单位")
    assert "名称还写着" not in desk.get(to(Organisation, "unpublish", spare.pk)).content.decode()
    assert (
        "数据目录里不再列出它"
        in desk.get(to(Dataset, "unpublish", Dataset.objects.all()[0].pk)).content.decode()
    )


def test_unpublishing_does_it(desk: Client) -> None:
    unit = Organisation.objects.get(code=UNIT)
    assert desk.post(to(Organisation, "unpublish", unit.pk)).status_code == 302
    unit.refresh_from_db()
    assert not unit.live and DeedPage.objects.get().organisation == unit
