"""Puts right what a sweep found: fresh files from the store, and strangers set aside where nobody is served them."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from publishing.canonical import sha256_hex
from publishing.edition.codings import CODINGS
from publishing.edition.read import numbers
from publishing.edition.remove import MENDING
from publishing.edition.store import Store
from publishing.folder import DataFolder
from publishing.release_content import SHANGHAI
from publishing.watch.examine import MODE
from publishing.watch.expected import Expected, Listed

QUARANTINE = "quarantine"
"""Below DATA: what was found in a served folder and is in no list. Never deleted by us."""


class Mender:
    """Mends one sweep's findings. Its own drafts lie where neither a server nor a builder's clearing looks."""

    def __init__(self, folder: DataFolder) -> None:
        self.mended = 0
        self._folder = folder
        self._store = Store(folder.objects)
        self._drafts = folder.editions / MENDING
        self._aside: Path | None = None
        self._serial = 0

    def restore(self, expected: Expected, entry: Listed) -> bool:
        """A fresh file with the listed bytes; False where no good copy of them is left.

        The object is restored too where it was lost. OSError says why the disk refused.
        """
        data = self._good(expected, entry)
        if data is None:
            return False
        path = expected.root / entry.name
        self._make_room(expected, entry)
        inode = _inode(path)
        self._write(path, data, entry.modified)
        if inode is not None:
            self._share(expected, entry, inode)
        self._heal(expected, entry)
        self.mended += 1
        return True

    def set_aside(self, root: Path, name: str, label: str) -> str:
        """Moves a stranger into quarantine; where to, below DATA. Raises OSError."""
        target = self._quarantine() / label / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target = _unused(target)
        try:
            (root / name).rename(target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            shutil.move(root / name, target)
        self.mended += 1
        return target.relative_to(self._folder.root).as_posix()

    def write_list(self, path: Path, data: bytes) -> None:
        """A signed list as it was when its signature was checked."""
        self._write(path, data, None)
        self.mended += 1

    def link(self, name: str, target: str) -> None:
        """Lets `current`, or one of the links before it, lead to an edition again."""
        fresh = self._draft()
        fresh.symlink_to(target)
        fresh.replace(self._folder.editions / name)
        self.mended += 1

    def _good(self, expected: Expected, entry: Listed) -> bytes | None:
        """The listed bytes, from wherever they are still whole."""
        for make in (self._copies, self._recoded):
            for data in make(expected, entry):
                if len(data) == entry.size and sha256_hex(data) == entry.sha256:
                    return data
        return None

    def _copies(self, expected: Expected, entry: Listed) -> Iterator[bytes]:
        """What should be the very bytes: the object, and the same path in this and other editions."""
        yield from _read(self._store.path(entry.plain, entry.suffix))
        yield from _read(expected.root / entry.name)
        for number in numbers(self._folder):
            yield from _read(self._folder.edition(number) / entry.name)

    def _recoded(self, expected: Expected, entry: Listed) -> Iterator[bytes]:
        """What decoding a sibling gives, or coding the plain bytes again."""
        base = expected.root / entry.name.removesuffix(entry.suffix)
        for known in CODINGS:
            if entry.suffix == known.suffix:
                for plain in (*_read(self._store.path(entry.plain)), *_read(base)):
                    yield known.encode(plain)
            elif not entry.suffix:
                beside = base.with_name(base.name + known.suffix)
                for coded in (*_read(self._store.path(entry.plain, known.suffix)), *_read(beside)):
                    with suppress(ValueError):
                        yield known.decode(coded)

    def _make_room(self, expected: Expected, entry: Listed) -> None:
        """The folders above, and nothing but a file at the place. The edition's own folder is never made here:
        where it is gone the edition was pruned.
        """
        home = expected.root
        for part in entry.name.split("/")[:-1]:
            home = home / part
            with suppress(FileExistsError):
                home.mkdir()
        path = expected.root / entry.name
        if path.is_dir() and not path.is_symlink():
            self.set_aside(expected.root, entry.name, str(expected.number))

    def _write(self, path: Path, data: bytes, modified: int | None) -> None:
        draft = self._draft()
        try:
            draft.write_bytes(data)
            draft.chmod(MODE)
            if modified is not None:
                os.utime(draft, (modified, modified))
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def _share(self, expected: Expected, entry: Listed, inode: tuple[int, int]) -> None:
        """Other editions that held the changed file by a hard link get the fresh one the same way."""
        fresh = expected.root / entry.name
        for number in numbers(self._folder):
            other = self._folder.edition(number) / entry.name
            if number != expected.number and _inode(other) == inode:
                draft = self._draft()
                draft.hardlink_to(fresh)
                draft.replace(other)

    def _heal(self, expected: Expected, entry: Listed) -> None:
        """The object and its codings, where they are lost or damaged and the tree has them whole."""
        home, _, last = entry.name.rpartition("/")
        base = last.removesuffix(entry.suffix)
        beside = expected.folders[home]
        for name in (base, *(base + known.suffix for known in CODINGS)):
            one = beside.get(name)
            if one is None or one.plain != entry.plain:
                continue
            path = self._store.path(one.plain, one.suffix)
            if _holds(path, one):
                continue
            for data in _read(expected.root / one.name):
                if sha256_hex(data) == one.sha256:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    self._write(path, data, None)

    def erase(self, entry: Listed) -> None:
        """Takes away again what was withdrawn while we put it back."""
        self._store.path(entry.plain, entry.suffix).unlink(missing_ok=True)
        for number in numbers(self._folder):
            path = self._folder.edition(number) / entry.name
            if _holds(path, entry):
                path.unlink(missing_ok=True)

    def _draft(self) -> Path:
        self._drafts.mkdir(exist_ok=True)
        self._serial += 1
        draft = self._drafts / f"{os.getpid()}-{self._serial}"
        draft.unlink(missing_ok=True)  # of an earlier process with our number
        return draft

    def _quarantine(self) -> Path:
        """This sweep's folder; readable by the owner alone."""
        if self._aside is None:
            home = self._folder.root / QUARANTINE
            home.mkdir(mode=0o700, exist_ok=True)
            self._aside = _unused(home / f"{datetime.now(SHANGHAI):%Y%m%d-%H%M%S}")
            self._aside.mkdir()
        return self._aside


def _read(path: Path) -> Iterator[bytes]:
    """The bytes of a regular file that can be read; nothing else."""
    with suppress(OSError):
        if path.is_file() and not path.is_symlink():
            yield path.read_bytes()


def _holds(path: Path, entry: Listed) -> bool:
    return any(sha256_hex(data) == entry.sha256 for data in _read(path))


def _inode(path: Path) -> tuple[int, int] | None:
    """Which file a name stands for; None where it stands for nothing."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _unused(path: Path) -> Path:
    """The path, or the first one after it that is free."""
    serial = 1
    free = path
    while os.path.lexists(free):
        serial += 1
        free = path.with_name(f"{path.name}-{serial}")
    return free
