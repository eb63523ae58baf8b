"""One look at the source: is another edition in force there, and if so, bring it here and switch to it."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from time import monotonic

from publishing import announcement
from publishing.announcement import ANNOUNCEMENT, Announcement, announce
from publishing.canonical import sha256_hex
from publishing.edition.listing import STORE, STORE_SIGNATURE
from publishing.edition.read import current_number
from publishing.folder import DataFolder
from publishing.follow import switch, withdrawn
from publishing.follow.draft import Draft
from publishing.follow.faults import Fault, Missing, Refused, disk
from publishing.follow.local import LocalEdition, local_editions, once_each, spread, take
from publishing.follow.offer import LARGEST_LIST, LARGEST_SIGNATURE, Offer, read_offer
from publishing.follow.source import Source
from publishing.minisign import SECRET_KEY_NAME

SPARE = 64 * 2**20
"""Bytes that must stay free: the reader on this host writes reports."""

Say = Callable[[str], None]


class Follower:
    """Follows one source into one DATA folder."""

    def __init__(self, source: Source, folder: DataFolder, public_key: str, keep: int, say: Say) -> None:
        """`public_key` is the one line that `minisign -P` takes; `keep` counts the edition in force too."""
        self._source = source
        self._folder = folder
        self._key = public_key
        self._keep = keep
        self._say = say
        self._tidy = False

    def look(self) -> bool:
        """Whether another edition was put in force. Raises Fault; then the edition in force is as it was."""
        with _alone(self._folder), closing(self._source):
            said = self._announced()
            if self._is_in_force(said):
                if not self._tidy:  # once after each start: a crash may have come after the switch
                    self._tidy_up(local_editions(self._folder, self._key))
                return False
            self._tidy = False
            self._tidy_up(self._bring(self._offer(said)))
            return True

    def _announced(self) -> Announcement:
        try:
            data = self._source.read(ANNOUNCEMENT, announcement.LARGEST)
        except Missing as error:
            raise Missing(f"来源还没有公开任何一版（没有 {ANNOUNCEMENT}）。") from error
        try:
            return Announcement.parse(data)
        except ValueError as error:
            raise Refused(f"来源的 {ANNOUNCEMENT} 读不懂，没有采用。") from error

    def _is_in_force(self, said: Announcement) -> bool:
        if current_number(self._folder) != said.edition:
            return False
        try:
            data = (self._folder.edition(said.edition) / STORE).read_bytes()
        except OSError:
            data = b""
        if sha256_hex(data) == said.store_sha256:
            return True
        # Replacing its folder under a reader would mix two editions.
        raise Refused(
            f"来源的第 {said.edition} 版与本机正在公开的第 {said.edition} 版不是同一版，没有采用；"
            "若来源是从备份重建的，请在来源再发布一版。"
        )

    def _offer(self, said: Announcement) -> Offer:
        home = f"{said.edition}/"
        data = self._source.read(home + STORE, LARGEST_LIST)
        if sha256_hex(data) != said.store_sha256:
            raise Refused(
                f"第 {said.edition} 版的 store.json 不是 {ANNOUNCEMENT} 所指的，可能正在换版，没有采用。"
            )
        signature = self._source.read(home + STORE_SIGNATURE, LARGEST_SIGNATURE)
        offer = read_offer(data, signature, self._key)
        if offer.number != said.edition:
            raise Refused(f"第 {said.edition} 版的位置上是第 {offer.number} 版，没有采用。")
        return offer

    def _bring(self, offer: Offer) -> list[LocalEdition]:
        """Everything between the signed list and the switch; gives the editions on this host, the latest first."""
        started = monotonic()
        editions = local_editions(self._folder, self._key)
        _refuse_replay(offer, editions)
        editions = [edition for edition in editions if edition.offer.number != offer.number]
        draft = Draft(switch.draft_folder(self._folder, offer.number), offer)
        kept = draft.adopt()
        missing = take(draft, [name for name in offer.files if name not in kept], editions)
        wanted = once_each(spread(draft, missing))
        size = sum(entry["size"] for entry in wanted)
        self._refuse_without_room(sum(entry["size"] for entry in missing))
        if wanted:
            self._say(f"第 {offer.number} 版：要取 {len(wanted)} 个文件，{_size(size)}。")
        self._source.fetch(offer.number, wanted, draft)
        fetched = {entry["path"] for entry in wanted}
        if left := spread(draft, [entry for entry in missing if entry["path"] not in fetched]):
            self._source.fetch(offer.number, left, draft)
        draft.seal()
        switch.put_in_force(draft, self._folder, editions)
        self._say(
            f"第 {offer.number} 版已公开：{len(offer.files)} 个文件，取来 {len(wanted)} 个（{_size(size)}），"
            f"用时 {monotonic() - started:.1f} 秒。"
        )
        return [LocalEdition(self._folder.edition(offer.number), offer), *editions]

    def _refuse_without_room(self, size: int) -> None:
        with disk():
            free = shutil.disk_usage(self._folder.editions).free
        if free < size + SPARE:
            raise Fault(
                f"磁盘只剩 {_size(free)}，这一版还要 {_size(size)}，请腾出空间；已取到的文件会接着用。"
            )

    def _tidy_up(self, editions: list[LocalEdition]) -> None:
        """What follows from the edition in force: links, withdrawals, old editions. May be repeated."""
        switch.sweep(self._folder)
        current = current_number(self._folder)
        in_force = next((edition for edition in editions if edition.offer.number == current), None)
        if in_force is None:
            raise Refused("本机正在公开的一版签名不对：请停下公开站，删去它的目录和 current，再跟随。")
        self._announce_here(in_force.offer.number)
        switch.keep_previous(self._folder, editions, current)
        switch.prune(self._folder, editions, self._keep)
        self._erase(in_force, editions)
        self._tidy = True

    def _announce_here(self, number: int) -> None:
        """So that another host can follow this one. What comes after must be done even where this cannot."""
        try:
            with disk():
                announce(self._folder, number)
        except (ValueError, KeyError, TypeError):
            self._say(f"本机第 {number} 版的 edition.json 已损坏，跟随本机的主机暂时看不到它。")

    def _erase(self, in_force: LocalEdition, editions: list[LocalEdition]) -> None:
        try:
            withdrawn.take_list(self._source, self._folder, self._key)
        finally:
            gone = withdrawn.erase(self._folder, in_force, editions)
            if gone:
                self._say(f"按撤回名单擦除了旧版里的 {gone} 个文件。")


def _refuse_replay(offer: Offer, editions: list[LocalEdition]) -> None:
    """The signed time decides: an old edition shown again is never later than what was seen here."""
    latest = editions[0].offer if editions else None
    if latest is None or offer.order > latest.order or offer.sha256 == latest.sha256:
        return
    raise Refused(
        f"来源给出的第 {offer.number} 版（{offer.published.isoformat()}）不晚于本机的第 {latest.number} 版"
        f"（{latest.published.isoformat()}），可能是重放，没有采用。"
    )


@contextmanager
def _alone(folder: DataFolder) -> Iterator[None]:
    """Holds the builder's own lock for one look; raises Fault where another process has it."""
    # Its unit shows a follower the editions alone: there the store of objects, which only builders have, tells it.
    if (folder.keys / SECRET_KEY_NAME).exists() or folder.objects.exists():
        raise Fault(f"{folder.root} 是编辑台自己的数据目录，不能用来跟随；请换一个目录。")
    with disk():
        folder.editions.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder.editions / "lock", os.O_WRONLY | os.O_CREAT, 0o644)
    try:
        # A program started meanwhile holds the lock as well, even when it outlives this process.
        os.set_inheritable(handle, True)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Fault(f"另一个进程正在更新 {folder.root}，这次不动它。") from error
        yield
    finally:
        os.close(handle)


def _size(size: int) -> str:
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{size / 1024:.1f} kB"
