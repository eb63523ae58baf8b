"""Template tags of the record pages: days in words."""

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def day(text: str) -> SafeString:
    """`2026-11-23` as 2026年11月23日 in a `time` element that no line may break.

    Raises ValueError for anything else: a page must not show a day that is none.
    """
    found = date.fromisoformat(text)
    return format_html(
        '<time class="nowrap" datetime="{}">{}年{}月{}日</time>', text, found.year, found.month, found.day
    )
