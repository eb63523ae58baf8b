"""The shapes that page templates of the content types are given."""

from dataclasses import dataclass
from datetime import datetime

from publishing.contract import Link
from publishing.page_view import NumberView, PageView


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
class DeedCard:
    """A deed in a list."""

    title: str
    path: str
    kind: str
    community: str
    summary: str
    days: str
    """历时 15 天, 施工 15 天（据来源）; empty where neither dates nor an attested duration are known."""
    completed_text: str
    done: bool
    """True when the last step is done, dated or not."""
    sample: bool = False
    """True for 演示数据."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedView(PageView):
    """好事实事: what was asked, how it went, before and after."""

    kind: str
    community: str
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
    numbers: tuple[NumberView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainView(PageView):
    """关于 and the like."""

    body_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView(PageView):
    """A section's list; `intro` is shown above it."""

    intro: str
    deeds: tuple[DeedCard, ...]
    links: tuple[Link, ...]
    """Child pages that are not deeds."""
    empty_text: str
    feed_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView(PageView):
    """首页: what this place is, numbers, latest deeds, data."""

    intro: str
    numbers: tuple[NumberView, ...]
    numbers_note: str
    """Which release the numbers come from and of what day."""
    deeds: tuple[DeedCard, ...]
    deeds_path: str
    datasets: tuple[Link, ...]
    updated: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorView(PageView):
    """`/indicators/{code}/`: what is counted, how, and its published observations."""

    code: str
    title_en: str
    definition: str
    unit: str
    measure: str
    numbers: tuple[NumberView, ...]
    dataset_path: str
