"""Pages as an edition has them, without an edition: bytes by their hash, and an index of them."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from publishing.canonical import sha256_hex
from publishing.search.index_file import NAME, PageKey, update_index, write_index
from publishing.search.pages_index import Hit, PagesIndex
from publishing.search.question import question


@dataclass
class Pages:
    """Some pages below a folder, each as HTML with its twin, and the index of them."""

    root: Path
    bodies: dict[str, bytes] = field(default_factory=dict)
    keys: dict[str, PageKey] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    """The hashes that were asked for since `index` or `update`."""

    @property
    def index_path(self) -> Path:
        """Where the index is."""
        return self.root / NAME

    def put(self, path: str, title: str, text: str = "", **twin: Any) -> None:
        """A page that is new or another; `twin` are more facts of its twin."""
        page = f"<title>x</title><header>页眉</header><main><h1>{title}</h1><p>{text}</p></main>页脚".encode()
        facts = json.dumps({"type": "good-deed", "title": title, "published": "2026-01-01"} | twin).encode()
        self.keys[path] = PageKey(self._keep(page), self._keep(facts))
        file = self.root / path.lstrip("/") / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page)

    def index(self) -> PagesIndex:
        """Writes the index anew."""
        self.read.clear()
        self.index_path.parent.mkdir(parents=True, exist_ok=True)
        self.index_path.unlink(missing_ok=True)
        write_index(self.index_path, self.keys, self._read)
        return PagesIndex(self.root)

    def update(self) -> PagesIndex:
        """Brings the index up to date."""
        self.read.clear()
        earlier = self.index_path.read_bytes()
        self.index_path.unlink()
        update_index(self.index_path, earlier, self.keys, self._read)
        return PagesIndex(self.root)

    def _keep(self, data: bytes) -> str:
        digest = sha256_hex(data)
        self.bodies[digest] = data
        return digest

    def _read(self, digest: str) -> bytes:
        self.read.append(digest)
        return self.bodies[digest]


def found(index: PagesIndex, text: str, kind: int | None = None, *, by_date: bool = False) -> list[str]:
    """The paths that a query finds, in order."""
    return [hit.path for hit in hits(index, text, kind, by_date=by_date)]


def hits(index: PagesIndex, text: str, kind: int | None = None, *, by_date: bool = False) -> list[Hit]:
    """The same with what results show."""
    asked = question(text)
    if asked is None:
        return []
    return index.hits(list(index.numbers(asked, kind, by_date=by_date)), asked)
