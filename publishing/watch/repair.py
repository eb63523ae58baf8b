"""Puts right each thing that was found wrong in an edition, and tells what was done."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from publishing.canonical import sha256_hex
from publishing.edition.listing import STORE, STORE_SIGNATURE
from publishing.folder import DataFolder
from publishing.watch.examine import MODE, Kind, Wrong
from publishing.watch.expected import Expected, Listed
from publishing.watch.found import Sweep
from publishing.watch.mend import Mender
from publishing.watch.withdrawn import Withdrawn

LOST = "没有完好的副本，要完整地重新生成一版"
ATTEMPTED = "修复没有成功"

Served = Callable[[], bool]
"""Whether the edition is served at this moment: what is wrong with one that is not was cleared away."""


@dataclass(frozen=True, slots=True)
class Absent:
    """What may rightly be absent: bytes that were withdrawn, in any edition but the one in force."""

    withdrawn: Withdrawn
    in_force: Callable[[], int | None]

    def rightly(self, expected: Expected, entry: Listed) -> bool:
        """Whether the file need not be there, and must not be put back."""
        return entry in self.withdrawn and self.in_force() != expected.number

    def surely(self, expected: Expected, entry: Listed) -> bool:
        """The same by a list that is signed: reason enough to erase."""
        return self.withdrawn.surely(entry) and self.in_force() != expected.number


class Repair:
    """The repairs of one sweep."""

    def __init__(self, folder: DataFolder, mender: Mender, absent: Absent, result: Sweep) -> None:
        """`absent` judges what was withdrawn."""
        self._folder = folder
        self._mender = mender
        self._absent = absent
        self._result = result

    def root(self, expected: Expected, mode: int) -> None:
        """Makes the edition's own folder again, empty, where somebody took it away."""
        root, number = expected.root, expected.number
        try:
            if os.path.lexists(root):
                self._mender.set_aside(self._folder.editions, root.name, "editions")
            root.mkdir(mode)
        except OSError as error:
            self._result.tell(number, ".", f"整版目录缺失，{ATTEMPTED}：{error.strerror}")
        else:
            self._result.tell(number, ".", "整版目录缺失，已重建并逐个恢复文件", True)

    def signed_lists(self, expected: Expected, served: Served) -> None:
        """`store.json` and its signature, written back from memory where they differ."""
        self._signed_list(expected, STORE, expected.store_size, expected.store_sha256, expected.store, served)
        signature = expected.signature
        digest = sha256_hex(signature)
        self._signed_list(expected, STORE_SIGNATURE, len(signature), digest, lambda: signature, served)

    def _signed_list(
        self, expected: Expected, name: str, size: int, digest: str, good: Callable[[], bytes], served: Served
    ) -> None:
        path, number = expected.root / name, expected.number
        if _is(path, size, digest) or not served():
            return
        what = (Kind.CHANGED if os.path.lexists(path) else Kind.MISSING).value
        try:
            path.parent.mkdir(exist_ok=True)
            if os.path.lexists(path) and not path.is_file():
                self._mender.set_aside(expected.root, name, str(number))
            self._mender.write_list(path, good())
        except OSError as error:
            self._result.tell(number, name, f"{what}，{ATTEMPTED}：{error.strerror}")
        else:
            self._result.tell(number, name, f"{what}，已恢复为签名有效的那一份", True)

    def wrong(self, expected: Expected, wrong: Wrong, mode: int, served: Served) -> None:
        """One name that is not as signed."""
        try:
            self._mend(expected, wrong, mode)
        except OSError as error:
            if served():
                what = f"{wrong.kind.value}，{ATTEMPTED}：{error.strerror}"
                self._result.tell(expected.number, wrong.name, what)

    def _mend(self, expected: Expected, wrong: Wrong, mode: int) -> None:
        path, number, kind = expected.root / wrong.name, expected.number, wrong.kind
        if kind is Kind.EXTRA:
            where = self._mender.set_aside(expected.root, wrong.name, str(number))
            self._result.tell(number, wrong.name, f"{kind.value}，已移到 {where}", True)
        elif kind is Kind.FOLDER_MODE:
            path.chmod(mode)
            self._result.tell(number, wrong.name, f"{kind.value}，已改回", True)
        elif kind in {Kind.MODE, Kind.TOUCHED}:
            self._attributes(number, path, wrong)
        else:
            self._bytes(expected, wrong)

    def _attributes(self, number: int, path: Path, wrong: Wrong) -> None:
        """Mode and time of a file whose bytes are right."""
        assert wrong.listed is not None
        os.utime(path, (wrong.listed.modified, wrong.listed.modified))
        if wrong.kind is Kind.TOUCHED:
            self._result.touched += 1
            return
        path.chmod(MODE)
        self._result.tell(number, wrong.name, f"{wrong.kind.value}，已改回", True)

    def _bytes(self, expected: Expected, wrong: Wrong) -> None:
        assert wrong.listed is not None
        number, entry = expected.number, wrong.listed
        what = wrong.kind.value + (f"（{wrong.detail}）" if wrong.detail else "")
        if self._absent.rightly(expected, entry):
            if wrong.kind is not Kind.MISSING:
                where = self._mender.set_aside(expected.root, wrong.name, str(number))
                self._result.tell(number, wrong.name, f"原件已撤除，而这里另有内容，已移到 {where}", True)
            return
        restored = self._mender.restore(expected, entry)
        if self._absent.surely(expected, entry):  # it was withdrawn while we wrote
            self._mender.erase(entry)
        elif restored:
            self._result.tell(number, wrong.name, f"{what}，已从存储恢复", True)
        else:
            self._result.tell(number, wrong.name, f"{what}，{LOST}", lost=True)


def _is(path: Path, size: int, sha256: str) -> bool:
    """Whether a regular file has these bytes."""
    try:
        return (
            path.lstat().st_size == size
            and path.is_file()
            and not path.is_symlink()
            and sha256_hex(path.read_bytes()) == sha256
        )
    except OSError:
        return False
