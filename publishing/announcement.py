"""`editions/current.json`: names the edition in force to hosts that follow, since a bucket has no symbolic links.

It carries no signature of its own: it is bound by a hash to the edition's signed `store.json`.
"""

import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from publishing.canonical import canonical_json, sha256_hex
from publishing.durable import sync_folder
from publishing.folder import DataFolder

ANNOUNCEMENT = "current.json"
"""Its name below `editions`."""
LARGEST = 4096
"""Bytes of an announcement, at most."""

_STORE = ".edition/store.json"
_FACTS = "edition.json"
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Announcement:
    """The content of the file: canonical JSON with these three names."""

    edition: int
    published: str
    """As in `store.json`, for people and monitors; followers believe the signed list alone."""
    store_sha256: str
    """Of the bytes of `{edition}/.edition/store.json`."""

    def as_bytes(self) -> bytes:
        """The file."""
        return canonical_json(asdict(self))

    @classmethod
    def parse(cls, data: bytes) -> "Announcement":
        """Reads the file. Raises ValueError for anything that `as_bytes` could not mean."""
        try:
            facts = json.loads(data)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error
        if not isinstance(facts, dict):
            raise ValueError("not an announcement")
        edition, published, digest = (facts.get(name) for name in ("edition", "published", "store_sha256"))
        if not isinstance(edition, int) or isinstance(edition, bool) or not 0 < edition < 2**53:
            raise ValueError("no edition is named")
        if not isinstance(published, str) or not isinstance(digest, str) or not _SHA256.fullmatch(digest):
            raise ValueError("no signed list is named")
        return cls(edition, published, digest)


def announce(folder: DataFolder, number: int) -> bool:
    """Names edition `number` to followers, in one step; False where the file says so already.

    It follows from the edition alone, so it is called after each switch and again at each start: a crash between
    the two is made good. Raises OSError, or ValueError for an edition whose list cannot be read.
    """
    path = folder.editions / ANNOUNCEMENT
    data = announcement_of(folder.edition(number)).as_bytes()
    if path.is_file() and path.read_bytes() == data:
        return False
    write_replacing(path, data)
    return True


def announcement_of(edition: Path) -> Announcement:
    """What is announced of the edition in that folder."""
    # The small file says the same as the list, which is long to read.
    facts = json.loads((edition / _FACTS).read_bytes())
    return Announcement(facts["edition"], facts["published"], sha256_hex((edition / _STORE).read_bytes()))


def write_replacing(path: Path, data: bytes) -> None:
    """Gives a file new bytes in one step, on the disk when this returns."""
    draft = path.with_name(f".{path.name}.tmp")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fchmod(file.fileno(), 0o644)
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)
