"""A file of plain values that may be lost at any time, and that is believed only as a whole."""

import json
from pathlib import Path
from typing import Any

from publishing.canonical import sha256_hex


def write_kept(path: Path, document: Any) -> None:
    """Writes the document in one step, with the hash of its text on the first line."""
    text = json.dumps(document, ensure_ascii=False).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.tmp")
    draft.write_bytes(sha256_hex(text).encode() + b"\n" + text)
    draft.replace(path)


def read_kept(path: Path) -> Any:
    """The document; None where it is lost, or where any byte of it is another."""
    try:
        digest, _, text = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return json.loads(text) if sha256_hex(text).encode() == digest else None
