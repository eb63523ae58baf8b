"""Small template tags of the public pages: the site's host, JSON-LD, addresses of files of a dataset."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from publishing.page_view import NumberView

register = template.Library()

_DATE = re.compile(r"(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])")

_PHRASE = re.compile(r"[^，。；：？]+[，。；：？]*|[，。；：？]+")

_IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
"""JSON keeps its meaning, and no text in it can close the script element."""


@register.simple_tag(takes_context=True)
def site_domain(context: dict[str, Any]) -> str:
    """The host of BASE_URL without scheme, port and path, as the meta tag SiteDomain wants it."""
    return urlsplit(context["frame"].base_url).hostname or ""


@register.simple_tag
def latest_file(dataset_path: str, ending: str) -> str:
    """The path of a dataset's newest file with that ending.

    `/data/good-deeds/` and `csv` give `/data/good-deeds/latest/good-deeds.csv`.
    """
    code = dataset_path.strip("/").rpartition("/")[2]
    return f"{dataset_path}latest/{code}.{ending}"


@register.simple_tag
def json_ld(text: str) -> SafeString:
    """A JSON-LD block, a data block that no browser runs; nothing for an empty text."""
    if not text:
        return mark_safe("")
    safe = text.translate(_IN_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{safe}</script>\n')  # noqa: S308 - escaped above


@register.simple_tag(takes_context=True)
def dataset_lines(context: dict[str, Any], dataset_path: str, way: str) -> str:
    """Lines that fetch a dataset, ready to be copied. `way` is `file`, `rows` or `python`.

    Raises KeyError for another `way`.
    """
    absolute = context["addresses"].absolute
    csv = absolute(latest_file(dataset_path, "csv"))
    return {
        "file": f"curl -O {csv}",
        "rows": f'curl "{absolute(dataset_path)}latest/rows.json?limit=5"',
        "python": f'import pandas\nrows = pandas.read_csv("{csv}")',
    }[way]


@register.simple_tag(takes_context=True)
def verify_lines(context: dict[str, Any], way: str) -> str:
    """Commands that check what we publish. `way` is `signature` or `page`. Raises KeyError for another."""
    absolute, key = context["addresses"].absolute, context["frame"].public_key
    manifest = absolute("/edition/manifest.json")
    return {
        "signature": f"curl -O {manifest}\ncurl -O {manifest}.minisig\nminisign -Vm manifest.json -P {key}",
        "page": f'curl -s {absolute("/")} | sha256sum\ngrep -o \'"path":"/","sha256":"[^"]*\' manifest.json',
    }[way]


@register.filter
def whole_dates(text: str) -> SafeString:
    """The text, escaped, with dates such as 2026-11-23 that no line may break."""
    return mark_safe(_DATE.sub(r'<span class="nowrap">\g<0></span>', escape(text)))  # noqa: S308 - escaped


@register.filter
def phrases(text: str) -> SafeString:
    """The text, escaped, each phrase up to its mark in a span, so that large type breaks between phrases."""
    spans = (f'<span class="phrase">{escape(part)}</span>' for part in _PHRASE.findall(text))
    return mark_safe("".join(spans))  # noqa: S308 - escaped


@dataclass(frozen=True, slots=True)
class SharedFacts:
    """What all of several numbers have in common, to be said once above them; empty where they differ."""

    place: str
    """Area and period: `桦南县，2025年`."""
    note: str


@register.simple_tag
def shared_facts(numbers: Sequence[NumberView]) -> SharedFacts:
    """What several numbers share. A single number keeps its facts beside it."""
    places = {f"{number.area}，{number.period}" for number in numbers}
    notes = {number.note for number in numbers}
    several = len(numbers) > 1
    return SharedFacts(
        place=places.pop() if several and len(places) == 1 else "",
        note=notes.pop() if several and len(notes) == 1 else "",
    )


@register.filter
def evidence_kind(code: str) -> str:
    """The kind of a piece of evidence in Chinese; a kind that is not known here stays as it is."""
    return {"document": "文件", "records": "逐条记录", "calculation": "计算"}.get(code, code)
