"""What an edition says whatever its number and time, so that two editions can be compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from publishing.contract import Route
from publishing.edition.listing import (
    EDITION_JSON,
    MANIFEST,
    SIGNATURE,
    FileEntry,
    Placed,
    ResourceEntry,
    RouteEntry,
    StoreDocument,
    by_path,
    file_entries,
    file_entry,
)
from publishing.edition.tree import TreeFile
from publishing.moment import moment_text

_OF_THE_NUMBER = (EDITION_JSON, MANIFEST, SIGNATURE)
"""Paths that differ from edition to edition even when nothing else does."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The part of `store.json` that does not depend on the number or the time of an edition."""

    resources: dict[str, ResourceEntry]
    routes: dict[str, RouteEntry]
    files: list[FileEntry]


def contents(
    placed: Sequence[Placed],
    private: Iterable[TreeFile],
    routes: Iterable[Route],
    published: datetime,
    previous: StoreDocument | None,
) -> Contents:
    """The contents of a new edition. Times are taken over from `previous` while the bytes are the same."""
    return Contents(
        resources=resource_entries(placed, published, previous["resources"] if previous else {}),
        routes={route.path: {"target": route.target, "reason": route.reason} for route in routes},
        files=by_path([*file_entries(placed), *(file_entry(one.name, one.file) for one in private)]),
    )


def contents_of(store: StoreDocument) -> Contents:
    """The contents of an edition on disk."""
    resources = store["resources"]
    own = {resources[path]["file"] + suffix for path in _OF_THE_NUMBER for suffix in ("", ".br", ".gz")}
    return Contents(
        resources={path: entry for path, entry in resources.items() if path not in _OF_THE_NUMBER},
        routes=store["routes"],
        files=[entry for entry in store["files"] if entry["path"] not in own],
    )


def resource_entries(
    placed: Iterable[Placed], published: datetime, earlier: Mapping[str, ResourceEntry]
) -> dict[str, ResourceEntry]:
    """What the reader answers, by path; `modified` is carried over from `earlier` while the bytes are the same."""
    found: dict[str, ResourceEntry] = {}
    for one in placed:
        resource, plain = one.resource, one.stored.plain
        before = earlier.get(resource.path)
        same = before is not None and before["sha256"] == plain.sha256
        found[resource.path] = {
            "file": resource.file,
            "type": resource.media_type,
            "size": plain.size,
            "sha256": plain.sha256,
            "modified": before["modified"] if before is not None and same else moment_text(published),
            "codings": list(one.stored.codings),
            "location": resource.location,
        }
    return found
