"""What a public template is given: the frame, and one of these. No request, no Wagtail."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from publishing.contract import Link

if TYPE_CHECKING:
    from publishing.charts.figure import ChartFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """栏目: the part of the site that a page belongs to, as the meta tags of Chinese public sites name it."""

    name: str
    description: str
    """A sentence, not the name again."""
    keywords: tuple[str, ...]
    type: str
    """工作动态, 信息公开, 数据开放 and the like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What a page is about, in the words of schema.org; never more than the page says."""

    type: str
    """NewsArticle, Article, Place and the like."""
    facts: tuple[tuple[str, "str | Decimal | Link"], ...] = ()
    """Properties and their values. A link names another thing; empty texts are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """What `base.html` needs of every page. Each page type subclasses it with its own fields."""

    path: str
    title: str
    description: str = ""
    breadcrumbs: tuple[Link, ...] = ()
    """From the home page down to the parent; the page itself is not in it."""
    published: datetime | None = None
    modified: datetime | None = None
    has_twin: bool = True
    """True where `{path}index.json` exists."""
    template: str = ""
    """Name of the template that shows it, such as `pages/deed.html`."""
    column: Column | None = None
    """None on the home page and on error pages."""
    keywords: tuple[str, ...] = ()
    image: str = ""
    """The path of the picture that stands for the page when it is shared; empty where there is none."""
    json_ld: str = ""
    """schema.org data of the page, safe inside a script element."""
    thing: Thing | None = None
    """None for a page that is about nothing but itself."""
    listed: tuple[Link, ...] = ()
    """What a list page lists, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityView:
    """A number as people read it. `2600`, `余`, `个`: words before, after, and the unit."""

    value: str
    """Digits with the sign taken off where `before` says the direction: `30` of −30 %."""
    before: str
    """Such as 下降近, 目标, 最高; empty for an exact number."""
    after: str
    """余 for more than; otherwise empty."""
    unit: str
    machine: str
    """The plain number for `<data value>`: `-30`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberView:
    """One published observation on a page: the number, what it counts, and where its evidence is."""

    label: str
    quantity: QuantityView
    period: str
    area: str
    address: str
    """Path of the observation, `/id/obs/…`; one click from any number to its evidence."""
    indicator_path: str
    note: str = ""
    area_code: str = ""
    status: str = ""
    """初步, 估计, 缺失 and the like; empty for a normal value."""
    change: Link | None = None
    """How it compares with an earlier period or with its target, and where that number is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """One cell of a table on a dataset page: what people read, and where it leads."""

    text: str
    path: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseView:
    """One release in a list, newest first."""

    id: str
    published: datetime
    kind: str
    note: str
    rows: int
    current: bool
    files: tuple[Link, ...]
    withdrawn: bool = False
    """True where its data were erased for privacy; `note` then says why."""
    next_due: date | None = None
    """The last day on which the next release is in time; None where the rhythm names no day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceView:
    """Where the values of a column are found: a dataset, and its column."""

    dataset: Link
    """Its path is empty where the dataset has no page."""
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """One line of a dataset's documentation."""

    name: str
    label_zh: str
    label_en: str
    kind: str
    description: str
    codes_path: str = ""
    reference: ReferenceView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementView:
    """One line of a dataset's catalogue record."""

    label: str
    text: str
    path: str = ""
    digests: tuple[tuple[str, str], ...] = ()
    """Shown instead of the text: names of formats, each with the SHA-256 of its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetView(PageView):
    """`/data/{dataset}/`: at most 100 rows and 30 releases, notes, catalogue record, how to fetch."""

    code: str
    title_en: str
    publisher: str
    contact: str
    method: str
    rhythm: str
    openness: str = ""
    keywords: tuple[str, ...]
    elements: tuple[ElementView, ...] = ()
    """The catalogue record, in the order and by the names of the guide that it follows."""
    columns: tuple[ColumnView, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[CellView, ...], ...]
    row_count: int
    latest: ReleaseView
    releases: tuple[ReleaseView, ...]
    release_count: int = 1
    """How many there are; the newest of them are in `releases`."""
    chart: "ChartFigure | None" = None
    json_ld: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueView(PageView):
    """`/data/`: every dataset with what is in it, and how to fetch."""

    datasets: tuple["CatalogueEntry", ...]
    code_lists: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """One dataset in the catalogue."""

    title: str
    title_en: str
    path: str
    description: str
    rhythm: str
    row_count: int
    latest: ReleaseView


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """What stands behind an observation."""

    kind: str
    title: str
    issuer: str
    locator: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """One revision of an observation, in the order of publication."""

    revision: int
    quantity: QuantityView
    release: str
    published: datetime
    address: str
    current: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationView(PageView):
    """`/id/obs/…`: one number, its evidence, and what replaced it."""

    number: NumberView
    unit_code: str
    qualifier: str
    status: str
    note: str
    evidence: EvidenceView | None
    release: Link
    revisions: tuple[RevisionView, ...]
    replaced_by: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorView(PageView):
    """404, 410 and 500: what happened, what is safe, where to go."""

    status: int
    message: str
    advice: str
