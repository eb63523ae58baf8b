"""Writes that survive a power cut: the bytes reach the disk before the name that leads to them is used."""

import ctypes
import os
from pathlib import Path


def write_new(path: Path, data: bytes, mode: int = 0o444) -> None:
    """Writes a new file and waits until the disk has its bytes. Raises FileExistsError where it is there."""
    # Never more than the owner's at first, so that a secret is at no instant readable by others.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fchmod(file.fileno(), mode)
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Waits until the disk has the names in the folder."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_filesystem(path: Path) -> None:
    """Waits until the disk has everything written so far to the file system that holds `path`.

    For a whole tree this is one call where syncing each file would be tens of thousands. Raises OSError where
    the disk reports an error.
    """
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if _LIBC is None:
            os.sync()
        elif _LIBC.syncfs(handle) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(path))
    finally:
        os.close(handle)


def _libc() -> ctypes.CDLL | None:
    """The C library where it has `syncfs` (Linux); Python has no name for that call."""
    library = ctypes.CDLL(None, use_errno=True)
    return library if hasattr(library, "syncfs") else None


_LIBC = _libc()
