"""The shapes that the templates of brands, agreements, news, organisations and areas are given."""

from dataclasses import dataclass

from cms.views.progress_types import AreaProgress
from cms.views.view_types import RelatedLink
from publishing.contract import Link
from publishing.page_view import EvidenceView, NumberView, PageView


@dataclass(frozen=True, slots=True, kw_only=True)
class HonourView:
    """An honour of an area, an organisation or a brand."""

    title: str
    awarded_by: str
    period_text: str
    """2024 年; empty where the source does not say."""
    note: str
    evidence: EvidenceView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneView:
    """Something that happened to a brand."""

    period: str
    period_text: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandView(PageView):
    """党建品牌: what it is, who founded it, what came of it."""

    kind: str
    organisation: Link | None
    area: Link | None
    since_text: str
    milestones: tuple[MilestoneView, ...]
    honours: tuple[HonourView, ...]
    numbers: tuple[NumberView, ...]
    numbers_note: str
    deeds: tuple[RelatedLink, ...]
    body_html: str
    source: str
    evidence: EvidenceView | None
    sample: bool
    record_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentView:
    """One item of an agreement's lists."""

    text: str
    organisation: Link | None
    state: str
    """Code: planned, under-way, done, dropped."""
    state_text: str
    deed: Link | None
    """The good deed that met it; None unless it is public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentListView:
    """需求清单, 资源清单 or 项目清单."""

    code: str
    title: str
    items: tuple[CommitmentView, ...]
    done: int
    total: int
    """Items that are to be done: dropped ones do not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairView:
    """A term of the 大党委's rotating chair."""

    organisation: Link
    first_day: str
    last_day: str
    """Empty while it lasts."""
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementView(PageView):
    """共驻共建协议: who signed, until when, what was promised and what came of it."""

    community: Link
    units: tuple[Link, ...]
    status: str
    status_text: str
    as_of: str
    """The day that the state is of."""
    signed_on: str
    valid_from: str
    valid_until: str
    """Empty where none was agreed."""
    terminated_on: str
    termination_reason: str
    lists: tuple[CommitmentListView, ...]
    chairs: tuple[ChairView, ...]
    deeds: tuple[RelatedLink, ...]
    body_html: str
    source: str
    evidence: EvidenceView | None
    sample: bool
    record_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsView(PageView):
    """动态."""

    topic: Link
    """The list of the topic."""
    source: str
    reprint: bool
    original_url: str
    author: str
    responsible_editor: str
    body_html: str
    evidence: EvidenceView | None
    sample: bool
    record_path: str
    older: Link | None = None
    """The piece that the section published before this one."""
    newer: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeNode:
    """An organisation in its tree. `note` counts what is below a branch and has no pages."""

    title: str
    path: str
    kind: str
    note: str
    current: bool
    children: tuple["TreeNode", ...]
    folded: int = 0
    """How many organisations are below it, where a big tree folds them away at first; 0 leaves it open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationView(PageView):
    """An organisation with its place in the tree and what it did."""

    code: str
    title_en: str
    kind: str
    area: Link | None
    tree: TreeNode | None
    """From the top of the chain down; None for one that stands alone."""
    left_out: int
    """How many organisations below it the tree does not show."""
    counts_note: str
    honours: tuple[HonourView, ...]
    brands: tuple[RelatedLink, ...]
    agreements: tuple[RelatedLink, ...]
    chairs: tuple[RelatedLink, ...]
    deeds: tuple[RelatedLink, ...]
    evidence: EvidenceView | None
    sample: bool
    record_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaView(PageView):
    """An area; a community's page gathers its numbers, deeds, agreements, brands and organisations."""

    code: str
    title_en: str
    kind: str
    children: tuple[RelatedLink, ...]
    numbers: tuple[NumberView, ...]
    numbers_note: str
    deeds: tuple[RelatedLink, ...]
    """The newest of them."""
    deeds_total: int
    deeds_path: str
    """Where all of them are; empty where there is no such list."""
    agreements: tuple[RelatedLink, ...]
    brands: tuple[RelatedLink, ...]
    organisations: tuple[RelatedLink, ...]
    honours: tuple[HonourView, ...]
    evidence: EvidenceView | None
    sample: bool
    record_path: str
    progress: AreaProgress | None = None
    """How far its deeds and agreements are; None where it has neither."""
    organisations_path: str = ""
    """The list of all organisations; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterListView(PageView):
    """`/organisations/`, `/areas/` or `/indicators/`: every public entry, as a tree or by group."""

    intro: str
    groups: tuple["RegisterGroup", ...]
    empty_text: str
    record_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterGroup:
    """Entries of one kind."""

    label: str
    links: tuple[RelatedLink, ...]
