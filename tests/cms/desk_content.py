"""More records of every type, so that a test can ask what a screen costs with few and with many."""

from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.models import (
    AgreementPage,
    AgreementUnit,
    Area,
    BrandPage,
    DeedPage,
    Evidence,
    NeedItem,
    NewsPage,
    Organisation,
    SectionPage,
)
from tests.cms.county_records import COMMUNITY

KINDS = ("parking", "lighting", "roads")


def grow(start: int, stop: int) -> None:
    """Records numbered from `start` up to `stop`: one each of every type and register."""
    county, community = Area.objects.get(code="230822"), Area.objects.get(code=COMMUNITY)
    for number in range(start, stop):
        area = Area.objects.create(
            code=f"230822-n{number}", name=f"第{number}网格", name_en="Grid", kind="grid", parent=community
        )
        unit = Organisation.objects.create(
            code=f"unit-{number}", name=f"第{number}单位", kind="enterprise", area=area
        )
        evidence = Evidence.objects.create(code=f"evidence-{number}", title=f"第{number}号文件")
        deed = add_deed(number, community=community, organisation=unit, evidence=evidence)
        add_agreement(number, county, unit, deed)
        add("brands", BrandPage(title=f"第{number}个品牌", kind="carrier", organisation=unit, area=area))
        add("news", NewsPage(title=f"第{number}条动态", topic="grid", source=f"来源{number}"))


def add_deed(number: int, **facts: Any) -> DeedPage:
    """A deed that is as far as its number says, from nothing to completion."""
    first = date(2024, 1, 1) + timedelta(days=number)
    steps = ("asked", "assigned", "accepted", "completed")[: number % 5]
    days = {f"{step}_day": first + timedelta(days=later) for later, step in enumerate(steps)}
    given = {
        "title": f"第{number}件好事",
        "kind": KINDS[number % 3],
        "asked_for": "修路灯",
        "summary": "路灯亮了",
    }
    return add("deeds", DeedPage(**(given | days | facts)))


def add_agreement(number: int, community: Area, unit: Organisation, deed: DeedPage) -> AgreementPage:
    """An agreement with one unit and three items, one of them done and one dropped."""
    page: AgreementPage = add(
        "agreements",
        AgreementPage(
            title=f"第{number}份协议", community=community, signed_on=date(2025, 1, 1 + number % 28)
        ),
    )
    AgreementUnit.objects.create(page=page, organisation=unit)
    for state, met in (("done", deed), ("planned", None), ("dropped", None)):
        NeedItem.objects.create(page=page, text="一件事", state=state, organisation=unit, deed=met)
    return page


def add(section: str, page: Any) -> Any:
    """A page below a section."""
    parent: Page = SectionPage.objects.get(slug=section)
    page.slug = f"{section}-{parent.numchild + 1}"
    parent.add_child(instance=page)
    return page


def queries(client: Client, address: str, **asked: Any) -> int:
    """How often one request asks the database; the second time, when caches are warm."""
    client.get(address, asked)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, asked)
        assert answer.status_code == 200, answer.status_code
        if answer.streaming:
            b"".join(answer)
    return len(captured)
