"""One look at every published byte: what differs from the signed list is mended at once and told.

A sweep goes through the folders in order. Where the edition in force changes on the way it goes on in the new one
from the same place, so that every address is read once a sweep however often somebody publishes. What is found in
an edition that is not served any more is no fault: it was cleared away.
"""

import os
import time
from bisect import bisect_left
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from publishing.durable import sync_filesystem
from publishing.edition.listing import PRIVATE
from publishing.edition.withdrawals import LIST
from publishing.folder import DataFolder
from publishing.watch.examine import Examiner, Kind, Wrong, folder_mode
from publishing.watch.expected import HASHED, Expected
from publishing.watch.found import Sweep
from publishing.watch.links import Links
from publishing.watch.lists import Lists
from publishing.watch.mend import Mender
from publishing.watch.repair import ATTEMPTED, Absent, Repair
from publishing.watch.withdrawn import Withdrawn

__all__ = ["Rest", "Sweep", "Watch"]

REST_AFTER = 200
"""Files after which a sweep lets others have the processor."""
CURRENT = "current"

Rest = Callable[[float], bool]
"""Asked again and again with the share of the sweep that is done. It may sleep; True ends the sweep there."""


class Watch:
    """Sweeps the editions below one DATA folder for as long as a process runs."""

    def __init__(self, folder: DataFolder, public_key: str, known: int | None = None) -> None:
        """`known` is the highest edition that an earlier watch has seen in force: `current` never goes back."""
        self.folder = folder
        self.lists = Lists(folder, public_key)
        self.links = Links(folder, self.lists, known)
        self.withdrawn = Withdrawn(folder, public_key)

    def sweep(self, rest: Rest = lambda share: False) -> Sweep:
        """One sweep, with what is wrong mended when it returns. A fault of the disk is told, never raised."""
        return _Round(self, rest).run()


class _Round:
    """The work of one sweep."""

    def __init__(self, watch: Watch, rest: Rest) -> None:
        self.folder = watch.folder
        self.links, self.lists, self.withdrawn = watch.links, watch.lists, watch.withdrawn
        self.rest = rest
        self.rested = 0
        self.stopped = False
        self.examiner = Examiner()
        self.result = Sweep()
        self.mender = Mender(watch.folder)
        absent = Absent(watch.withdrawn, watch.links.number)
        self.repair = Repair(watch.folder, self.mender, absent, self.result)

    def run(self) -> Sweep:
        """All of it."""
        started = time.perf_counter()
        result = self.result
        self._withdrawals()
        expected = self.links.in_force(self.mender)
        if expected is not None:
            expected = self._tree(expected)
        if expected is not None:
            result.edition, result.manifest_sha256 = expected.number, expected.manifest_sha256
            self._before(expected.number)
        for fault in self.links.taken():
            result.tell(None, fault.name, fault.what, fault.mended, lost=fault.lost or not fault.mended)
        if self.mender.mended:
            with suppress(OSError):
                sync_filesystem(self.folder.editions)
        result.whole = result.whole and not self.stopped
        result.files, result.bytes = self.examiner.files, self.examiner.bytes
        result.seconds = time.perf_counter() - started
        return result

    def _withdrawals(self) -> None:
        """The signed list of what was erased."""
        try:
            what = self.withdrawn.fault()
        except OSError as error:
            self.result.tell(None, LIST, f"撤除名单缺失或被改动，{ATTEMPTED}：{error.strerror}")
            return
        if what:
            known = self.withdrawn.is_known()
            self.result.tell(
                None, LIST, f"{what}，{'已恢复' if known else '没有采用；请查明是谁放的'}", known
            )

    def _tree(self, expected: Expected) -> Expected | None:
        """Every folder of the edition in force; which edition that was in the end."""
        mode = self._root(expected, CURRENT)
        place, order = 0, list(expected.folders)
        while place < len(order) and not self.stopped:
            name = order[place]
            if self.links.number() != expected.number:
                found = self.links.in_force(self.mender)
                if found is None:
                    self.result.whole = False
                    return None
                if found is not expected:
                    self.result.whole = False
                    expected, mode = found, self._root(found, CURRENT)
                    order = list(expected.folders)
                    place = bisect_left(order, name)
                    continue
            if self._folder(expected, name, mode, CURRENT):
                place += 1
            self._breathe(place / len(order))
        return expected

    def _before(self, current: int) -> None:
        """The hashed names of the two editions before."""
        before = self.links.before(current, self.mender)
        for link, expected in before.items():
            served = partial(self._served, expected, link)
            if not os.path.lexists(expected.root):
                continue  # cleared away
            mode = self._root(expected, link)
            self.repair.signed_lists(expected, served)
            for top in HASHED:
                path = expected.root / top
                if os.path.lexists(path) and (path.is_symlink() or top not in expected.folders):
                    self.repair.wrong(expected, Wrong(top, Kind.EXTRA), mode, served)
            for name in expected.folders:
                if self.stopped or not self._folder(expected, name, mode, link):
                    break
                self._breathe(1.0)
        self.lists.keep(current, {expected.number for expected in before.values()})

    def _root(self, expected: Expected, link: str) -> int:
        """The mode of an edition's folders; its own is made again where somebody took it away."""
        mode = folder_mode(expected) or 0o755
        root = expected.root
        if (not root.is_dir() or root.is_symlink()) and self.links.number(link) == expected.number:
            self.repair.root(expected, mode)
        return mode

    def _folder(self, expected: Expected, name: str, mode: int, link: str) -> bool:
        """One folder; False where the edition is not served any more, so that nothing was judged."""
        served = partial(self._served, expected, link)
        if name == PRIVATE:
            self.repair.signed_lists(expected, served)
        found = self.examiner.folder(expected, name, mode)
        # Only what was seen wrong while the edition was served is a fault: else it was cleared away.
        if found and not served():
            return False
        for wrong in found:
            self.repair.wrong(expected, wrong, mode, served)
        return True

    def _served(self, expected: Expected, link: str) -> bool:
        return self.links.number(link) == expected.number and (link == CURRENT or expected.root.is_dir())

    def _breathe(self, share: float) -> None:
        if self.examiner.files - self.rested >= REST_AFTER:
            self.rested = self.examiner.files
            self.stopped = self.rest(share) or self.stopped
