"""Reads and checks `store.json`, the signed list of everything that an edition holds on disk."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypedDict
from urllib.parse import quote, unquote_to_bytes

from publishing import minisign
from publishing.canonical import sha256_hex
from publishing.contract import Route
from publishing.frame_file import FrameFile, load_frame_file

SUFFIXES = {"identity": "", "br": ".br", "gzip": ".gz"}
"""What a coding adds to the name of a file."""

HASHED = ("/static/", "/media/", "/files/")
"""Paths that open pages of an earlier edition still ask for."""

_FRAME = ".edition/frame.json"


class BrokenEdition(Exception):
    """An edition that must not be served: its list is missing, unreadable or not signed by the key."""


class StoredResource(TypedDict):
    """One entry of `resources`."""

    file: str
    type: str
    size: int
    sha256: str
    modified: str
    codings: list[str]
    location: str | None


@dataclass(frozen=True, slots=True)
class StoreList:
    """What `store.json` says; paths of resources and routes are as WSGI spells them."""

    root: Path
    number: int
    published: datetime
    manifest_sha256: str
    resources: dict[str, StoredResource]
    sizes: dict[str, int]
    """Bytes of every file on disk, by its name below `root`."""
    routes: dict[str, Route]

    def hashed_names(self) -> "StoreList":
        """The same list with nothing but the names that carry their hash."""
        kept = {path: entry for path, entry in self.resources.items() if path.startswith(HASHED)}
        names = (entry["file"] + suffix for entry in kept.values() for suffix in SUFFIXES.values())
        sizes = {name: self.sizes[name] for name in names if name in self.sizes}
        return replace(self, resources=kept, sizes=sizes, routes={})


def wsgi_path(path: str) -> str:
    """A percent-encoded path as WSGI spells it: its bytes, read as Latin-1."""
    return unquote_to_bytes(path).decode("latin-1") if "%" in path or not path.isascii() else path


def url_path(path: str) -> str:
    """The reverse of `wsgi_path`: percent-encoded."""
    return quote(path.encode("latin-1"))


def read_edition(root: Path, public_key: str | None) -> tuple[StoreList, FrameFile]:
    """The list and the frame of the edition at `root`, checked. Raises BrokenEdition.

    `public_key` is the key to trust; None trusts the one in the edition's own frame, which finds accidents
    but not a forger.
    """
    try:
        frame = load_frame_file(root / _FRAME)
        data = (root / ".edition/store.json").read_bytes()
        signature = (root / ".edition/store.json.minisig").read_bytes()
        minisign.verify(data, signature, public_key or frame.frame.public_key)
        parsed = json.loads(data)
        _check_frame(root, parsed)
        return _list(root, parsed), frame
    except (OSError, ValueError, KeyError, TypeError, minisign.BadSignature, minisign.BadKey) as error:
        # The name alone: /healthz says it to everybody.
        raise BrokenEdition(f"edition {root.name}: {error!r}") from error


def _check_frame(root: Path, parsed: dict[str, Any]) -> None:
    """Raises ValueError when `frame.json` is not the one in the signed list."""
    listed = next((entry["sha256"] for entry in parsed["files"] if entry["path"] == _FRAME), None)
    if listed != sha256_hex((root / _FRAME).read_bytes()):
        raise ValueError(f"{_FRAME} is not the one in the signed list")


def _list(root: Path, parsed: dict[str, Any]) -> StoreList:
    routes = parsed["routes"].items()
    return StoreList(
        root=root,
        number=int(parsed["edition"]),
        published=datetime.fromisoformat(parsed["published"]),
        manifest_sha256=str(parsed["manifest_sha256"]),
        resources={wsgi_path(path): entry for path, entry in parsed["resources"].items()},
        sizes={entry["path"]: entry["size"] for entry in parsed["files"]},
        routes={wsgi_path(path): Route(path, to["target"], to.get("reason") or "") for path, to in routes},
    )
