"""Writes that survive a power cut: the bytes reach the disk before the name that leads to them is used."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

WRITERS = 8
"""Parallel syncs; the file system commits those that wait together in one go."""


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


def sync_folders(paths: Iterable[Path]) -> None:
    """The same for many folders at once, each one once."""
    with ThreadPoolExecutor(WRITERS) as pool:
        # The list is what raises the errors of the threads.
        list(pool.map(sync_folder, dict.fromkeys(paths)))
