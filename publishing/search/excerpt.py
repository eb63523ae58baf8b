"""The part of a text that shows why a page was found, with what was asked for marked."""

import re
from dataclasses import dataclass
from unicodedata import normalize

BEFORE = 24
"""Characters shown ahead of the first place."""
LENGTH = 100


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of plain text, and whether it is what was asked for."""

    text: str
    marked: bool = False


def marked(text: str, pattern: re.Pattern[str]) -> tuple[Part, ...]:
    """The text in parts, in order; together they are the text."""
    parts, done = [], 0
    for found in pattern.finditer(text):
        if found.start() == found.end():
            continue
        parts += [Part(text[done : found.start()]), Part(found[0], marked=True)]
        done = found.end()
    return tuple(part for part in (*parts, Part(text[done:])) if part.text)


def excerpt(summary: str, text: str, pattern: re.Pattern[str]) -> tuple[Part, ...]:
    """Of the summary where it has what was asked for, else of the text around it; else the beginning of either."""
    for whole in (summary, text):
        # What is written in full-width forms is shown in usual ones, if only so it is found.
        for form in (whole, normalize("NFKC", whole)):
            found = pattern.search(form)
            if found is not None:
                return marked(_window(form, found.start()), pattern)
    return marked(_window(summary or text, 0), pattern)


def _window(text: str, place: int) -> str:
    """Some of the text around a place, with an ellipsis where it was cut."""
    start = max(0, min(place - BEFORE, len(text) - LENGTH))
    # Better from the beginning of a sentence, if one begins between.
    sentence = max(text.rfind(mark, start, place) for mark in "。！？；") + 1 if start else 0
    start = max(start, sentence)
    end = start + LENGTH
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"
