"""The box: a folder with one file for each report, put in whole and taken out by the desk."""

import os
from contextlib import suppress
from pathlib import Path

from publishing.durable import sync_folder, write_new
from publishing.folder import DataFolder
from publishing.reports.report import Report

MOST_WAITING = 10_000
"""Reports that wait at one time. Where nobody empties the box, it does not fill the disk."""
MODE = 0o640
"""The desk is in the group of the folder; nobody else reads what readers wrote."""
SUFFIX = ".json"


class BoxFull(Exception):
    """So many reports wait that no further one is taken."""


def box(folder: DataFolder) -> Path:
    """Where reports lie until the desk takes them in."""
    return folder.spool / "ticket"


def put(folder: DataFolder, report: Report) -> None:
    """Puts a report into the box; when this returns, a power cut does not lose it.

    Raises BoxFull, and OSError where the disk does not take it. Then nothing is left in the box.
    """
    place = box(folder)
    # On a host with units for systemd it is there, with its group; elsewhere all is one user's.
    place.mkdir(parents=True, exist_ok=True)
    if sum(1 for _ in os.scandir(place)) >= MOST_WAITING:
        raise BoxFull
    draft, named = place / f".{report.uuid}.tmp", place / f"{report.uuid}{SUFFIX}"
    try:
        write_new(draft, report.as_json(), MODE)
        draft.rename(named)
        sync_folder(place)
    except OSError:
        for left in (draft, named):
            with suppress(OSError):
                left.unlink(missing_ok=True)
        raise
