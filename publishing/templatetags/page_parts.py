"""Small template tags of the public pages: the site's host, JSON-LD, addresses of files of a dataset."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils.safestring import SafeString, mark_safe

from publishing.page_view import CellView, NumberView

register = template.Library()

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


@register.simple_tag
def shared_note(numbers: Sequence[NumberView]) -> str:
    """The note that all of several numbers have, to be printed once below them; else an empty text."""
    notes = {number.note for number in numbers}
    return notes.pop() if len(numbers) > 1 and len(notes) == 1 else ""


@register.simple_tag
def table_heads(headers: Sequence[str], rows: Sequence[Sequence[CellView]]) -> list[tuple[str, bool]]:
    """Each header with whether numbers stand below it, so that head and cells are set to the same side."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(headers)
    return [(head, any(cell.number for cell in cells)) for head, cells in zip(headers, columns, strict=True)]
