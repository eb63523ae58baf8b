"""Made-up views of the content types, as small as they can be while showing every part."""

from datetime import UTC, datetime

from django.utils.safestring import mark_safe

from cms.views.view_types import (
    Card,
    CountView,
    DeedCard,
    DeedView,
    HomeView,
    IndicatorView,
    ListGroup,
    ListLink,
    PictureView,
    PlainView,
    RelatedLink,
    SectionView,
    StepView,
)
from publishing.contract import Frame, Link
from publishing.page_view import ErrorView, EvidenceView, NumberView, QuantityView
from publishing.release_content import SHANGHAI

HOME, DEEDS, DATA = Link("首页", "/"), Link("好事实事", "/deeds/"), Link("数据", "/data/")
COMMUNITY = Link("示例社区", "/areas/230822-shili/")
HIDDEN = Link("未公开的单位", "")
"""A record that is not public: its name is shown, and no link."""
PUBLISHED = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
"""21:05 in Shanghai: afternoon hours and another zone, so that neither can be mixed up."""
MODIFIED = datetime(2026, 11, 23, 14, 30, tzinfo=SHANGHAI)

FRAME = Frame(
    site_name="示例公开站",
    organ="示例单位",
    strapline="一句话",
    base_url="https://open.example.org:8443/zhili",
    navigation=(DEEDS, Link("开放数据", "/data/")),
    footer=(Link("关于本站", "/about/"),),
    contact="0454-0000000",
    licence_title="示例许可",
    licence_url="/about/#licence",
    public_key="RWQexample",
    trial=False,
)


def number(code: str = "deeds", note: str = "来源未载时间") -> NumberView:
    """下降近 30 % of an indicator."""
    return NumberView(
        label=f"指标{code}",
        quantity=QuantityView(value="30", before="下降近", after="", unit="%", machine="-30"),
        period="2025年",
        area="示例县",
        address=f"/id/obs/{code}/230822/2025/r1",
        indicator_path=f"/indicators/{code}/",
        note=note,
    )


CARD = DeedCard(
    title="示例实事",
    path="/deeds/shili/",
    kicker="示例社区 · 照明",
    summary="一句话。",
    days="历时 15 天",
    completed_text="2026年6月24日完成",
    done=True,
    sample=True,
)
NEWS_CARD = Card(
    title="示例消息",
    path="/news/shili/",
    kicker="网格治理 · 转载",
    summary="一句话。",
    date_text="2026-11-22",
)
BARE_CARD = Card(title="只有题目", path="/brands/bare/")
EVIDENCE = EvidenceView(
    kind="document", title="示例文件", issuer="示例单位", locator="第二段", sha256="ab" * 32
)
RELATED = (
    RelatedLink(title="相关甲", path="/brands/jia/", note="载体"),
    RelatedLink(title="相关乙", path="/brands/yi/", sample=True),
)
GROUPS = (
    ListGroup(label="年份", links=(ListLink(title="2026 年", path="/deeds/2026/", count=3),)),
    ListGroup(
        label="类别",
        links=(
            ListLink(title="停车", path="/deeds/kind/parking/", count=2),
            ListLink(title="照明", path="/deeds/kind/lighting/", count=1),
        ),
    ),
)
STEPS = tuple(
    StepView(
        code=code,
        label=label,
        unit="示例社区",
        day="2026-06-01" if done else "",
        day_text="2026年6月1日" if done else "尚未走到",
        note="",
        done=done,
    )
    for code, label, done in (("asked", "社区点单", True), ("completed", "完成", False))
)
PICTURES = tuple(
    PictureView(
        address=f"/zhili/media/{stage}.webp",
        width=960,
        height=640,
        alternative="图上的内容",
        caption="图注",
        drawing=drawing,
        stage=stage,
    )
    for stage, drawing in (("before", True), ("after", False))
)
BODY = mark_safe("<h2>做法</h2><p>居民商量。</p>")

HOME_VIEW = HomeView(
    template="pages/home.html",
    path="/",
    title="示例公开站",
    description="这里是什么。",
    published=PUBLISHED,
    modified=MODIFIED,
    intro="这里记着办成的事。",
    numbers=(number(), number("wishes")),
    numbers_note="数字取自 2026-11-23 的数据发布",
    deeds=(CARD,),
    deeds_path="/deeds/",
    news=(NEWS_CARD,),
    news_path="/news/",
    datasets=(Link("治理指标", "/data/numbers/"),),
    updated=MODIFIED,
)
PLAIN_VIEW = PlainView(
    template="pages/plain.html",
    path="/about/",
    title="关于本站",
    description="本站说明。",
    breadcrumbs=(HOME,),
    published=PUBLISHED,
    body_html=BODY,
)
SECTION_VIEW = SectionView(
    template="pages/section.html",
    path="/deeds/",
    title="好事实事",
    description="办成的事。",
    breadcrumbs=(HOME,),
    published=PUBLISHED,
    intro="居民点单。",
    cards=(CARD, NEWS_CARD, BARE_CARD),
    total=3,
    groups=GROUPS,
    empty_text="",
    feed_path="/feeds/deeds.atom",
)
EMPTY_VIEW = SectionView(
    template="pages/section.html",
    path="/brands/",
    title="党建品牌",
    breadcrumbs=(HOME,),
    published=PUBLISHED,
    intro="",
    cards=(),
    total=0,
    groups=(),
    empty_text="第一个品牌审核通过后列在这里。",
    feed_path="",
)
DEED_VIEW = DeedView(
    template="pages/deed.html",
    path="/deeds/shili/",
    title="示例实事",
    description="办成一件事。",
    breadcrumbs=(HOME, DEEDS),
    published=PUBLISHED,
    modified=MODIFIED,
    kind="照明",
    community=COMMUNITY,
    organisation=HIDDEN,
    asked="灯不亮。",
    asked_by="居民",
    steps=STEPS,
    days="历时 15 天（据来源）",
    pictures=PICTURES,
    body_html=BODY,
    source="示例来源",
    sample=True,
    record_path="/data/good-deeds/",
    evidence=EVIDENCE,
    brands=RELATED,
    agreements=(RelatedLink(title="示例协议", path="/agreements/shili/", note="2026-03-01 签订"),),
    numbers=(number(),),
)
INDICATOR_VIEW = IndicatorView(
    template="pages/indicator.html",
    path="/indicators/deeds/",
    title="指标deeds",
    description="数的是什么。",
    breadcrumbs=(HOME, DATA),
    published=PUBLISHED,
    code="deeds",
    title_en="Deeds",
    definition="数的是什么。",
    unit="%",
    measure="变化",
    numbers=(number(),),
    count=CountView(
        label="示例台账里已完成的件数",
        value=1,
        unit="件",
        release="2026-11-23",
        dataset_path="/data/good-deeds/",
        query_path="/data/good-deeds/2026-11-23/rows.json?status=completed&sample=no",
    ),
    brands=RELATED,
    dataset_path="/data/numbers/",
)
ERROR_VIEW = ErrorView(
    template="pages/error.html",
    path="/404.html",
    title="没有这个地址",
    status=404,
    message="可能写错了。",
    advice="从栏目里找。",
    has_twin=False,
)
