"""Made-up views of organisations, areas and lists, each once with every part and once with as little as can be."""

from dataclasses import replace

from cms.views.record_types import AreaView, OrganisationView, RegisterGroup, RegisterListView, TreeNode
from cms.views.view_types import ListGroup, ListLink, RelatedLink, SectionListView, SectionView
from publishing.contract import Link
from publishing.page_view import PageView
from tests.publishing.page_samples import (
    BARE_CARD,
    CARD,
    COMMUNITY,
    DEEDS,
    EVIDENCE,
    GROUPS,
    HOME,
    MODIFIED,
    NEWS_CARD,
    PUBLISHED,
    RELATED,
    number,
)
from tests.publishing.record_samples import AGREEMENT_CARD, HONOURS


def node(name: str, *below: TreeNode, note: str = "", current: bool = False) -> TreeNode:
    """A node of a tree; its address follows from its name."""
    return TreeNode(
        title=f"示例{name}",
        path=f"/organisations/{name}/",
        kind="党支部",
        note=note,
        current=current,
        children=below,
    )


TREE = node("a", node("b", node("c", note="网格党小组 3 个"), node("d"), current=True))
ORGANISATION_VIEW = OrganisationView(
    template="pages/organisation.html",
    path="/organisations/b/",
    title="示例b",
    description="一句话说明。",
    breadcrumbs=(HOME, Link("组织", "/organisations/")),
    published=PUBLISHED,
    modified=MODIFIED,
    code="b",
    title_en="Example",
    kind="社区党总支",
    area=COMMUNITY,
    tree=TREE,
    left_out=2,
    counts_note="网格党小组 3 个，党员中心户 12 户",
    honours=HONOURS,
    brands=RELATED,
    agreements=RELATED,
    chairs=(RelatedLink(title="示例协议", path="/agreements/shili/", note="2026-03-01 起"),),
    deeds=RELATED,
    evidence=EVIDENCE,
    sample=True,
    record_path="/data/organisations/",
)
BARE_ORGANISATION_VIEW = OrganisationView(
    template="pages/organisation.html",
    path="/organisations/bare/",
    title="单独的组织",
    breadcrumbs=(HOME, Link("组织", "/organisations/")),
    published=PUBLISHED,
    code="bare",
    title_en="",
    kind="企业",
    area=None,
    tree=None,
    left_out=0,
    counts_note="",
    honours=(),
    brands=(),
    agreements=(),
    chairs=(),
    deeds=(),
    evidence=None,
    sample=False,
    record_path="/data/organisations/",
)
AREA_VIEW = AreaView(
    template="pages/area.html",
    path="/areas/230822-shili/",
    title="示例社区",
    description="一句话说明。",
    breadcrumbs=(HOME, Link("区域", "/areas/"), Link("示例县", "/areas/230822/")),
    published=PUBLISHED,
    modified=MODIFIED,
    code="230822-shili",
    title_en="Example Community",
    kind="社区",
    children=(RelatedLink(title="示例小区", path="/areas/230822-shili-yi/", note="小区"),),
    numbers=(number(),),
    numbers_note="数字取自 2026-11-23 的发布。",
    deeds=RELATED,
    deeds_total=14,
    deeds_path="/deeds/area/230822-shili/",
    agreements=RELATED,
    brands=RELATED,
    organisations=RELATED,
    honours=HONOURS,
    evidence=EVIDENCE,
    sample=True,
    record_path="/data/areas/",
)
BARE_AREA_VIEW = AreaView(
    template="pages/area.html",
    path="/areas/230822-bare/",
    title="还没有记录的网格",
    breadcrumbs=(HOME, Link("区域", "/areas/")),
    published=PUBLISHED,
    code="230822-bare",
    title_en="",
    kind="网格",
    children=(),
    numbers=(),
    numbers_note="",
    deeds=(),
    deeds_total=0,
    deeds_path="",
    agreements=(),
    brands=(),
    organisations=(),
    honours=(),
    evidence=None,
    sample=False,
    record_path="/data/areas/",
)
AGREEMENTS_VIEW = SectionView(
    template="pages/section.html",
    path="/agreements/",
    title="共驻共建协议",
    breadcrumbs=(HOME,),
    published=PUBLISHED,
    intro="",
    cards=(AGREEMENT_CARD, replace(AGREEMENT_CARD, title="没有清单的协议", summary="", done=0, total=0)),
    total=2,
    groups=(),
    empty_text="",
    feed_path="",
)
CURRENT_GROUPS = (
    ListGroup(label="年份", links=(replace(GROUPS[0].links[0], current=True),)),
    GROUPS[1],
)
LIST_VIEW = SectionListView(
    template="pages/section_list.html",
    path="/deeds/2026/2/",
    title="好事实事：2026 年（第 2 页）",
    description="一句话说明。",
    breadcrumbs=(HOME, DEEDS),
    published=PUBLISHED,
    modified=MODIFIED,
    section=DEEDS,
    cards=(CARD, NEWS_CARD, AGREEMENT_CARD),
    total=103,
    number=2,
    pages=(
        ListLink(title="第 1 页", path="/deeds/2026/", count=100),
        ListLink(title="第 2 页", path="/deeds/2026/2/", count=3, current=True),
    ),
    groups=CURRENT_GROUPS,
)
BARE_LIST_VIEW = replace(
    LIST_VIEW,
    path="/deeds/2026/",
    title="好事实事：2026 年",
    cards=(BARE_CARD,),
    total=1,
    number=1,
    pages=(),
)
REGISTER_VIEW = RegisterListView(
    template="pages/register_list.html",
    path="/organisations/",
    title="组织",
    description="一句话说明。",
    breadcrumbs=(HOME,),
    published=PUBLISHED,
    modified=MODIFIED,
    intro="一句话说明。",
    groups=(
        RegisterGroup(label="社区", links=RELATED),
        RegisterGroup(label="企业", links=(RelatedLink(title="示例企业", path="/organisations/e/"),)),
    ),
    empty_text="",
    record_path="/data/organisations/",
)
BARE_REGISTER_VIEW = replace(
    REGISTER_VIEW, path="/areas/", title="区域", intro="", groups=(), empty_text="公开后列在这里。"
)
LIST_VIEWS: tuple[PageView, ...] = (
    ORGANISATION_VIEW,
    BARE_ORGANISATION_VIEW,
    AREA_VIEW,
    BARE_AREA_VIEW,
    AGREEMENTS_VIEW,
    LIST_VIEW,
    BARE_LIST_VIEW,
    REGISTER_VIEW,
    BARE_REGISTER_VIEW,
)
