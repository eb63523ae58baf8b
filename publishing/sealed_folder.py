"""A folder that appears whole or not at all, and whose files are not written again."""

import fcntl
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from publishing.durable import sync_folder, write_new


def write_sealed(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files, read-only, into a new folder. Raises FileExistsError where it is there already.

    A crash at any instant leaves either nothing or everything: what an earlier crash left begins with a dot
    and is swept. The caller holds a lock.
    """
    if folder.exists():
        raise FileExistsError(folder)
    draft = folder.with_name(f".{folder.name}.tmp")
    if draft.exists():
        shutil.rmtree(draft)
    draft.mkdir(parents=True)
    for name, data in files.items():
        write_new(draft / name, data)
    sync_folder(draft)
    draft.rename(folder)
    # The dataset's own folder may be new too.
    sync_folder(folder.parent)
    sync_folder(folder.parent.parent)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds a lock file, waiting for whoever has it; the system lets go of it when a process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
