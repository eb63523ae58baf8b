"""The folder in which an edition is brought together, out of sight. Every file in it was hashed on the way in."""

# Paths are text here: a Path for each of 60 000 files costs seconds.
# ruff: noqa: PTH101, PTH103, PTH106, PTH108, PTH123

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from publishing.durable import sync_filesystem
from publishing.edition.listing import STORE, STORE_SIGNATURE, FileEntry
from publishing.follow.faults import Refused, Unreachable, disk
from publishing.follow.offer import Offer

CHUNK = 1 << 18


class Draft:
    """One draft. Nothing is written through a name that is there: it may be a link into an edition in force."""

    def __init__(self, root: Path, offer: Offer) -> None:
        """The folder is made where it is missing."""
        self.root = root
        self.offer = offer
        self._made: set[str] = set()
        self._cut = len(str(root)) + 1
        with disk():
            root.mkdir(parents=True, exist_ok=True)

    def adopt(self) -> set[str]:
        """Keeps what an attempt that was cut short left whole, removes the rest, and says what is there."""
        kept = set()
        with disk():
            for path, is_folder in _below(str(self.root)):
                name = path[self._cut :]
                entry = None if is_folder else self.offer.files.get(name)
                if entry is not None and self._is_usable(path, entry):
                    self._finish(path, name)
                    kept.add(name)
                elif is_folder:
                    _remove_if_empty(path)
                else:
                    os.unlink(path)
        return kept

    def link(self, entry: FileEntry, source: str) -> bool:
        """Takes a file of an earlier edition by hard link, when its bytes are as listed."""
        with disk():
            if not holds(source, entry):
                return False
            try:
                os.link(source, self._target(entry), follow_symlinks=False)
            except OSError as error:
                if error.errno not in {errno.EMLINK, errno.EPERM, errno.EXDEV}:
                    raise
                return False
            return True

    def copy(self, entry: FileEntry, source: str) -> bool:
        """Takes equal bytes from elsewhere on this host; False where they are not as listed after all."""
        try:
            self.write(entry, _chunks_of(source))
        except (OSError, Refused, Unreachable):
            return False
        return True

    def write(self, entry: FileEntry, chunks: Iterable[bytes]) -> None:
        """Writes a file while its bytes come in. Raises Refused for other bytes than listed, Unreachable for too few.

        Stops at the listed size, whatever the source says of the length. A fault leaves no file.
        """
        with disk():
            path = self._target(entry)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        try:
            try:
                self._pour(entry, chunks, handle)
            finally:
                os.close(handle)
            with disk():
                self._finish(path, entry["path"])
        except BaseException:
            with disk():
                os.unlink(path)
            raise

    def accept(self, entry: FileEntry) -> None:
        """Checks a file that another program has put here. Raises Unreachable where there is none, or Refused."""
        path = self._path(entry)
        with disk():
            if not os.path.lexists(path):
                raise Unreachable(f"没有取到 {entry['path']}，来源可能正在换版。")
            if not holds(path, entry):
                with suppress(IsADirectoryError):  # the next attempt clears it away
                    os.unlink(path)
                raise Refused(f"{entry['path']} 的内容与清单不符，没有采用。")
            self._finish(path, entry["path"])

    def seal(self) -> None:
        """Adds the signed list, sees that nothing else is there, and waits until the disk has all of it."""
        with disk():
            for name, data in ((STORE, self.offer.data), (STORE_SIGNATURE, self.offer.signature)):
                path = self.root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.unlink(missing_ok=True)
                path.write_bytes(data)
                path.chmod(0o444)
            found = {path[self._cut :] for path, is_folder in _below(str(self.root)) if not is_folder}
            if found != self.offer.files.keys() | {STORE, STORE_SIGNATURE}:
                raise Refused("草稿里的文件与清单不一致，没有采用。")
            sync_filesystem(self.root)

    def _path(self, entry: FileEntry) -> str:
        return f"{self.root}/{entry['path']}"

    def _target(self, entry: FileEntry) -> str:
        """Where a file goes. Nothing is there: `adopt` and every failed attempt clear up."""
        path = self._path(entry)
        home = path.rpartition("/")[0]
        if home not in self._made:
            os.makedirs(home, exist_ok=True)
            self._made.add(home)
        return path

    def _pour(self, entry: FileEntry, chunks: Iterable[bytes], handle: int) -> None:
        digest, size = hashlib.sha256(), 0
        for chunk in chunks:
            size += len(chunk)
            if size > entry["size"]:
                raise Refused(f"{entry['path']} 比清单所列的长，没有采用。")
            digest.update(chunk)
            with disk():
                _write_all(handle, chunk)
        if size < entry["size"]:
            raise Unreachable(f"{entry['path']} 没有取完（{size}/{entry['size']} 字节）。")
        if digest.hexdigest() != entry["sha256"]:
            raise Refused(f"{entry['path']} 的内容与清单不符，没有采用。")

    def _is_usable(self, path: str, entry: FileEntry) -> bool:
        """A link with another time would change the time in the edition that it comes from."""
        if not holds(path, entry):
            return False
        facts = os.lstat(path)
        return facts.st_nlink == 1 or int(facts.st_mtime) == self.offer.modified[entry["path"]]

    def _finish(self, path: str, name: str) -> None:
        """Read-only, with the time that nginx is to send as Last-Modified."""
        moment = self.offer.modified[name]
        os.chmod(path, 0o444)
        os.utime(path, (moment, moment))


def holds(path: str, entry: FileEntry) -> bool:
    """Whether a regular file has the size and the hash that are listed. Reads it all."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size != entry["size"]:
            return False
        digest = hashlib.sha256()
        while chunk := os.read(handle, CHUNK):
            digest.update(chunk)
        return digest.hexdigest() == entry["sha256"]
    finally:
        os.close(handle)


def _write_all(handle: int, chunk: bytes) -> None:
    rest = memoryview(chunk)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _chunks_of(source: str) -> Iterator[bytes]:
    with open(source, "rb", buffering=0) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _below(home: str) -> Iterator[tuple[str, bool]]:
    """Everything below and whether it is a folder, each folder after what is in it; links are not followed."""
    with os.scandir(home) as entries:
        found = list(entries)
    for entry in found:
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_folder:
            yield from _below(entry.path)
        yield entry.path, is_folder


def _remove_if_empty(path: str) -> None:
    try:
        os.rmdir(path)
    except OSError as error:
        if error.errno != errno.ENOTEMPTY:
            raise
