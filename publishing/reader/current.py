"""Which edition is in force. Looks at one symbolic link, at most every tenth of a second."""

import logging
import os
import threading
from functools import lru_cache
from pathlib import Path
from time import monotonic

from django.conf import settings

from publishing.folder import DataFolder
from publishing.reader.served_edition import ServedEdition
from publishing.reader.store_list import BrokenEdition, StoreList, read_edition

LOOK_EVERY = 0.1
"""Seconds between two looks at the link."""
TRY_AGAIN_AFTER = 5.0
"""Seconds after which a refused edition is tried again."""
OLDER = 2
"""How many earlier editions lend their hashed names, so that an open page never breaks."""

logger = logging.getLogger(__name__)


class CurrentEdition:
    """Holds the edition in force below one DATA folder, and takes over a new one by itself.

    An edition that is broken or not signed is refused: the one before stays in force and `refused` says why.
    """

    def __init__(self, folder: DataFolder, public_key: str | None = None) -> None:
        """`public_key` is the key to trust; None trusts the key in the edition."""
        self.refused: str | None = None
        self.public_key = public_key
        self._folder = folder
        self._edition: ServedEdition | None = None
        self._target: str | None = None
        self._refused_target: str | None = None
        self._look_at = self._try_at = 0.0
        self._hashed: dict[int, StoreList] = {}
        self._lock = threading.Lock()

    def get(self) -> ServedEdition | None:
        """The edition for one request; None before the first one was built."""
        if monotonic() < self._look_at and self._edition is not None:
            return self._edition
        # While one thread loads a new edition, the others go on with the old one; they wait for the first.
        if self._lock.acquire(blocking=self._edition is None):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._edition

    def _look(self) -> None:
        """Takes over the edition that the link names, when it is another one."""
        now = monotonic()
        if now < self._look_at:
            return
        self._look_at = now + LOOK_EVERY
        try:
            target = os.readlink(self._folder.current)  # noqa: PTH115 - a Path would cost more than the call
        except FileNotFoundError:
            return
        if target == self._target:
            self._refused_target = self.refused = None
            return
        if target == self._refused_target and now < self._try_at:
            return
        try:
            self._edition = self._load((self._folder.editions / target).resolve())
            self._target, self._refused_target, self.refused = target, None, None
        except BrokenEdition as error:
            logger.exception("edition refused")
            self._refused_target, self.refused = target, str(error)
            self._try_at = now + TRY_AGAIN_AFTER

    def _load(self, root: Path) -> ServedEdition:
        store, frame = read_edition(root, self.public_key)
        older = tuple(self._older(store.number))
        self._hashed = {each.number: each for each in (store.hashed_names(), *older)}
        logger.info("edition %s is in force, %s paths", store.number, len(store.resources))
        return ServedEdition(store, frame, older)

    def _older(self, number: int) -> list[StoreList]:
        """The hashed names of the editions before `number`, newest first."""
        names = [entry.name for entry in self._folder.editions.iterdir() if entry.name.isdecimal()]
        lists = []
        for earlier in sorted((int(name) for name in names if int(name) < number), reverse=True)[:OLDER]:
            try:
                lists.append(self._hashed.get(earlier) or self._read_hashed(earlier))
            except BrokenEdition:
                logger.exception("an earlier edition cannot lend its names")
        return lists

    def _read_hashed(self, number: int) -> StoreList:
        return read_edition(self._folder.edition(number), self.public_key)[0].hashed_names()


@lru_cache(maxsize=8)
def _holder(root: Path, public_key: str | None) -> CurrentEdition:
    return CurrentEdition(DataFolder(root), public_key)


def current_edition() -> CurrentEdition:
    """The holder for the settings' DATA_DIR, one per process. `PUBLIC_KEY` in the settings pins the key."""
    return _holder(Path(settings.DATA_DIR), getattr(settings, "PUBLIC_KEY", None))
