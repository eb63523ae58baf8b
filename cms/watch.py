"""巡查 on the cms side: a sweep again and again, and what it found in alarms, in the log and in a sign of life."""

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

from cms.models import Alarm, Edition, Heartbeat
from cms.signing import data_folder, public_key
from cms.tasks import request_build
from publishing.watch.found import Fault, Sweep
from publishing.watch.sweep import Watch

logger = logging.getLogger(__name__)

NAME = "watch"
EVERY = 60.0
"""Seconds within which a change is found and mended."""
STEP = 0.7
"""Sweeps begin after this share of them, so that the slowest corner of a sweep is in time too."""
SPREAD = 0.15
"""A sweep is spread over this share, so that readers do not feel it."""
MOST_ALARMS = 200
MOST_KEPT = 10_000
LOCKED_MILLISECONDS = 800
"""How long a busy database may hold up a sweep; what could not be written is written after the next."""
ASK_AGAIN = timedelta(minutes=10)
REASON = "自动修复：公开文件有缺损，存储里没有完好的副本"


@dataclass(slots=True)
class Watching:
    """The loop of one process."""

    every: float = EVERY
    hurry: bool = False
    """Whether a sweep is done as fast as it goes."""
    begun: bool = False
    """Whether a sweep was done. The first is not spread: until then the desk says that nobody watches."""
    stop: threading.Event = field(default_factory=threading.Event)
    _watch: Watch | None = None
    _unwritten: list[Fault] = field(default_factory=list)
    _asked_at: datetime | None = None

    def run(self) -> None:
        """Sweeps until `stop` is set. Whatever goes wrong is logged, and the next sweep comes all the same."""
        while not self.stop.is_set():
            started = time.monotonic()
            try:
                self.once()
            except Exception:
                logger.exception("a sweep was not finished")
            finally:
                connection.close()  # the next one finds a database that was replaced or came back
            self.stop.wait(max(0.0, started + self.every * STEP - time.monotonic()))

    def once(self) -> Sweep:
        """One sweep, mended, logged and written down."""
        started = time.monotonic()
        sweep = self._watcher().sweep(lambda share: self._rest(started, share))
        self.begun = True
        log(sweep)
        self._unwritten += sweep.faults
        try:
            if connection.vendor == "sqlite":
                with connection.cursor() as cursor:
                    cursor.execute(f"PRAGMA busy_timeout = {LOCKED_MILLISECONDS:d}")
            self._write(sweep)
        except DatabaseError:
            logger.exception("the watch could not write to the database, and goes on")
            del self._unwritten[MOST_KEPT:]
        return sweep

    def _watcher(self) -> Watch:
        if self._watch is None:
            self._watch = Watch(data_folder(), public_key(), _known())
        return self._watch

    def _rest(self, started: float, share: float) -> bool:
        """Sleeps where the sweep is ahead of its time; True once it is time to stop."""
        spread = 0.0 if self.hurry or not self.begun else self.every * SPREAD
        ahead = share * spread - (time.monotonic() - started)
        return self.stop.wait(ahead) if ahead > 0 else self.stop.is_set()

    def _write(self, sweep: Sweep) -> None:
        now = timezone.now()
        write_alarms(self._unwritten)
        self._unwritten.clear()
        beat(sweep, self.every, now)
        if sweep.clean and sweep.edition is not None:
            verified = Edition.objects.filter(number=sweep.edition, manifest_sha256=sweep.manifest_sha256)
            verified.update(verified_at=now, problems="")
        if sweep.lost and (self._asked_at is None or now - self._asked_at > ASK_AGAIN):
            request_build(REASON, full=True)
            self._asked_at = now


def log(sweep: Sweep) -> None:
    """Every fault as an error, the first two hundred of them."""
    for fault in sweep.faults[:MOST_ALARMS]:
        logger.error("edition %s, %s: %s", fault.edition, fault.path, fault.what)
    left = len(sweep.faults) - MOST_ALARMS
    if left > 0:
        logger.error("and %s more files", left)
    if sweep.touched:
        logger.warning("the times of %s files were put right; their bytes were as signed", sweep.touched)


def write_alarms(faults: Sequence[Fault]) -> None:
    """One row a fault, at most two hundred and one that counts the rest. What is open already is not told again."""
    fresh = _not_told(faults) if faults else []
    shown, rest = fresh[:MOST_ALARMS], fresh[MOST_ALARMS:]
    Alarm.objects.bulk_create(_alarm(fault) for fault in shown)
    if rest:
        mended = sum(fault.mended for fault in rest)
        what = f"另有 {len(rest)} 处没有逐条列出，其中 {mended} 处已修复；请看程序日志"
        Alarm.objects.create(edition=rest[0].edition, path="（其余）", what=what, mended=mended == len(rest))


def beat(sweep: Sweep, every: float, at: datetime) -> None:
    """The sign of life, with what the sweep saw."""
    facts = {
        "edition": sweep.edition,
        "files": sweep.files,
        "bytes": sweep.bytes,
        "seconds": round(sweep.seconds, 2),
        "faults": len(sweep.faults),
        "mended": sweep.mended,
        "every": every,
    }
    Heartbeat.objects.update_or_create(name=NAME, defaults={"at": at, "facts": facts})


def _alarm(fault: Fault) -> Alarm:
    return Alarm(
        edition=fault.edition, path=_cut(fault.path, 600), what=_cut(fault.what, 300), mended=fault.mended
    )


def _not_told(faults: Sequence[Fault]) -> list[Fault]:
    """Those that are no open alarm already: neither mended nor seen to."""
    waiting = Alarm.objects.filter(mended=False, seen_at=None).values_list("edition", "path", "what")
    told = set(waiting)
    return [
        fault
        for fault in faults
        if fault.mended or (fault.edition, _cut(fault.path, 600), _cut(fault.what, 300)) not in told
    ]


def _cut(text: str, most: int) -> str:
    """As much as a column takes; names that are no UTF-8 are shown as far as they are."""
    clean = text.encode("utf-8", "replace").decode().replace("\0", "")
    return clean if len(clean) <= most else clean[: most - 1] + "…"


def _known() -> int | None:
    """The edition that an earlier watch saw in force."""
    try:
        last = Heartbeat.objects.filter(name=NAME).first()
    except DatabaseError:
        logger.exception("the watch starts without the database")
        return None
    number = last.facts.get("edition") if last else None
    return number if isinstance(number, int) else None
