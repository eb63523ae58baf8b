"""Quotations and timelines."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from cms.rendering import Rendering
from publishing.period import is_period, period_text


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry of a timeline."""

    period_text: str
    machine: str
    """The period where HTML's `time` knows its form (year, month, day); else empty."""
    text: str


def quotation_html(value: Any, rendering: Rendering) -> str:
    """Words and whose they are."""
    return render_to_string("components/blocks/quotation.html", {"quotation": value})


def timeline_html(value: Any, rendering: Rendering) -> str:
    """Entries in the order given."""
    entries = [_entry(str(entry["period"]), str(entry["text"])) for entry in value["entries"]]
    return render_to_string("components/blocks/timeline.html", {"entries": entries}) if entries else ""


def _entry(period: str, text: str) -> EntryView:
    known = is_period(period)
    return EntryView(
        period_text=period_text(period) if known else period,
        machine=period if known and not {"S", "Q"} & set(period) else "",
        text=text,
    )
