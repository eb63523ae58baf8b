"""A builder that may be killed: a process of its own that publishes a change as `manage.py edition build` does.

It is forked from a process that has Django set up, and so starts at once. For use inside `manage.py shell`.
"""

import ctypes
import os
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

from cms.commanded_build import build_for_command, check_for_command
from cms.models import Identity, Observation, SectionPage
from cms.signing import data_folder, public_key
from publishing.edition.read import current_number
from publishing.edition.verify import verify
from publishing.reader.current import CurrentEdition

PR_SET_PTRACER = 0x59616D61
ANYBODY = ctypes.c_ulong(-1)
SECONDS_TO_END = 2.0
"""How long what a killed builder had started may live on."""
LONGEST_BUILD = 120.0


def change_section(words: str) -> None:
    """A change that shows on few pages."""
    SectionPage.objects.filter(slug="deeds").update(intro=words)


def change_footer(words: str) -> None:
    """A change that shows on every page: all are rendered anew, by several processes where there are many."""
    Identity.objects.update_or_create(pk=Identity.load().pk, defaults={"footer_note": words})


def change_figure(words: str) -> None:
    """A change of the section and of a figure, so that a release is cut before the build."""
    figure = Observation.objects.filter(value__isnull=False).order_by("pk")[0]
    Observation.objects.filter(pk=figure.pk).update(note=words)
    change_section(words)


def words() -> str:
    """No two builds bring the same."""
    return f"突然停止之前 {time.time_ns()}"


@dataclass(slots=True)
class MortalBuilder:
    """A builder that has made its change and waits for a word to build."""

    pid: int
    words: str
    log: Path
    _go: int

    def go(self) -> None:
        """Let it build."""
        os.write(self._go, b"g")
        os.close(self._go)

    def wait(self) -> int:
        """Its exit status, or minus the signal that ended it."""
        deadline = time.monotonic() + LONGEST_BUILD
        while time.monotonic() < deadline:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.002)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        raise AssertionError(f"a builder did not end: {self.said()}")

    def kill(self) -> int:
        """SIGKILL, to the builder alone: whatever it started must end with it. Its exit status."""
        os.kill(self.pid, signal.SIGKILL)
        status = self.wait()
        deadline = time.monotonic() + SECONDS_TO_END
        while left := session(self.pid):
            assert time.monotonic() < deadline, f"processes of a killed builder live on: {left}"
            time.sleep(0.01)
        return status

    def said(self) -> str:
        """The end of what it wrote."""
        return self.log.read_text(errors="replace")[-1500:]


def mortal_builder(change: Callable[[str], None], words: str) -> MortalBuilder:
    """Start a builder that makes the change, and wait until it has made it."""
    connections.close_all()
    log = data_folder().root / "builder.log"
    ready, told = os.pipe()
    heard, go = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(go)
        _live(change, words, log, told, heard)
    os.close(told)
    os.close(heard)
    with os.fdopen(ready, "rb") as pipe:
        if pipe.read(1) != b"r":
            os.waitpid(pid, 0)
            raise AssertionError(f"the change could not be made: {log.read_text()}")
    return MortalBuilder(pid, words, log, go)


def _live(change: Callable[[str], None], words: str, log: Path, told: int, heard: int) -> None:
    """The whole life of a builder; never returns, so that a fault cannot let it go on with the check."""
    try:
        os.setsid()
        ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANYBODY, 0, 0, 0)
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        change(words)
        connections.close_all()
        os.write(told, b"r")
        os.close(told)
        if os.read(heard, 1) == b"g":
            build_for_command()
            os._exit(0)
    except BaseException:
        # Not `write`, which a check may have made to fail.
        os.pwrite(2, traceback.format_exc().encode(), os.lseek(2, 0, os.SEEK_CUR))
    finally:
        os._exit(1)


def session(leader: int) -> dict[int, str]:
    """The living processes of a session, with their state."""
    found: dict[int, str] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] not in "ZX":
            found[int(entry.name)] = fields[0]
    return found


def in_force(words: str, before: int) -> bool:
    """Whether the edition in force is the new one, with the words; it or the one before, it must be whole."""
    folder, key = data_folder(), public_key()
    number = current_number(folder)
    assert number is not None, "no edition is in force"
    findings = verify(folder, number, key)
    assert findings == [], f"edition {number} is broken: {findings[:5]}"
    reader = CurrentEdition(folder, key)
    served = reader.get()
    assert served is not None and reader.refused is None and served.number == number, reader.refused
    page = served.file("/deeds/")
    assert page is not None
    new = words in (folder.edition(number) / "deeds/index.html").read_text()
    assert new == (number > before), f"edition {number} after {before}, and the change is there: {new}"
    return new


def next_build_succeeds(words: str) -> None:
    """A build without any hand brings the change out, and leaves nothing behind."""
    folder = data_folder()
    before = current_number(folder) or 0
    builder = mortal_builder(change_section, words)
    builder.go()
    assert builder.wait() == 0, f"the build after a crash failed: {builder.said()}"
    assert in_force(words, before), "the build after a crash made no edition"
    left = [path.name for path in folder.editions.glob(".*")]
    assert left == [], f"left behind: {left}"


def equals_a_full_build() -> None:
    """What builds take over is what a build would make anew."""
    connections.close_all()
    check_for_command()
