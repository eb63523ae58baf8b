"""What an index takes from a page: the text that readers see of it, and the facts of its twin."""

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from publishing.json_text import read_json

# Pages are made by our own templates from cleaned text, so a tag ends where it seems to end.
_ATTRIBUTES = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_UNSEEN = re.compile(
    rf"<!--.*?-->|<(script|style|nav|svg|template|h1)\b{_ATTRIBUTES}>.*?</\1>", re.DOTALL | re.IGNORECASE
)
_INLINE = "a|abbr|b|bdi|cite|code|data|dfn|em|i|mark|q|s|small|span|strong|sub|sup|time|u|wbr"
_INSIDE_WORDS = re.compile(rf"</?(?:{_INLINE})(?:\s{_ATTRIBUTES})?>", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(rf"</?[a-z!]{_ATTRIBUTES}>", re.IGNORECASE)
_MAIN, _MAIN_END = re.compile(r"<main\b"), "</main>"
# What every page has below its own part: the ways to share it, and the seal.
_BELOW = re.compile(r"""<(?:div|ul) class="(?:seal|share)[" ]""")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What results say of a page besides its text."""

    kind: str
    """The page type as its twin has it; `page` where it says none."""
    title: str
    summary: str
    source: str
    published: str
    """ISO 8601 as in the twin; empty for a page without a date."""
    sample: bool


def page_text(page: bytes) -> str:
    """The text of a page's own part, on one line: without masthead, breadcrumbs, heading, seal and footer."""
    text = page.decode("utf-8", "replace")
    start = _MAIN.search(text)
    if start is not None:
        end = text.rfind(_MAIN_END)
        text = text[start.start() : end if end > 0 else len(text)]
    below = _BELOW.search(text)
    if below is not None:
        text = text[: below.start()]
    text = _BETWEEN_WORDS.sub(" ", _INSIDE_WORDS.sub("", _UNSEEN.sub(" ", text)))
    return " ".join(html.unescape(text).split())


def page_facts(twin: bytes) -> PageFacts:
    """The facts of a twin; what it does not say is empty. Raises ValueError for what is not a JSON object."""
    found: Any = read_json(twin)
    if not isinstance(found, dict):
        raise ValueError("a twin is a JSON object")
    record = found.get("record")
    return PageFacts(
        kind=_text(found.get("type")) or "page",
        title=_text(found.get("title")),
        summary=_text(found.get("summary")),
        source=_text(found.get("source")),
        published=_text(found.get("published")),
        sample=isinstance(record, dict) and record.get("sample") == "yes",
    )


@lru_cache(maxsize=2048)
def _clean(text: str) -> str:
    return " ".join(text.split())


def _text(value: Any) -> str:
    return _clean(value) if isinstance(value, str) else ""
