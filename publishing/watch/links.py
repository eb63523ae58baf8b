"""The links that lead servers to editions: `current`, and the two before it."""

import errno
import fcntl
import os
from dataclasses import dataclass

from publishing.edition.read import numbers
from publishing.edition.tree import BEFORE
from publishing.folder import DataFolder
from publishing.watch.expected import Expected, Unsigned
from publishing.watch.lists import Lists
from publishing.watch.mend import Mender

GONE = {errno.ENOENT, errno.ENOTDIR}
"""Errors that say that an edition is not there, not that the disk fails."""
LOOKS = 5


@dataclass(frozen=True, slots=True)
class LinkFault:
    """A link that led nowhere it may lead, and whether it is right again."""

    name: str
    what: str
    mended: bool
    lost: bool = False
    """Right again, but with an older edition: what was in force last must be built anew."""


class Links:
    """Reads the links, and points them back at what was in force before somebody bent them."""

    def __init__(self, folder: DataFolder, lists: Lists, known: int | None) -> None:
        """`known` is the highest edition that was ever in force, as far as anybody remembers."""
        self.faults: list[LinkFault] = []
        """Found since they were last taken."""
        self._folder = folder
        self._lists = lists
        self._known = known
        self._before: dict[str, int] = {}
        self._before_of: int | None = None

    def number(self, name: str = "current") -> int | None:
        """The edition that a link names in the one form that builders write; None for anything else."""
        try:
            target = os.readlink(self._folder.editions / name)  # noqa: PTH115 - the text, not a path
        except OSError:
            return None
        number = int(target) if target.isascii() and target.isdecimal() else 0
        return number if number and str(number) == target else None

    def in_force(self, mender: Mender) -> Expected | None:
        """The list of the edition in force, the link mended where need be; None where there is none to believe."""
        for _ in range(LOOKS):
            number = self.number()
            try:
                why = self._objection(number)
                if not why and number is not None:
                    found = self._lists.get(number)
                    self._known = number
                    return found
            except Unsigned as error:
                why = f"指向第 {number} 版，而它不可信（{error}）"
            except OSError as error:
                if error.errno not in GONE:
                    self._tell("current", f"第 {number} 版的 store.json 读不出：{error.strerror}", False)
                    return None
                why = f"指向第 {number} 版，而它不完整"
            if self.number() == number:  # else a builder switched while we read
                return self._mend_current(why, mender) if why else None
        return None

    def before(self, current: int, mender: Mender) -> dict[str, Expected]:
        """The lists of the two editions before, by the name of the link; a link that leads astray is set aside."""
        if self._before_of != current:
            self._before, self._before_of = {}, current
        found = {}
        for name in BEFORE:
            expected = self._one_before(name, current, mender)
            if expected is not None:
                found[name] = expected
                self._before[name] = expected.number
        return found

    def taken(self) -> list[LinkFault]:
        """The faults found so far, once."""
        faults, self.faults = self.faults, []
        return faults

    def _objection(self, number: int | None) -> str:
        """Why `current` cannot be right; empty where it can, or where there is no edition yet."""
        if number is None:
            if self._known is None and (not numbers(self._folder) or _is_building(self._folder)):
                return ""  # before the first edition, or in the middle of its build
            return "缺失或不是指向一版的链接"
        known = self._known
        if known is not None and number < known and self._lists.signed(known):
            return f"指向了旧版（第 {number} 版），应是第 {known} 版"
        return ""

    def _mend_current(self, why: str, mender: Mender) -> Expected | None:
        """Back to the edition that was in force last, or to the highest that is signed."""
        wrong = self.number()
        choices = [self._known, *numbers(self._folder)]
        number = next((one for one in choices if one is not None and self._lists.signed(one)), None)
        if number is None or number == wrong:
            self._tell("current", f"{why}，没有可以换回的版", False)
            return None
        if self.number() != wrong:
            return None  # a builder was quicker
        path = self._folder.current
        try:
            if os.path.lexists(path) and not path.is_symlink():
                mender.set_aside(self._folder.editions, path.name, "editions")
            mender.link(path.name, str(number))
        except OSError as error:
            self._tell("current", f"{why}，修复没有成功：{error.strerror}", False)
            return None
        last = self._known or (wrong if wrong in choices else None)
        older = last is not None and number < last
        self._known = number
        what = f"{why}，已换回第 {number} 版" + ("，要重新生成一版" if older else "")
        self._tell("current", what, True, lost=older)
        return self._lists.get(number)

    def _one_before(self, name: str, current: int, mender: Mender) -> Expected | None:
        number, known = self.number(name), self._before.get(name)
        there = os.path.lexists(self._folder.editions / name)
        if number == current or (known is None and not there):
            return None
        if number is not None:
            try:
                return self._lists.hashed(number)
            except Unsigned:
                pass
            except OSError:
                return None  # cleared away
        if self.number() != current or self.number(name) != number:
            return None  # a builder is switching
        return self._mend_before(name, known, there, mender)

    def _mend_before(self, name: str, known: int | None, there: bool, mender: Mender) -> Expected | None:
        what = "不是指向可信旧版的链接" if there else "缺失"
        try:
            if there:
                mender.set_aside(self._folder.editions, name, "editions")
            if known is None:
                self._tell(name, f"{what}，已移走", True)
                return None
            mender.link(name, str(known))
        except OSError as error:
            self._tell(name, f"{what}，修复没有成功：{error.strerror}", False)
            return None
        self._tell(name, f"{what}，已换回第 {known} 版", True)
        return self._lists.hashed(known)

    def _tell(self, name: str, what: str, mended: bool, *, lost: bool = False) -> None:
        self.faults.append(LinkFault(name, what, mended, lost))


def _is_building(folder: DataFolder) -> bool:
    """Whether a builder holds the lock at this moment."""
    try:
        with (folder.editions / "lock").open("r") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
