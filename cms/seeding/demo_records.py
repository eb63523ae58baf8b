"""Labelled sample organisations, agreements, brands and news around sample deeds. Invented, and naming nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cms.models import (
    AgreementPage,
    AgreementUnit,
    Area,
    BrandDeed,
    BrandPage,
    ChairTerm,
    DeedPage,
    Milestone,
    NeedItem,
    NewsPage,
    Organisation,
    ProjectItem,
    ResourceItem,
)
from cms.models.brand import BrandKind
from cms.models.news import Topic
from cms.models.organisation import OrganisationKind as Kind
from cms.seeding.demo_texts import LABEL

SOURCE = "演示数据"
NOT_REAL = "演示数据，不是真实的事。"
DEEDS_PER_AGREEMENT = 10

UNITS = ("甲", "乙", "丙", "丁")
CHAIN = (
    ("work-committee", Kind.WORK_COMMITTEE, "党工委", None),
    ("general-branch", Kind.GENERAL_BRANCH, "党总支", "work-committee"),
    ("branch-1", Kind.BRANCH, "第一小区党支部", "general-branch"),
    ("branch-2", Kind.BRANCH, "第二小区党支部", "general-branch"),
)
"""Code, kind, name and parent of the sample organisations of one community."""

COUNTS = {"branch-1": (3, 12), "branch-2": (2, 9)}
"""网格党小组 and 党员中心户 below the sample branches."""

ITEMS: dict[Any, tuple[str, ...]] = {
    NeedItem: ("想要一处遮阴的座位", "傍晚的代办窗口", "楼道照明"),
    ResourceItem: ("会议室每周开放一晚", "一支十人的志愿队", "义诊每季度一次"),
    ProjectItem: ("一起清一次楼道", "办一场议事会", "把公告栏修好"),
}
STATES = ("done", "under-way", "planned")

TERMS: tuple[tuple[date, date | None, date | None, str], ...] = (
    (date(2025, 3, 1), None, None, ""),
    (date(2024, 1, 10), date(2024, 12, 31), None, ""),
    (date(2024, 6, 1), date(2027, 5, 31), date(2025, 2, 1), "签约单位撤并（演示）"),
    (date(2025, 1, 1), date(2029, 12, 31), None, ""),
)
"""Signed, last day, termination and its reason: one without an end, one that expired, one terminated, one that runs."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where sample records are put: the sections by slug, and the communities."""

    sections: dict[str, Any]
    communities: Sequence[Area]


def sample_organisations(communities: Sequence[Area]) -> list[Organisation]:
    """The chain of each community from 党工委 to 党支部, and four units that sign. Not stored, parents first."""
    made: list[Organisation] = []
    for community in communities:
        place = community.code.rpartition("-")[2]
        own: dict[str, Organisation] = {}
        for code, kind, name, parent in CHAIN:
            groups, households = COUNTS.get(code, (None, None))
            own[code] = Organisation(
                code=f"demo-{place}-{code}",
                name=f"{LABEL}{community.name}{name}",
                kind=kind,
                parent=own.get(parent or ""),
                area=community,
                party_groups=groups,
                member_households=households,
                sample=True,
            )
        made += own.values()
    county = communities[0].parent
    for number, unit in enumerate(UNITS, start=1):
        name = f"{LABEL}单位{unit}"
        made.append(
            Organisation(
                code=f"demo-unit-{number}", name=name, kind=Kind.INSTITUTION, area=county, sample=True
            )
        )
    return made


def sample_agreement(
    number: int, community: Area, units: Sequence[Organisation], deeds: Sequence[DeedPage]
) -> AgreementPage:
    """Agreement `number`, from 1 on: three lists, two chairs, and an item that the first deed met. Not stored."""
    signed, until, ended, reason = TERMS[number % len(TERMS)]
    mine = [units[(number + place) % len(units)] for place in range(3)]
    return AgreementPage(
        title=f"{LABEL}{community.name}共驻共建协议（第 {number} 份）",
        slug=f"demo-agreement-{number:04}",
        summary=f"{NOT_REAL}三家单位和社区约定的需求、资源和项目。",
        source=SOURCE,
        sample=True,
        community=community,
        signed_on=signed,
        valid_until=until,
        terminated_on=ended,
        termination_reason=reason,
        units=[AgreementUnit(organisation=unit) for unit in mine],
        needs=_items(NeedItem, mine, deeds),
        resources=_items(ResourceItem, mine, ()),
        projects=_items(ProjectItem, mine, ()),
        chairs=_chairs(mine, signed),
    )


def sample_brand(number: int, community: Area, founder: Organisation, deeds: Sequence[DeedPage]) -> BrandPage:
    """Brand `number`, one of each kind in turn. Not stored."""
    kinds = list(BrandKind)
    kind = kinds[number % len(kinds)]
    return BrandPage(
        title=f"{LABEL}{kind.label}（第 {number} 个）",
        slug=f"demo-brand-{number:04}",
        summary=f"{NOT_REAL}用来试看品牌页。",
        source=SOURCE,
        sample=True,
        kind=kind,
        organisation=founder,
        area=community,
        since="2024",
        milestones=[
            Milestone(period="2024-03", text="第一次活动（演示）"),
            Milestone(period="2025-06", text="第十次活动（演示）"),
        ],
        deed_links=[BrandDeed(deed=deed) for deed in deeds[:3]],
    )


def sample_news(number: int) -> NewsPage:
    """News `number`, a reprint now and then. Not stored."""
    topics = list(Topic)
    reprint = number % 4 == 0
    return NewsPage(
        title=f"{LABEL}一条动态（第 {number} 条）",
        slug=f"demo-news-{number:04}",
        summary=f"{NOT_REAL}用来试看动态页和栏目归档。",
        source=SOURCE,
        sample=True,
        topic=topics[number % len(topics)],
        reprint=reprint,
        original_url=f"https://example.org/demo/{number}" if reprint else "",
        author="演示作者" if number % 2 else "",
    )


def _items(model: Any, units: Sequence[Organisation], deeds: Sequence[DeedPage]) -> list[Any]:
    """One item of each state; the deeds met the first ones."""
    return [
        model(
            text=f"{text}（演示）",
            organisation=units[place % len(units)],
            state=STATES[place],
            deed=deeds[0] if deeds and place == 0 else None,
        )
        for place, text in enumerate(ITEMS[model])
    ]


def _chairs(units: Sequence[Organisation], first: date) -> list[ChairTerm]:
    """Two terms, one after the other; the second lasts."""
    half_year = first + timedelta(days=182)
    return [
        ChairTerm(organisation=units[0], first_day=first, last_day=half_year),
        ChairTerm(organisation=units[1], first_day=half_year + timedelta(days=1)),
    ]
