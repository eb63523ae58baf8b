"""A small public county with a row for every register, made directly: no seed, and nothing real in it."""

from datetime import date
from typing import Any

from wagtail.models import Page

from cms.models import (
    AgreementPage,
    AgreementUnit,
    Area,
    BrandHonour,
    BrandPage,
    ChairTerm,
    DeedPage,
    NeedItem,
    NewsPage,
    Organisation,
    ResourceItem,
    SectionPage,
)
from cms.registers import REGISTERS
from cms.seeding.first_publication import publish_page
from tests.cms.desk_records import (
    make_area,
    make_dataset,
    make_evidence,
    make_home,
    make_indicator,
    make_value,
    publish,
)

COMMUNITY = "230822-wenzheng"
UNIT = "wenzheng-committee"
DEED, BRAND, AGREEMENT, NEWS = "liang-ting", "yi-shi-ting", "wenzheng-2025", "kai-tong"
SECTIONS = {"deeds": "好事实事", "brands": "党建品牌", "agreements": "共驻共建协议", "news": "动态"}


def make_organisation(code: str = UNIT, **facts: Any) -> Organisation:
    """A committee of the community."""
    given = {"name": "文政社区党工委", "kind": "work-committee"}
    return publish(Organisation(code=code, **(given | facts)))


def make_brand(section: Page, **facts: Any) -> BrandPage:
    """A brand of 2024 with one honour."""
    honour = BrandHonour(title="示范载体", awarded_by="县委组织部", period="2025")
    given: dict[str, Any] = {"title": "议事亭", "slug": BRAND, "kind": "carrier", "since": "2024"}
    return _published(BrandPage(**(given | {"honours": [honour]} | facts)), section)


def make_agreement(
    section: Page, unit: Organisation, deed: DeedPage | None = None, **facts: Any
) -> AgreementPage:
    """An agreement that a unit signed and chairs: a need that the deed met, and a resource that nobody has used."""
    parts = {
        "units": [AgreementUnit(organisation=unit)],
        "needs": [NeedItem(text="一座凉亭", state="done", organisation=unit, deed=deed)],
        "resources": [ResourceItem(text="会议室每周开放一晚")],
        "chairs": [ChairTerm(organisation=unit, first_day=date(2025, 1, 10))],
    }
    given: dict[str, Any] = {"title": "文政社区协议", "slug": AGREEMENT, "signed_on": date(2025, 1, 10)}
    return _published(AgreementPage(**(given | parts | facts)), section)


def make_news(section: Page, **facts: Any) -> NewsPage:
    """News in our own words."""
    given: dict[str, Any] = {"title": "凉亭开放", "slug": NEWS, "topic": "service", "source": "文政社区"}
    return _published(NewsPage(**(given | facts)), section)


def make_public_deed(section: Page, community: Area, **facts: Any) -> DeedPage:
    """A deed that took 15 days, with its dates."""
    given: dict[str, Any] = {"title": "凉亭", "slug": DEED, "kind": "leisure", "asked_for": "乘凉"}
    days = (date(2025, 6, 1), date(2025, 6, 3), date(2025, 6, 5), date(2025, 6, 16))
    steps = dict(zip(("asked_day", "assigned_day", "accepted_day", "completed_day"), days, strict=True))
    return _published(DeedPage(community=community, **(given | steps | facts)), section)


def make_county() -> None:
    """Home, sections, a record of every type with its relations, and the description of every dataset."""
    home = make_home()
    home.save_revision().publish()
    sections = {
        slug: _published(SectionPage(title=title, slug=slug), home) for slug, title in SECTIONS.items()
    }
    evidence = make_evidence()
    county = make_area()
    names = {"name": "文政社区", "name_en": "Wenzheng", "kind": "community"}
    community = make_area(COMMUNITY, parent=county, evidence=evidence, **names)
    unit = make_organisation(area=community, evidence=evidence)
    below = {"name": "文政小区党支部", "kind": "branch", "party_groups": 3, "member_households": 12}
    make_organisation("wenzheng-branch", parent=unit, area=community, **below)
    make_value(make_indicator(), county, evidence=evidence)
    deed = make_public_deed(sections["deeds"], community, organisation=unit, evidence=evidence)
    make_brand(sections["brands"], area=community, organisation=unit, evidence=evidence)
    make_agreement(sections["agreements"], unit, deed, community=community, evidence=evidence)
    make_news(sections["news"], evidence=evidence)
    make_datasets()


def make_datasets() -> None:
    """A description of every dataset that has a register, released on every change."""
    for code in REGISTERS:
        make_dataset(code, title_zh=f"{code} 台账", rhythm="on-change")


def _published(page: Any, parent: Page) -> Any:
    """The page below its parent, public as the desk makes it."""
    publish_page(page, parent)
    page.refresh_from_db()
    return page
