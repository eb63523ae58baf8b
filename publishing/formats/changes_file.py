"""changes.json: what this release changed against the one before, and why."""

from publishing.json_text import json_text
from publishing.release_content import ReleaseContent


def render(content: ReleaseContent) -> bytes:
    """Keys added and removed, and for each revised row the old and new values of what differs."""
    changed = content.difference
    document = {
        "dataset": content.dataset.code,
        "release": content.release,
        "published": content.published_text(),
        "previous": content.previous,
        "kind": content.kind,
        "note": content.note,
        "rows": len(content.rows),
        "structure_changed": content.structure_changed,
        "added": changed.added,
        "removed": changed.removed,
        "revised": [{"key": row.key, "old": row.old, "new": row.new} for row in changed.revised],
    }
    return f"{json_text(document)}\n".encode()
