"""The index of an edition's pages as one of its files: brought up to date from that of the edition before."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from publishing.canonical import sha256_hex
from publishing.contract import StoredFile, StoredObject
from publishing.edition.read import Previous
from publishing.edition.store import LostObject, Store
from publishing.edition.tree import PRIVATE_TIME, TreeFile
from publishing.folder import DataFolder
from publishing.resource import Resource
from publishing.search.index_file import (
    NAME,
    PageKey,
    StaleIndex,
    known_pages,
    same_pages,
    update_index,
    write_index,
)

TWIN = "index.json"


def search_file(
    resources: Iterable[Resource],
    folder: DataFolder,
    store: Store,
    previous: Previous | None,
    *,
    fresh: bool = False,
) -> TreeFile:
    """The index of the pages among `resources`, stored. Taken over unread where `previous` has it of the same pages.

    `fresh` makes it from the pages alone; where that says the same as the file of `previous`, the file stays.
    """
    pages = _Pages(resources, store)
    known = previous.private(NAME) if previous else None
    draft = folder.editions / ".index.tmp" / Path(NAME).name
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.unlink(missing_ok=True)
    if known is not None and not fresh:
        with suppress(StaleIndex, LostObject):
            if known_pages(store.path(known.sha256)) == pages.keys:
                return _tree_file(known)
            update_index(draft, store.read(known.sha256, "", known), pages.keys, pages.read)
            return _put(draft, store)
        draft.unlink(missing_ok=True)
    write_index(draft, pages.keys, pages.read)
    if known is not None and _says_the_same(draft, known, store):
        draft.unlink()
        return _tree_file(known)
    return _put(draft, store)


def _says_the_same(draft: Path, known: StoredFile, store: Store) -> bool:
    """Whether a file made anew has the rows of the known one, whose bytes are as they were."""
    with suppress(LostObject):
        store.read(known.sha256, "", known)
        return same_pages(draft, store.path(known.sha256))
    return False


def _put(draft: Path, store: Store) -> TreeFile:
    plain = store.put((draft, False)).plain
    draft.unlink()
    return _tree_file(plain)


def _tree_file(file: StoredFile) -> TreeFile:
    return TreeFile(NAME, file, file.sha256, "", PRIVATE_TIME)


class _Pages:
    """The pages of an edition: every HTML file that has a twin."""

    def __init__(self, resources: Iterable[Resource], store: Store) -> None:
        by_path = {resource.path: resource for resource in resources}
        self._store = store
        self._bytes: dict[str, bytes] = {}
        self.keys: Mapping[str, PageKey] = {
            path: PageKey(self._digest(resource), self._digest(by_path[path + TWIN]))
            for path, resource in by_path.items()
            if path.endswith("/") and resource.media_type.startswith("text/html") and path + TWIN in by_path
        }

    def read(self, sha256: str) -> bytes:
        """The bytes of a page, of this edition or of the one before. Raises LostObject."""
        if sha256 in self._bytes:
            return self._bytes[sha256]
        try:
            data = self._store.path(sha256).read_bytes()
        except OSError as error:
            raise LostObject(sha256) from error
        if sha256_hex(data) != sha256:
            raise LostObject(sha256)
        return data

    def _digest(self, resource: Resource) -> str:
        if isinstance(resource.body, StoredObject):
            return resource.body.plain.sha256
        data = resource.body if isinstance(resource.body, bytes) else resource.body.read_bytes()
        digest = sha256_hex(data)
        self._bytes[digest] = data
        return digest
