"""The rows envelope: what the release is, then one object per row."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from publishing.json_text import json_text, read_json
from publishing.release_content import ReleaseContent

# One row per line: no JSON text holds a line break of its own, so these never occur inside a row or the head.
_OPEN = ',"items":[\n'
_BETWEEN = ",\n"
_CLOSE = "\n]}\n"


def render(content: ReleaseContent) -> bytes:
    """All rows in the envelope of `rows.json`, with `next` null; a row per line, for readers and diffs."""
    head = envelope_head(
        dataset=content.dataset.code,
        release=content.release,
        published=content.published_text(),
        licence=content.facts.licence_url,
        cite=content.cite_text(),
        count=len(content.rows),
        following=None,
    )
    return envelope(head, (json_text(record) for record in content.records()))


def item_texts(text: str) -> list[str]:
    """The JSON texts of the rows in a document that `render` or `envelope` made, without parsing them."""
    items = text[text.index(_OPEN) + len(_OPEN) : -len(_CLOSE)]
    return items.split(_BETWEEN) if items else []


def read_head(path: Path) -> dict[str, Any]:
    """What such a file says before its rows. Reads its first line and nothing more."""
    with path.open("rb") as file:
        head: dict[str, Any] = read_json(file.readline() + b"]}")
    return head


def envelope_head(
    *, dataset: str, release: str, published: str, licence: str, cite: str, count: int, following: str | None
) -> str:
    """Everything of the envelope before `items`, without the closing brace."""
    head = {
        "dataset": dataset,
        "release": release,
        "published": published,
        "licence": licence,
        "cite": cite,
        "count": count,
        "next": following,
    }
    return json_text(head)[:-1]


def envelope(head: str, texts: Iterable[str]) -> bytes:
    """The whole document from its head and the JSON texts of the rows."""
    return f"{head}{_OPEN}{_BETWEEN.join(texts)}{_CLOSE}".encode()
