"""Bytes that were erased for privacy: in editions that are not in force their absence is right, and nothing may put
them back. What is in force was not withdrawn, whatever the list says."""

import json
from pathlib import Path

from publishing.announcement import write_replacing
from publishing.edition.withdrawals import LIST, LIST_SIGNATURE, BadWithdrawals, withdrawn_hashes
from publishing.folder import DataFolder
from publishing.watch.expected import Listed

Seen = tuple[bytes | None, bytes | None]


class Withdrawn:
    """The signed list of withdrawals below `editions`, read again whenever it is asked.

    Whoever withdraws writes the list first and erases afterwards: then a file that was put back at the very moment
    of its withdrawal is found here right after, and taken away again.
    """

    def __init__(self, folder: DataFolder, public_key: str) -> None:
        self._folder = folder
        self._paths = (folder.editions / LIST, folder.editions / LIST_SIGNATURE)
        self._public_key = public_key
        self._good: tuple[bytes, bytes] | None = None
        self._seen: Seen = (None, None)
        self._doubted: Seen | None = None
        self._hashes: frozenset[str] = frozenset()
        self._claimed: frozenset[str] = frozenset()

    def __contains__(self, entry: Listed) -> bool:
        """Whether the file was withdrawn: by its own hash, or as a coding of what was."""
        self._read()
        hashes = self._hashes | self._claimed
        return entry.sha256 in hashes or entry.plain in hashes

    def surely(self, entry: Listed) -> bool:
        """The same, by what is signed alone: reason enough to erase."""
        self._read()
        return entry.sha256 in self._hashes or entry.plain in self._hashes

    def fault(self) -> str | None:
        """What is wrong with the list, in Chinese; the last good one is then written back. Asked once a sweep.

        A list and its signature are replaced one after the other, so only what two sweeps see alike is a fault.
        Raises OSError.
        """
        if self._read():
            self._doubted = None
            return None
        if self._doubted != self._seen:
            self._doubted = self._seen
            return None
        self._claimed = frozenset()
        if self._good is None:
            return "撤除名单的签名不可信"
        for path, data in zip(self._paths, self._good, strict=True):
            write_replacing(path, data)
        return "撤除名单缺失或被改动"

    def is_known(self) -> bool:
        """Whether a good list was ever seen, so that it can be written back."""
        return self._good is not None

    def _read(self) -> bool:
        """Whether the list on disk can be believed; takes over what it says."""
        data, signature = seen = (_bytes(self._paths[0]), _bytes(self._paths[1]))
        try:
            hashes = withdrawn_hashes(self._folder, self._public_key)
        except (BadWithdrawals, OSError, ValueError, KeyError, TypeError):
            if seen != self._seen:
                self._claimed = _claimed(data)
            self._seen = seen
            return False
        self._seen, self._claimed = seen, frozenset()
        if data is None or signature is None:
            return self._good is None
        self._good = (data, signature)
        # What was withdrawn once stays so, whatever an older list says.
        self._hashes |= hashes
        return True


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _claimed(data: bytes | None) -> frozenset[str]:
    """What a list says that nobody vouches for, or nobody yet."""
    try:
        entries = json.loads(data or b"")["withdrawals"]
        return frozenset(str(digest) for entry in entries for digest in entry["sha256"])
    except (ValueError, KeyError, TypeError):
        return frozenset()
