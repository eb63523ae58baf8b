"""The shapes that page templates of the content types are given."""

from dataclasses import dataclass
from datetime import datetime

from cms.views.correction_types import CorrectionView
from cms.views.progress_types import AgreementsProgress
from publishing.charts.chart import Chart
from publishing.charts.figure import ChartFigure
from publishing.contract import Link
from publishing.page_view import CellView, EvidenceView, NumberView, PageView


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A picture in the edition, re-encoded, or a drawing of ours."""

    address: str
    width: int
    height: int
    alternative: str
    caption: str
    drawing: bool = False
    """True for an illustration of ours: the template says 示意图 under it."""
    stage: str = ""
    """`before`, `after` or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One of 社区点单, 组织派单, 部门接单, 完成."""

    code: str
    label: str
    unit: str
    day: str
    """`2025-06-01`, or empty where the source states no date."""
    day_text: str
    """2025年6月1日, or 来源未载时间."""
    note: str
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A page in a list."""

    title: str
    path: str
    kicker: str = ""
    """A few words above the title: 社区 · 类别."""
    summary: str = ""
    date_text: str = ""
    sample: bool = False
    """True for 演示数据."""
    template: str = "components/card.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedCard(Card):
    """A deed in a list."""

    days: str
    """历时 15 天, 施工 15 天（据来源）; empty where neither dates nor an attested duration are known."""
    completed_text: str
    done: bool
    """True when the last step is done, dated or not."""
    template: str = "components/deed_card.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementCard(Card):
    """An agreement in a list: its state, and how much of what was promised is done."""

    status: str
    """Code of the state on the day of the rendering."""
    status_text: str
    done: int
    total: int
    template: str = "components/agreement_card.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedLink:
    """Something that belongs to a page: where it is, and a few words on what it is."""

    title: str
    path: str
    note: str = ""
    sample: bool = False
    state: str = ""
    """Code of how far it is, shown as a mark beside the words of the note; empty for what has no state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedView(PageView):
    """好事实事: what was asked, how it went, before and after."""

    kind: str
    community: Link
    """The community; its path is empty where the area is not public."""
    organisation: Link | None
    asked: str
    asked_by: str
    steps: tuple[StepView, ...]
    days: str
    pictures: tuple[PictureView, ...]
    body_html: str
    source: str
    sample: bool
    record_path: str
    """Where the row behind the page is: `/data/good-deeds/`."""
    evidence: EvidenceView | None
    brands: tuple[RelatedLink, ...]
    agreements: tuple[RelatedLink, ...]
    """Agreements of which the deed met an item."""
    numbers: tuple[NumberView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainView(PageView):
    """关于 and the like."""

    body_html: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLink:
    """One list of a section: 2026 年, 停车."""

    title: str
    path: str
    count: int
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListGroup:
    """The lists of one facet: 年份, 类别."""

    label: str
    links: tuple[ListLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView(PageView):
    """A section's front page: the newest of what is below it, and the way to the rest."""

    intro: str
    cards: tuple[Card, ...]
    total: int
    groups: tuple[ListGroup, ...]
    empty_text: str
    feed_path: str
    search_query: str = ""
    """What search is asked for the same kind of page: `?type=good-deed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionListView(PageView):
    """A year's archive or the list of one facet value, oldest first, one page of it."""

    section: Link
    cards: tuple[Card, ...]
    total: int
    number: int
    """Which page, from 1 on."""
    pages: tuple[ListLink, ...]
    """Every page of this list; empty where there is only one."""
    groups: tuple[ListGroup, ...]
    search_query: str = ""
    """See `SectionView`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView(PageView):
    """首页: what this place is, numbers, latest deeds, data."""

    intro: str
    numbers: tuple[NumberView, ...]
    numbers_note: str
    """Which release the numbers come from and of what day."""
    deeds: tuple[Card, ...]
    deeds_path: str
    news: tuple[Card, ...]
    news_path: str
    datasets: tuple[Link, ...]
    updated: datetime | None
    """When the newest of what is shown was published."""
    brands: tuple[Card, ...] = ()
    brands_path: str = ""
    agreements_progress: AgreementsProgress | None = None
    agreements_path: str = ""
    corrections: tuple[CorrectionView, ...] = ()
    """The newest of them."""
    corrections_path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorView(PageView):
    """`/indicators/{code}/`: what is counted, how, and its published observations."""

    code: str
    title_en: str
    definition: str
    unit: str
    measure: str
    numbers: tuple[NumberView, ...]
    count: "CountView | None"
    brands: tuple[RelatedLink, ...]
    dataset_path: str
    newest: NumberView | None = None
    """The newest number of the widest area, shown large."""
    drawn: tuple[Chart, ...] = ()
    """The charts as values; each has a file of its own beside the page."""
    charts: tuple[ChartFigure, ...] = ()
    """The same as the page shows them."""
    table: "TableView | None" = None
    """Every published number, where there is a chart of some."""
    numbers_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """A table of few columns."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[CellView, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountView:
    """What can be counted record by record, beside an attested total."""

    label: str
    value: int
    unit: str
    release: str
    dataset_path: str
    query_path: str
    """The rows that were counted, as JSON."""
