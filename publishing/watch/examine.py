"""Compares one folder of an edition with its list: reads all bytes of what is listed, and names what is not."""

import errno
import hashlib
import os
import stat
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from publishing.edition.listing import PRIVATE, STORE, STORE_SIGNATURE
from publishing.watch.expected import HASHED, Expected, Listed

MODE = 0o444
"""Of every published file."""
HARMLESS = (MODE, 0o644)
"""A folder that came back from a backup may have the second: nobody but the owner could write anyway."""
BLOCK = 2**20

_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NANOSECONDS = 1_000_000_000
OWN_LISTS = tuple(name.rpartition("/")[2] for name in (STORE, STORE_SIGNATURE))
"""The signed list and its signature stand in no list."""


class Kind(Enum):
    """What can be wrong with one name, and how it is told."""

    MISSING = "缺失"
    CHANGED = "内容与签名清单不符"
    NOT_A_FILE = "应为文件，却是别的东西"
    UNREADABLE = "读不出"
    MODE = "权限被改动"
    TOUCHED = "时间被改动"
    EXTRA = "不在签名清单里"
    FOLDER_MODE = "目录的权限被改动"


@dataclass(frozen=True, slots=True)
class Wrong:
    """One name below an edition that is not as signed."""

    name: str
    kind: Kind
    listed: Listed | None = None
    """None for what is in no list."""
    detail: str = ""


@dataclass(slots=True)
class Examiner:
    """Reads folder after folder of one sweep, and counts what it has read."""

    files: int = 0
    bytes: int = 0
    _known: dict[tuple[int, int], str] = field(default_factory=dict)
    """Files with hashed names by inode: the editions before share them, and they are read once a sweep."""

    def folder(self, expected: Expected, name: str, mode: int) -> list[Wrong]:
        """All that is wrong in one folder, folders below it aside. A folder that is not there lacks its files.

        `mode` is what the folder's own mode should be. What is first must be mended first.
        """
        home = f"{expected.root}/{name}" if name else str(expected.root)
        above = f"{name}/" if name else ""
        wrong = _mode(home, name, mode)
        wrong += [Wrong(above + found, Kind.EXTRA) for found in _unlisted(home, expected, name)]
        shared = name.partition("/")[0] in HASHED
        for last, entry in expected.folders[name].items():
            fault = self._file(f"{home}/{last}", entry, shared)
            if fault is not None:
                wrong.append(fault)
        return wrong

    def is_good(self, path: str | Path, entry: Listed) -> bool:
        """Whether a file has the bytes of the entry."""
        fault = self._file(str(path), entry, shared=False)
        return fault is None or fault.kind in {Kind.MODE, Kind.TOUCHED}

    def _file(self, path: str, entry: Listed, shared: bool) -> Wrong | None:
        try:
            handle = os.open(path, _FLAGS)
        except OSError as error:
            return _not_opened(entry, error)
        try:
            return self._opened(handle, entry, shared)
        except OSError as error:
            return Wrong(entry.name, Kind.UNREADABLE, entry, error.strerror or "")
        finally:
            os.close(handle)

    def _opened(self, handle: int, entry: Listed, shared: bool) -> Wrong | None:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            return Wrong(entry.name, Kind.NOT_A_FILE, entry)
        self.files += 1
        same = found.st_size == entry.size and self._digest(handle, found, shared) == entry.sha256
        if not same:
            return Wrong(entry.name, Kind.CHANGED, entry)
        if stat.S_IMODE(found.st_mode) not in HARMLESS:
            return Wrong(entry.name, Kind.MODE, entry)
        if found.st_mtime_ns != entry.modified * _NANOSECONDS:
            return Wrong(entry.name, Kind.TOUCHED, entry)
        return None

    def _digest(self, handle: int, found: os.stat_result, shared: bool) -> str:
        key = (found.st_dev, found.st_ino)
        known = self._known.get(key) if shared else None
        if known is not None:
            return known
        self.bytes += found.st_size
        digest = _sha256(handle, found.st_size)
        if shared and found.st_nlink > 1:
            self._known[key] = digest
        return digest


def _sha256(handle: int, size: int) -> str:
    """Of all that the file holds."""
    if size < BLOCK:
        return hashlib.sha256(os.read(handle, size + 1)).hexdigest()
    known = hashlib.sha256()
    while block := os.read(handle, BLOCK):
        known.update(block)
    return known.hexdigest()


def folder_mode(expected: Expected) -> int | None:
    """The mode that most folders of an edition have, which is the one that its builder gave them all."""
    roots = (f"{expected.root}/{name}" for name in expected.folders)
    modes = Counter(mode for mode in map(_mode_of, roots) if mode is not None)
    return modes.most_common(1)[0][0] if modes else None


def _mode_of(folder: str) -> int | None:
    try:
        found = os.stat(folder, follow_symlinks=False)  # noqa: PTH116 - a Path costs more than the call
    except OSError:
        return None
    return stat.S_IMODE(found.st_mode) if stat.S_ISDIR(found.st_mode) else None


def _mode(home: str, name: str, mode: int) -> list[Wrong]:
    return [Wrong(name or ".", Kind.FOLDER_MODE)] if _mode_of(home) not in {None, mode} else []


def _not_opened(entry: Listed, error: OSError) -> Wrong:
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return Wrong(entry.name, Kind.MISSING, entry)
    if error.errno in {errno.ELOOP, errno.ENXIO}:  # a link; a socket
        return Wrong(entry.name, Kind.NOT_A_FILE, entry)
    return Wrong(entry.name, Kind.UNREADABLE, entry, error.strerror or "")


def _unlisted(home: str, expected: Expected, folder: str) -> list[str]:
    """Names in a folder that no list knows; a link or a file where a folder should be is one of them."""
    files, folders = expected.folders[folder], expected.inside[folder]
    own = OWN_LISTS if folder == PRIVATE else ()
    try:
        with os.scandir(home) as entries:
            return sorted(
                entry.name
                for entry in entries
                if entry.name not in files
                and not (entry.name in folders and entry.is_dir(follow_symlinks=False))
                and entry.name not in own
            )
    except OSError:
        return []  # what is listed there is missing or cannot be read, and told as that
