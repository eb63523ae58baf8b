"""Small parts that several views share: links to records, evidence, honours, days in words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from cms.rendering import Rendering
from cms.views.record_types import HonourView
from publishing.charts.points import newest_measured
from publishing.contract import Link
from publishing.page_view import EvidenceView, NumberView
from publishing.period import period_text


def record_link(record: Any | None, rendering: Rendering) -> Link | None:
    """A link to an area, an organisation or an indicator; without a path while it is not public.

    None for none, and for one that never was public: not even the name of a draft gets out.
    """
    if record is None:
        return None
    if record.first_published_at is None:
        return None
    path = record.public_path()
    return Link(str(record), path if rendering.is_public(path) else "")


def required_link(record: Any, rendering: Rendering) -> Link:
    """The same for a field that must be filled; what never was public has neither a name nor a path."""
    return record_link(record, rendering) or Link("未公开", "")


def page_link(page: Any | None, rendering: Rendering) -> Link | None:
    """A link to a page; None while it is not public."""
    return rendering.link_of(page.pk) if page is not None else None


def section_path(kind: str, rendering: Rendering) -> str:
    """Where the section is that holds the pages of a type; empty while it is not public or holds none."""
    section: Link | None = rendering.ask("section_of_type", kind)
    return section.path if section else ""


def headline(code: str, rendering: Rendering) -> tuple[NumberView, ...]:
    """The newest published number of an indicator for its widest area, a target only where there is nothing else.

    Nothing before its first release.
    """
    numbers = rendering.numbers(code)
    if not numbers:
        return ()
    widest = min(number.area_code for number in numbers)
    own = [number for number in numbers if number.area_code == widest]
    return (newest_measured(own),)


def evidence_view(record: Any) -> EvidenceView | None:
    """The document that states the facts of a record, and where; None when none is named."""
    evidence = record.evidence
    if evidence is None:
        return None
    return EvidenceView(
        kind=evidence.kind,
        title=evidence.title,
        issuer=evidence.issuer,
        locator=record.locator,
        sha256=evidence.sha256,
    )


def honour_views(honours: Iterable[Any]) -> tuple[HonourView, ...]:
    """The honours of one holder, in the order that staff gave them."""
    return tuple(
        HonourView(
            title=honour.title,
            awarded_by=honour.awarded_by,
            period_text=period_text(honour.period) if honour.period else "",
            note=honour.note,
            evidence=evidence_view(honour),
        )
        for honour in honours
    )


def chinese_day(day: date) -> str:
    """2025年6月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def iso_day(day: date | None) -> str:
    """2025-06-01; empty for none."""
    return day.isoformat() if day else ""
