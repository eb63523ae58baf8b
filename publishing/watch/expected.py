"""What one edition must hold on disk, from its signed list, laid out by folder."""

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, cast

from publishing import minisign
from publishing.edition.codings import coding
from publishing.edition.listing import STORE, STORE_SIGNATURE, StoreDocument
from publishing.edition.tree import PRIVATE_TIME, seconds

HASHED = ("static", "media", "files")
"""The folders whose names carry their hash: open pages of the two editions before still ask for them."""


class Unsigned(Exception):
    """An edition whose signed list cannot be believed; the message says why, in Chinese."""


class Listed(NamedTuple):
    """One file as the signed list has it."""

    name: str
    """Below the edition's folder."""
    size: int
    sha256: str
    modified: int
    """Seconds since 1970."""
    plain: str
    """SHA-256 of the plain bytes: its own, or of what it is a coding of. The object's name."""
    suffix: str
    """Of the coding; empty for plain bytes."""


Folders = dict[str, dict[str, Listed]]
"""Files by folder and name; the edition's own folder is the empty text."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The files of an edition. Its signature was checked when this was made, so that it may be kept for long."""

    number: int
    root: Path
    manifest_sha256: str
    folders: Folders
    """Folders without a file of their own are in it too."""
    inside: dict[str, frozenset[str]]
    """The folders in each folder."""
    store_size: int
    store_sha256: str
    signature: bytes
    packed: bytes
    """`store.json`, compressed: it is written back where somebody changes it."""

    def store(self) -> bytes:
        """The bytes of `store.json`."""
        return zlib.decompress(self.packed)

    def hashed(self) -> "Expected":
        """The same edition with nothing but the folders of `HASHED`."""
        kept = {name: files for name, files in self.folders.items() if name.partition("/")[0] in HASHED}
        return replace(self, folders=kept)

    def files(self) -> Iterator[Listed]:
        """All of them."""
        for files in self.folders.values():
            yield from files.values()


def read_expected(root: Path, number: int, public_key: str) -> Expected:
    """The signed list of the edition at `root`. Raises OSError, or Unsigned where it is not edition `number`'s."""
    data = (root / STORE).read_bytes()
    signature = (root / STORE_SIGNATURE).read_bytes()
    try:
        minisign.verify(data, signature, public_key)
    except minisign.BadSignature as error:
        raise Unsigned("store.json 与签名不符") from error
    return expected_from(root, number, data, signature)


def expected_from(root: Path, number: int, data: bytes, signature: bytes) -> Expected:
    """The same from bytes whose signature was checked. Raises Unsigned where it is another edition's list."""
    store = cast(StoreDocument, json.loads(data))
    if store["edition"] != number:
        raise Unsigned(f"store.json 是第 {store['edition']} 版的")
    # The one line that no signature covers is always the same.
    parsed = replace(minisign.Signature.parse(signature), untrusted_comment=minisign.UNTRUSTED_COMMENT)
    folders = _folders(store)
    return Expected(
        number=number,
        root=root,
        manifest_sha256=store["manifest_sha256"],
        folders=folders,
        inside=_inside(folders),
        store_size=len(data),
        store_sha256=hashlib.sha256(data).hexdigest(),
        signature=parsed.as_bytes(),
        packed=zlib.compress(data, 1),
    )


def _folders(store: StoreDocument) -> Folders:
    """Every listed file in its folder, and every folder above one."""
    found: Folders = {"": {}}
    origins = _origins(store)
    for entry in store["files"]:
        name = entry["path"]
        plain, suffix, modified = origins.get(name, (entry["sha256"], "", PRIVATE_TIME))
        folder, _, last = name.rpartition("/")
        if folder not in found:
            _add_folder(found, folder)
        found[folder][last] = Listed(name, entry["size"], entry["sha256"], modified, plain, suffix)
    return dict(sorted(found.items()))


def _origins(store: StoreDocument) -> dict[str, tuple[str, str, int]]:
    """By file name: the plain bytes behind it, its coding's suffix, and its time."""
    found = {}
    for entry in store["resources"].values():
        moment = seconds(entry["modified"])
        found[entry["file"]] = (entry["sha256"], "", moment)
        for name in entry["codings"]:
            suffix = coding(name).suffix
            found[entry["file"] + suffix] = (entry["sha256"], suffix, moment)
    return found


def _add_folder(found: Folders, folder: str) -> None:
    while folder not in found:
        found[folder] = {}
        folder = folder.rpartition("/")[0]


def _inside(folders: Folders) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {folder: set() for folder in folders}
    for folder in folders:
        above, _, last = folder.rpartition("/")
        if folder:
            found[above].add(last)
    return {folder: frozenset(names) for folder, names in found.items()}
