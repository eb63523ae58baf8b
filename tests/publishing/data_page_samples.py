"""Made-up views of the data pages, and all made-up views together."""

from publishing.contract import Link
from publishing.page_view import (
    CatalogueEntry,
    CatalogueView,
    CellView,
    ColumnView,
    DatasetView,
    ElementView,
    ObservationView,
    PageView,
    ReferenceView,
    ReleaseView,
    RevisionView,
)
from tests.publishing.list_samples import LIST_VIEWS
from tests.publishing.page_samples import (
    DATA,
    DEED_VIEW,
    EMPTY_VIEW,
    ERROR_VIEW,
    EVIDENCE,
    HOME,
    HOME_VIEW,
    INDICATOR_VIEW,
    MODIFIED,
    PLAIN_VIEW,
    PUBLISHED,
    SECTION_VIEW,
    number,
)
from tests.publishing.record_samples import PAGE_VIEWS

RELEASE = ReleaseView(
    id="2026-11-23",
    published=MODIFIED,
    kind="更正",
    note="改正一个值。",
    rows=2,
    current=True,
    files=(Link("CSV", "/data/numbers/2026-11-23/numbers.csv"),),
)
CATALOGUE_VIEW = CatalogueView(
    template="pages/catalogue.html",
    path="/data/",
    title="数据",
    description="数据集一览。",
    breadcrumbs=(HOME,),
    published=PUBLISHED,
    modified=MODIFIED,
    datasets=(
        CatalogueEntry(
            title="治理指标",
            title_en="Numbers",
            path="/data/numbers/",
            description="两个数。",
            rhythm="人工发布",
            row_count=2,
            latest=RELEASE,
        ),
    ),
    code_lists=(Link("指标", "/codes/indicators.json"),),
)
DATASET_VIEW = DatasetView(
    template="pages/dataset.html",
    path="/data/numbers/",
    title="治理指标",
    description="两个数。",
    breadcrumbs=(HOME, DATA),
    published=PUBLISHED,
    modified=MODIFIED,
    code="numbers",
    title_en="Numbers",
    publisher="示例单位",
    contact="0454-0000000",
    method="逐条录入。",
    rhythm="人工发布",
    keywords=("治理", "指标"),
    columns=(
        ColumnView(
            name="indicator",
            label_zh="指标",
            label_en="Indicator",
            kind="代码",
            description="数什么。",
            codes_path="/codes/indicators.json",
        ),
        ColumnView(
            name="deed",
            label_zh="好事实事",
            label_en="Deed",
            kind="文字",
            description="办成的事。",
            reference=ReferenceView(dataset=Link("好事实事", "/data/deeds/"), column="deed"),
        ),
    ),
    elements=(
        ElementView(label="信息资源名称", text="<治理指标>"),
        ElementView(label="空间范围", text="示例县", path="/areas/230822/"),
        ElementView(
            label="校验值（SHA-256）", text="CSV ab", digests=(("CSV", "ab" * 32), ("JSON", "cd" * 32))
        ),
    ),
    headers=("指标", "数值", "地址"),
    rows=(
        (
            CellView(text="<b>a</b>"),
            CellView(text="-30", number=True),
            CellView(text="查看", path="/id/obs/a/230822/2025/r1"),
        ),
    ),
    row_count=2,
    latest=RELEASE,
    releases=(RELEASE,),
    release_count=31,
    json_ld='{"name":"</script><script>alert(1)</script>"}',
)
OBSERVATION_VIEW = ObservationView(
    template="pages/observation.html",
    path="/id/obs/deeds/230822/2025/r1",
    title="指标deeds：下降近30%",
    description="示例县 2025年",
    breadcrumbs=(HOME, DATA),
    published=PUBLISHED,
    has_twin=False,
    number=number(),
    unit_code="percent",
    qualifier="近",
    status="正常",
    note="",
    evidence=EVIDENCE,
    release=Link("2026-11-22", "/data/numbers/"),
    revisions=(
        RevisionView(
            revision=1,
            quantity=number().quantity,
            release="2026-11-22",
            published=PUBLISHED,
            address="/id/obs/deeds/230822/2025/r1",
            current=False,
            note="",
        ),
    ),
    replaced_by=Link("−29 %", "/id/obs/deeds/230822/2025/r2"),
)
VIEWS: tuple[PageView, ...] = (
    HOME_VIEW,
    PLAIN_VIEW,
    SECTION_VIEW,
    EMPTY_VIEW,
    DEED_VIEW,
    INDICATOR_VIEW,
    CATALOGUE_VIEW,
    DATASET_VIEW,
    OBSERVATION_VIEW,
    ERROR_VIEW,
    *PAGE_VIEWS,
    *LIST_VIEWS,
)
