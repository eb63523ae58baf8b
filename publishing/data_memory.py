"""What earlier builds made of datasets: pages are taken over while everything that they were made from is the same."""

from collections.abc import Callable, Container, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from publishing.contract import Item, PageFacts, StoredFile, StoredObject
from publishing.folder import DataFolder
from publishing.kept_file import read_kept, write_kept
from publishing.resource import Resource
from publishing.software import software_digest


class Objects(Protocol):
    """The store of objects, as far as it takes bytes: see `publishing.edition.store.Store`."""

    def put(self, source: tuple[bytes | Path, bool]) -> StoredObject:
        """Stores bytes, compressed too where that is asked for."""
        ...


class Asked:
    """A set of paths that remembers which of them was looked up, and with what answer."""

    def __init__(self, paths: Container[str]) -> None:
        self._paths = paths
        self.answers: dict[str, bool] = {}

    def __contains__(self, path: object) -> bool:
        """As the set itself."""
        found = path in self._paths
        self.answers[str(path)] = found
        return found


class DataMemory:
    """Items by dataset, in one file below DATA/cache that may be lost at any time."""

    def __init__(self, folder: DataFolder, store: Objects, *, fresh: bool) -> None:
        """`fresh` takes nothing over."""
        self._path = folder.cache / "data-pages.json"
        self._store = store
        self._known: dict[str, Any] = {} if fresh else read_kept(self._path) or {}
        self._made: dict[str, Any] = {}

    def items(
        self, code: str, inputs: Sequence[object], paths: Container[str], make: Callable[[Asked], list[Item]]
    ) -> list[Item]:
        """The items of a dataset: those of the last build where `inputs` and the answers of `paths` are the same.

        `inputs` are plain values, compared by their text.
        """
        digest = sha256(f"{software_digest()}\n{inputs!r}".encode()).hexdigest()
        known = self._known.get(code)
        if known is None or known["inputs"] != digest or not _same(known["asked"], paths):
            asked = Asked(paths)
            items = [self._stored(item) for item in make(asked)]
            known = {"inputs": digest, "asked": asked.answers, "items": [item_facts(item) for item in items]}
        self._made[code] = known
        return [item_of(facts) for facts in known["items"]]

    def save(self) -> None:
        """Remembers the items that this build asked for."""
        write_kept(self._path, self._made)

    def _stored(self, item: Item) -> Item:
        return stored_item(item, self._store)


def stored_item(item: Item, store: Objects) -> Item:
    """The item with its bytes in the store."""
    if isinstance(item.body, StoredObject):
        return item
    body = store.put((item.body, Resource(item.path, item.body, item.media_type).compressible))
    return Item(item.path, body, item.media_type, item.published, item.modified, item.reads, item.page)


def item_facts(item: Item) -> dict[str, Any]:
    """A stored item as JSON takes it; `item_of` reads it back."""
    if not isinstance(item.body, StoredObject):
        raise TypeError(f"{item.path} is not in the store")
    plain, page = item.body.plain, item.page
    codings = {name: [file.size, file.sha256] for name, file in item.body.codings.items()}
    return {
        "path": item.path,
        "body": [plain.size, plain.sha256, codings],
        "media_type": item.media_type,
        "published": item.published.isoformat(),
        "modified": item.modified.isoformat(),
        "page": [page.type, page.title, page.summary, page.section, page.listed] if page else None,
    }


def item_of(facts: Mapping[str, Any]) -> Item:
    """The item behind `item_facts`; what it was made from is not kept there."""
    size, digest, codings = facts["body"]
    body = StoredObject(StoredFile(size, digest), {name: StoredFile(*file) for name, file in codings.items()})
    return Item(
        path=facts["path"],
        body=body,
        media_type=facts["media_type"],
        published=datetime.fromisoformat(facts["published"]),
        modified=datetime.fromisoformat(facts["modified"]),
        page=PageFacts(*facts["page"]) if facts["page"] else None,
    )


def _same(asked: Mapping[str, bool], paths: Container[str]) -> bool:
    return all((path in paths) == answer for path, answer in asked.items())
