"""What the frame's plain values become in the head and the footer."""

import re
from dataclasses import dataclass

from django import template

register = template.Library()

POLICE_RECORDS = "https://beian.mps.gov.cn/#/query/webSearch?code="
_POLICE_CODE = re.compile(r"(?<![0-9])[0-9]{14}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Band:
    """The ground of the topmost band, for the browser's own bar above it."""

    day: str
    night: str


BANDS = {
    "cinnabar": Band("#8c1712", "#5d120e"),
    "water": Band("#174963", "#12384c"),
    "leaf": Band("#234f33", "#183a25"),
    "gold": Band("#6a4900", "#4a3403"),
}
"""By accent. A meta tag cannot read the style sheet, so `css/tokens.css` says the same."""


@register.filter
def band(accent: str) -> Band:
    """The band of an accent; that of 朱红 for an unknown one, as the style sheet has it."""
    return BANDS.get(accent, BANDS["cinnabar"])


@register.filter
def police_record(number: str) -> str:
    """The address of the police's record of this site; empty for a number without its 14 digits."""
    code = _POLICE_CODE.search(number)
    return POLICE_RECORDS + code[0] if code else ""
