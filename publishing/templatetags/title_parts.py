"""Titles that break well: a short remark in brackets stays on one line."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

LONGEST = 10
"""Half widths between the brackets: more would not fit on a phone in the largest type."""

_BRACKETS = re.compile(r"（([^（）]+)）")


@register.filter
def unbroken(title: str) -> SafeString:
    """The title, escaped, with short remarks in brackets that no line may break: 示范点（第 1 个）."""
    # Escaping makes longer what it touches, so that such a remark is at most left as it is.
    return mark_safe(_BRACKETS.sub(_together, escape(title)))  # noqa: S308 - escaped


def _together(found: re.Match[str]) -> str:
    width = sum(1 if sign.isascii() else 2 for sign in found[1])
    return f'<span class="nowrap">{found[0]}</span>' if width <= LONGEST else found[0]
