"""The signed list of one edition, checked: what a follower has to bring together."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from publishing import minisign
from publishing.canonical import sha256_hex
from publishing.edition.codings import coding
from publishing.edition.listing import STORE, STORE_SIGNATURE, FileEntry, StoreDocument
from publishing.edition.tree import PRIVATE_TIME, seconds
from publishing.follow.faults import Refused

LARGEST_LIST = 256 * 2**20
LARGEST_SIGNATURE = 4096

_SEGMENT = r"(?!\.\.?(?:/|$))[A-Za-z0-9._~-]{1,255}"
_NAME = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Offer:
    """One edition as its signed list describes it."""

    number: int
    published: datetime
    sha256: str
    """Of the list itself."""
    files: dict[str, FileEntry]
    """Every file but the list and its signature, by name below the edition's folder."""
    modified: dict[str, int]
    """Seconds since 1970 for every file: when its path got these bytes; the same as in the tree of the builder."""
    resources: dict[str, tuple[str, tuple[str, ...]]]
    """SHA-256 of the plain bytes of each path, and the files that hold them, codings included."""
    data: bytes
    signature: bytes

    @property
    def order(self) -> tuple[datetime, int]:
        """Later editions have greater ones, even where a source restored from a backup counts anew."""
        return self.published, self.number


def read_offer(data: bytes, signature: bytes, public_key: str) -> Offer:
    """The list, when the key signed it and it could be an edition. Raises Refused."""
    try:
        minisign.verify(data, signature, public_key)
    except minisign.BadSignature as error:
        raise Refused(f"store.json 的签名不对（{error}），没有采用。") from error
    try:
        return _offer(cast(StoreDocument, json.loads(data)), data, signature)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(f"store.json 读不懂（{error}），没有采用。") from error


def local_offer(edition: Path, public_key: str) -> Offer:
    """The list of an edition on this host. Raises OSError or Refused."""
    return read_offer((edition / STORE).read_bytes(), (edition / STORE_SIGNATURE).read_bytes(), public_key)


def _offer(store: StoreDocument, data: bytes, signature: bytes) -> Offer:
    files = {entry["path"]: entry for entry in store["files"]}
    if len(files) != len(store["files"]):
        raise ValueError("同一个文件列了两次")
    _check_files(files)
    published = datetime.fromisoformat(store["published"])
    modified = dict.fromkeys(files, PRIVATE_TIME)
    resources = {}
    for path, entry in store["resources"].items():
        held = tuple(entry["file"] + suffix for suffix in ("", *(coding(c).suffix for c in entry["codings"])))
        for name in held:
            if name not in files:
                raise ValueError(f"{name} 没有列出")
            modified[name] = seconds(entry["modified"])
        resources[path] = (entry["sha256"], held)
    number = int(store["edition"])
    return Offer(number, published, sha256_hex(data), files, modified, resources, data, signature)


def _check_files(files: Mapping[str, FileEntry]) -> None:
    """Raises ValueError for a name that would leave the folder, and for what no file can be.

    A list with a good signature is checked too: a stolen key must not write elsewhere on this host.
    """
    folders: set[str] = set()
    for name, entry in files.items():
        if not _NAME.fullmatch(name):
            raise ValueError(f"文件名“{name[:80]}”不可用")
        size, digest = entry["size"], entry["sha256"]
        if type(size) is not int or size < 0 or not _SHA256.fullmatch(digest):
            raise ValueError(f"“{name}”的大小或校验值不可用")
        home = name.rpartition("/")[0]
        while home and home not in folders:
            folders.add(home)
            home = home.rpartition("/")[0]
    if {STORE, STORE_SIGNATURE} & files.keys():
        raise ValueError("清单列了自己")
    if folders & files.keys():
        raise ValueError("有文件又是目录")
