"""Template tags for sharing: the QR code of an address, and links that lead away from this site."""

import re
from typing import Any

import segno
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from publishing.outbound import OUTSIDE, OUTSIDE_RELATIONS, leaves

register = template.Library()

QUIET = 4
"""Modules of clear ground that a reader's camera wants on every side."""
MASK = 2
"""Any of the eight is valid. Scoring all of them takes 3 ms a page; this one scores best on our addresses."""

_DARK = re.compile(rb"\x01+")


@register.simple_tag
def qr_code(address: str) -> SafeString:
    """The address as a QR code: one path in an SVG without any style, a millisecond's work and 2 kB.

    Raises segno's DataOverflowError for an address of more than 2 900 bytes.
    """
    # At least the lowest level of correction, and a higher one where it fits into the same size.
    matrix = segno.make_qr(address, error="l", mask=MASK).matrix
    edge = len(matrix) + 2 * QUIET
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" width="{1}" height="{1}" role="img" aria-label="本页网址的二维码">'
        '<path class="qr-ground" d="M0 0h{0}v{0}H0z"/><path d="M0 {2}.5{3}"/></svg>',
        edge,
        edge * 3,
        QUIET - 1,
        mark_safe(_strokes(matrix)),  # noqa: S308 - numbers and letters made below
    )


def _strokes(matrix: tuple[bytearray, ...]) -> str:
    """The dark runs, row by row, as strokes a module wide; each begins where the last one ended."""
    strokes, pen, down = [], 0, 0
    for row in matrix:
        down += 1
        for run in _DARK.finditer(row):
            start, end = run.span()
            strokes.append(f"m{start + QUIET - pen} {down}h{end - start}")
            pen, down = end + QUIET, 0
    return "".join(strokes)


@register.simple_tag(takes_context=True)
def outside_mark(context: dict[str, Any], address: str, relation: str = "") -> SafeString:
    """Attributes of a link to that address: marked where it leads away from us; `relation` stands in either case."""
    away = leaves(address, context["frame"].base_url)
    relations = f"{relation} {OUTSIDE_RELATIONS}".strip() if away else relation
    marks = (f' class="{OUTSIDE}"' if away else "") + (f' rel="{relations}"' if relations else "")
    return mark_safe(marks)  # noqa: S308 - words of templates
