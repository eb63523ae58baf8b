"""The content-addressed store: every published byte once, however many paths and editions hold it.

`objects/{aa}/{sha256}` with `.br` and `.gz` siblings. An object appears whole or not at all; one that is there is
read back and compared, so that no edition is signed over bytes that the disk has lost.
"""

import itertools
import shutil
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from publishing.canonical import sha256_hex
from publishing.durable import WRITERS, sync_folders, write_new
from publishing.edition.codings import CODINGS, LEAST_SIZE, Coding

Source = tuple[bytes | Path, bool]
"""Bytes, or the file that holds them, and whether to compress them."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file of an object: its size and SHA-256 on disk."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class StoredObject:
    """Bytes in the store, with the codings in which they are there too, by their HTTP name."""

    plain: StoredFile
    codings: dict[str, StoredFile]


@dataclass(slots=True)
class Store:
    """The objects below one folder. Only the holder of the build lock may write."""

    objects: Path
    known: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of coded files that an earlier edition lists, by name such as `{sha256}.br`; a coded file that
    is not in it is decoded before it is believed."""
    written: set[Path] = field(default_factory=set)
    """Files written since this was made: none after a build that brought nothing new."""
    _serial: "itertools.count[int]" = field(default_factory=itertools.count)

    def put_all(
        self, sources: Iterable[Source], progress: Callable[[int], None] = lambda done: None
    ) -> dict[Source, StoredObject]:
        """Stores all sources and waits until the disk has them. `progress` is told how many are done."""
        unique = list(dict.fromkeys(sources))
        self._draft.mkdir(parents=True, exist_ok=True)
        found: dict[Source, StoredObject] = {}
        # Compression, hashing and waiting for the disk all leave the interpreter to other threads.
        with ThreadPoolExecutor(WRITERS) as pool:
            for source, stored in zip(unique, pool.map(self._put, unique), strict=True):
                found[source] = stored
                progress(len(found))
        if self.written:
            sync_folders((*(path.parent for path in self.written), self.objects, self.objects.parent))
        shutil.rmtree(self._draft)
        return found

    def path(self, sha256: str, suffix: str = "") -> Path:
        """Where an object's plain bytes or one of its codings lie."""
        return self.objects / sha256[:2] / (sha256 + suffix)

    @property
    def _draft(self) -> Path:
        return self.objects.with_name(".objects.tmp")

    def _put(self, source: Source) -> StoredObject:
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
        if there is not None:
            digest = sha256_hex(there)
            if self.known.get(path.name) == digest or _decodes(coding, there, data):
                return StoredFile(len(there), digest)
        made = coding.encode(data)
        if len(made) >= len(data):
            return None
        self._write(path, made)
        return StoredFile(len(made), sha256_hex(made))

    def _read(self, path: Path) -> bytes | None:
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None

    def _write(self, path: Path, data: bytes) -> None:
        draft = self._draft / str(next(self._serial))
        write_new(draft, data)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.replace(path)
        self.written.add(path)


def _decodes(coding: Coding, there: bytes, data: bytes) -> bool:
    try:
        return coding.decode(there) == data
    except ValueError:
        return False
