"""Writes one edition's folder: made whole out of sight, renamed into place, and put in force by one link.

An unchanged path is a hard link to the same path of the edition before. Every other file is a copy of its object and
not a link to it, so that a file changed in place can be mended from the store. The time of a file is that of its
path in `store.json`, so that a plain web server says the same Last-Modified as the reader, and a file that somebody
touched shows at a glance.
"""

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from publishing.announcement import announce
from publishing.durable import sync_filesystem, sync_folder
from publishing.edition.store import Store, StoredFile
from publishing.folder import DataFolder
from publishing.resource import BadSubmission

PRIVATE_TIME = 0
"""The time of files that are not served: they have none in `store.json`."""
BEFORE = ("previous-1", "previous-2")
"""Links to the editions that were in force before, the newest first: an open page still asks for their names."""


@dataclass(frozen=True, slots=True)
class TreeFile:
    """One file of an edition: its name below the edition's folder, its bytes, and its time."""

    name: str
    file: StoredFile
    sha256: str
    """Of the object that holds it: its own, or that of the plain bytes that it is a coding of."""
    suffix: str
    modified: int
    """Seconds since 1970."""


def sweep(folder: DataFolder) -> None:
    """Removes what builds that crashed left behind. The caller holds the build lock."""
    for left in folder.editions.glob(".*.tmp"):
        if left.is_symlink() or not left.is_dir():
            left.unlink()
        else:
            shutil.rmtree(left)


def draft_of(folder: DataFolder, number: int) -> Path:
    """Where an edition is made before it is one."""
    return folder.editions / f".{number}.tmp"


@lru_cache(maxsize=4096)
def seconds(moment: str) -> int:
    """An ISO 8601 moment in seconds since 1970; few moments are asked for many times."""
    return int(datetime.fromisoformat(moment).timestamp())


def is_untouched(path: str, size: int, modified: int) -> bool:
    """Whether a file is there with the size and the time that it was given; its bytes are not read."""
    try:
        found = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - a Path costs more than the call
    except OSError:
        return False
    return (
        stat.S_ISREG(found.st_mode)
        and found.st_size == size
        and found.st_mtime_ns == modified * 1_000_000_000
    )


def place_all(
    draft: Path,
    files: Iterable[TreeFile],
    store: Store,
    earlier: Callable[[TreeFile], str | None],
    progress: Callable[[int], None] = lambda done: None,
) -> None:
    """Puts files into the draft. `earlier` names a file of the edition before that is the same and untouched.

    `progress` is told how many are done. Raises LostObject where the store has lost what a file is made of.
    """
    made: set[str] = set()
    root = str(draft)
    for done, one in enumerate(files, start=1):
        target = f"{root}/{one.name}"
        home = target.rpartition("/")[0]
        if home not in made:
            os.makedirs(home, exist_ok=True)  # noqa: PTH103 - a Path for each of 60 000 files costs a second
            made.add(home)
        source = earlier(one)
        if source is None or not _linked(source, target):
            _copy(store.read(one.sha256, one.suffix, one.file), target, one.modified)
        progress(done)


def _linked(source: str, target: str) -> bool:
    """A hard link; False where the file system allows the file no more links."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno != errno.EMLINK:
            raise
        return False
    return True


def _copy(data: bytes, target: str, modified: int) -> None:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fchmod(handle, 0o444)
        os.utime(handle, (modified, modified))


def refuse_folders(folder: DataFolder) -> None:
    """Raises BadSubmission, in Chinese, where something else stands in the place of a link to an edition."""
    for name in (folder.current.name, *BEFORE):
        path = folder.editions / name
        if path.exists() and not path.is_symlink():
            raise BadSubmission(
                f"{path} 应是一个链接，现在却不是（还原备份时跟随了链接就会这样）。请把它改名移走，再生成新版。"
            )


def put_in_force(draft: Path, folder: DataFolder, number: int) -> None:
    """Makes the draft edition `number` and switches to it. A crash at any point leaves the one before in force."""
    sync_filesystem(folder.editions)
    draft.rename(folder.edition(number))
    sync_folder(folder.editions)
    # The older ones first: a web server must at every instant find the names of what was in force just now.
    before = list(dict.fromkeys(_targets(folder, folder.current.name, *BEFORE)))
    for name, target in reversed([*zip(BEFORE, before, strict=False)]):
        _point(folder, name, target)
    _point(folder, folder.current.name, str(number))
    announce(folder, number)


def _targets(folder: DataFolder, *names: str) -> list[str]:
    """What the links lead to, without those that are not there."""
    links = (folder.editions / name for name in names)
    return [os.readlink(link) for link in links if link.is_symlink()]  # noqa: PTH115 - the text, not a path


def _point(folder: DataFolder, name: str, target: str) -> None:
    """A link cannot be changed, so a new one takes the old one's name in a single step."""
    fresh = folder.editions / f".{name}.tmp"
    fresh.symlink_to(target)
    fresh.replace(folder.editions / name)
    if name == folder.current.name:
        sync_folder(folder.editions)
