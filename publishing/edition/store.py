"""The content-addressed store: every published byte once, however many paths and editions hold it.

`objects/{aa}/{sha256}` with `.br` and `.gz` siblings. An object appears whole or not at all; one that is there is
read back and compared, so that no edition is signed over bytes that the disk has lost.
"""

import itertools
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from publishing.canonical import sha256_hex
from publishing.contract import StoredFile, StoredObject
from publishing.edition.codings import CODINGS, LEAST_SIZE, Coding, coding

__all__ = ["LostObject", "Source", "Store", "StoredFile", "StoredObject"]

Source = tuple[bytes | Path, bool]
"""Bytes, or the file that holds them, and whether to compress them."""

THREADS = 4
"""Compression and hashing leave the interpreter to other threads."""


class LostObject(Exception):
    """Bytes that an earlier build stored are not in the store any more, or are others: build everything anew."""


@dataclass(slots=True)
class Store:
    """The objects below one folder.

    Only the holder of the build lock may write, and the processes that it starts. What is written is on the disk
    for certain only after `sync_filesystem`.
    """

    objects: Path
    written: set[Path] = field(default_factory=set)
    """Files written since this was made: none after a build that brought nothing new."""
    _serial: "itertools.count[int]" = field(default_factory=itertools.count)

    def put_all(
        self, sources: Iterable[Source], progress: Callable[[int], None] = lambda done: None
    ) -> dict[Source, StoredObject]:
        """Stores all sources. `progress` is told how many are done."""
        unique = list(dict.fromkeys(sources))
        found: dict[Source, StoredObject] = {}
        with ThreadPoolExecutor(THREADS) as pool:
            for source, stored in zip(unique, pool.map(self.put, unique), strict=True):
                found[source] = stored
                progress(len(found))
        return found

    def read(self, sha256: str, suffix: str, file: StoredFile) -> bytes:
        """The bytes of an object's file, compared with their hash. Raises LostObject where they are not as stored."""
        data = self._read(self.path(sha256, suffix))
        if data is None or len(data) != file.size or sha256_hex(data) != file.sha256:
            raise LostObject(f"{sha256}{suffix}")
        return data

    def is_whole(self, stored: StoredObject) -> bool:
        """Whether an object and its codings are there as stored."""
        files = [("", stored.plain)]
        files += [(coding(name).suffix, file) for name, file in stored.codings.items()]
        try:
            for suffix, file in files:
                self.read(stored.plain.sha256, suffix, file)
        except LostObject:
            return False
        return True

    def path(self, sha256: str, suffix: str = "") -> Path:
        """Where an object's plain bytes or one of its codings lie."""
        return self.objects / sha256[:2] / (sha256 + suffix)

    @property
    def _draft(self) -> Path:
        """Swept by the next builder after a crash."""
        return self.objects.with_name(".objects.tmp")

    def put(self, source: Source) -> StoredObject:
        """Stores one source; an object that is there already is read back and compared."""
        body, compress = source
        data = body.read_bytes() if isinstance(body, Path) else body
        name = sha256_hex(data)
        path = self.path(name)
        if self._read(path) != data:
            self._write(path, data)
        codings = {}
        if compress and len(data) > LEAST_SIZE:
            coded = {coding.name: self._coded(name, data, coding) for coding in CODINGS}
            codings = {known: file for known, file in coded.items() if file is not None}
        return StoredObject(StoredFile(len(data), name), codings)

    def _coded(self, name: str, data: bytes, coding: Coding) -> StoredFile | None:
        """The sibling in one coding; None where it would not be smaller."""
        path = self.path(name, coding.suffix)
        there = self._read(path)
        if there is not None and _decodes(coding, there, data):
            return StoredFile(len(there), sha256_hex(there))
        made = coding.encode(data)
        if len(made) >= len(data):
            return None
        self._write(path, made)
        return StoredFile(len(made), sha256_hex(made))

    def _read(self, path: Path) -> bytes | None:
        try:
            return path.read_bytes()
        except OSError:  # a bad sector is a loss like any other: the bytes are made and written anew
            return None

    def _write(self, path: Path, data: bytes) -> None:
        # The number of the process is in the name, since several write at once in a full build.
        draft = self._draft / f"{os.getpid()}-{next(self._serial)}"
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.chmod(0o444)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.replace(path)
        self.written.add(path)


def _decodes(coding: Coding, there: bytes, data: bytes) -> bool:
    try:
        return coding.decode(there) == data
    except ValueError:
        return False
