"""Made-up views of brands, agreements and news, each once with every part and once with as little as can be."""

from dataclasses import replace

from cms.views.record_types import (
    AgreementView,
    BrandView,
    ChairView,
    CommitmentListView,
    CommitmentView,
    HonourView,
    MilestoneView,
    NewsView,
)
from cms.views.view_types import AgreementCard
from publishing.contract import Link
from publishing.page_view import PageView
from tests.publishing.page_samples import (
    BODY,
    COMMUNITY,
    EVIDENCE,
    HIDDEN,
    HOME,
    MODIFIED,
    PUBLISHED,
    RELATED,
    number,
)

UNIT = Link("示例单位甲", "/organisations/unit-a/")
DEED = Link("示例实事", "/deeds/shili/")
HONOURS = (
    HonourView(
        title="示例荣誉",
        awarded_by="示例上级",
        period_text="2024 年",
        note="第二次获得。",
        evidence=EVIDENCE,
    ),
    HonourView(title="只有名称的荣誉", awarded_by="", period_text="", note="", evidence=None),
)

BRAND_VIEW = BrandView(
    template="pages/brand.html",
    path="/brands/shili/",
    title="示例品牌",
    description="一句话说明。",
    breadcrumbs=(HOME, Link("党建品牌", "/brands/")),
    published=PUBLISHED,
    modified=MODIFIED,
    kind="载体",
    organisation=UNIT,
    area=COMMUNITY,
    since_text="2024 年",
    milestones=(
        MilestoneView(period="2024", period_text="2024 年", text="开始。"),
        MilestoneView(period="2025-06", period_text="2025 年 6 月", text="推开。"),
    ),
    honours=HONOURS,
    numbers=(number(), number("wishes")),
    numbers_note="数字取自 2026-11-23 的发布。",
    deeds=RELATED,
    body_html=BODY,
    source="示例来源",
    evidence=EVIDENCE,
    sample=True,
    record_path="/data/brands/",
)
BARE_BRAND_VIEW = BrandView(
    template="pages/brand.html",
    path="/brands/bare/",
    title="只有题目的品牌",
    breadcrumbs=(HOME,),
    published=PUBLISHED,
    kind="机制",
    organisation=None,
    area=None,
    since_text="",
    milestones=(),
    honours=(),
    numbers=(),
    numbers_note="",
    deeds=(),
    body_html="",
    source="",
    evidence=None,
    sample=False,
    record_path="/data/brands/",
)


def commitment(state: str, text: str, *, full: bool = False) -> CommitmentView:
    """An item of a list; a full one names who does it and which deed met it."""
    return CommitmentView(
        text=f"{text}一件事",
        organisation=UNIT if full else None,
        state=state,
        state_text=text,
        deed=DEED if full else None,
    )


NEEDS = CommitmentListView(
    code="needs",
    title="需求清单",
    items=(
        commitment("done", "已完成", full=True),
        commitment("under-way", "办理中"),
        commitment("planned", "待办"),
        commitment("dropped", "不再办"),
    ),
    done=1,
    total=3,
)
RESOURCES = CommitmentListView(code="resources", title="资源清单", items=(), done=0, total=0)
PROJECTS = CommitmentListView(
    code="projects", title="项目清单", items=(commitment("dropped", "不再办"),), done=0, total=0
)
CHAIRS = (
    ChairView(organisation=HIDDEN, first_day="2026-03-01", last_day="2026-08-31", current=False),
    ChairView(organisation=UNIT, first_day="2026-09-01", last_day="", current=True),
)
AGREEMENT_VIEW = AgreementView(
    template="pages/agreement.html",
    path="/agreements/shili/",
    title="示例协议",
    description="一句话说明。",
    breadcrumbs=(HOME, Link("共驻共建协议", "/agreements/")),
    published=PUBLISHED,
    modified=MODIFIED,
    community=COMMUNITY,
    units=(UNIT, HIDDEN),
    status="in-force",
    status_text="履行中",
    as_of="2026-11-23",
    signed_on="2026-02-20",
    valid_from="2026-03-01",
    valid_until="2027-02-28",
    terminated_on="",
    termination_reason="",
    lists=(NEEDS, RESOURCES, PROJECTS),
    chairs=CHAIRS,
    deeds=RELATED,
    body_html=BODY,
    source="示例来源",
    evidence=EVIDENCE,
    sample=True,
    record_path="/data/agreements/",
)
TERMINATED_VIEW = replace(
    AGREEMENT_VIEW,
    path="/agreements/stopped/",
    title="提前结束的示例协议",
    status="terminated",
    status_text="已终止",
    terminated_on="2026-10-01",
    termination_reason="单位撤并。",
    sample=False,
)
BARE_AGREEMENT_VIEW = replace(
    AGREEMENT_VIEW,
    path="/agreements/bare/",
    title="最简的示例协议",
    description="",
    modified=None,
    community=HIDDEN,
    units=(UNIT,),
    status="upcoming",
    status_text="尚未生效",
    signed_on="2026-12-01",
    valid_from="2026-12-01",
    valid_until="",
    lists=tuple(replace(found, items=(), done=0, total=0) for found in (NEEDS, RESOURCES, PROJECTS)),
    chairs=(),
    deeds=(),
    body_html="",
    source="",
    evidence=None,
    sample=False,
)
AGREEMENT_CARD = AgreementCard(
    title="示例协议",
    path="/agreements/shili/",
    kicker="示例社区",
    summary="一句话。",
    date_text="2026年2月20日签订",
    sample=True,
    status="in-force",
    status_text="履行中",
    done=1,
    total=3,
)

NEWS_VIEW = NewsView(
    template="pages/news.html",
    path="/news/shili/",
    title="示例消息",
    description="一句话说明。",
    breadcrumbs=(HOME, Link("动态", "/news/")),
    published=PUBLISHED,
    modified=MODIFIED,
    topic=Link("网格治理", "/news/topic/grid/"),
    source="示例日报",
    reprint=True,
    original_url="https://news.example.org/a?b=1&c=2",
    author="示例作者",
    responsible_editor="示例编辑",
    body_html=BODY,
    evidence=EVIDENCE,
    sample=True,
    record_path="/data/news/",
)
BARE_NEWS_VIEW = replace(
    NEWS_VIEW,
    path="/news/bare/",
    title="自己写的示例消息",
    description="",
    topic=Link("本站消息", ""),
    source="示例单位",
    reprint=False,
    original_url="",
    author="",
    responsible_editor="",
    evidence=None,
    sample=False,
)
PAGE_VIEWS: tuple[PageView, ...] = (
    BRAND_VIEW,
    BARE_BRAND_VIEW,
    AGREEMENT_VIEW,
    TERMINATED_VIEW,
    BARE_AGREEMENT_VIEW,
    NEWS_VIEW,
    BARE_NEWS_VIEW,
)
