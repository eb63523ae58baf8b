"""Whether all tampering with published files is found, named and mended in time, and no publication taken for it."""

import json
import os
import random
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.audit.desk_client import DeskClient
from tests.audit.publish_to_visible import section_form
from tests.running_site import RunningSite, manage, running_site

PROMISED = 60.0
"""Seconds within which everything must be mended with the watch as it is shipped."""
SLACK = 3.0
"""What a busy machine may add to a shorter promise."""


BUSY = 1.0
"""With this interval hardly an instant of a build has no sweep beside it."""


def tampering_mended(data: Path, quick: bool) -> str:
    """Damage many files while the watch runs; all must be mended in time. Then publish much; nothing must be found."""
    batches, size, builds, every = (3, 20, 5, 6.0) if quick else (10, 100, 100, PROMISED)
    bound = every + SLACK if quick else PROMISED
    with running_site(data, "--watch-every", f"{every:g}"):
        chance = random.Random(20261123)
        seconds = [batch(data, chance, size, bound) for _ in range(batches)]
    assert "核验通过" in manage(data, "edition", "verify").stdout
    with running_site(data, "--watch-every", f"{BUSY:g}") as site:
        before = alarms(data)
        beats = publish(site, builds)
        assert alarms(data) == before, f"false alarms: {alarms(data)[len(before) :][:5]}"
    return (
        f"{batches * size} tamperings, all named and mended, at most {max(seconds):.1f} s of {bound:.0f}; "
        f"{builds} builds, at least {beats} sweeps meanwhile, no alarm"
    )


def batch(data: Path, chance: random.Random, size: int, bound: float) -> float:
    """Tampers with many files at once, at any moment of a sweep; seconds until all of it was put right."""
    time.sleep(chance.uniform(0, bound / 4))
    told = len(alarms(data))
    tampering = Tampering(data, chance)
    started = time.monotonic()
    tampering.do(size)
    while wrong := tampering.wrong():
        taken = time.monotonic() - started
        assert taken < bound, f"{len(wrong)} of {size} are not mended after {taken:.1f} s, such as {wrong[0]}"
        time.sleep(0.2)
    taken = time.monotonic() - started
    tampering.assert_named(told)
    return taken


@dataclass
class Tampering:
    """What was done to the edition in force, and whether it is undone."""

    data: Path
    chance: random.Random
    good: dict[Path, bytes] = field(default_factory=dict)
    strangers: list[Path] = field(default_factory=list)

    def do(self, times: int) -> None:
        """So many changes of a byte, deletions, additions and swaps, of files that nothing was done to yet."""
        home = (self.data / "editions/current").resolve()
        files = sorted(path for path in home.rglob("*") if path.is_file())
        self.chance.shuffle(files)
        folders = sorted(path for path in home.rglob("*") if path.is_dir())
        for number in range(times):
            kind = self.chance.randrange(4)
            if kind == 3:
                self._plant(self.chance.choice(folders), number)
            else:
                (self._flip, self._delete, self._swap)[kind](files)

    def wrong(self) -> list[Path]:
        """What is not undone yet."""
        changed = [path for path, body in self.good.items() if _bytes(path) != body]
        return changed + [path for path in self.strangers if os.path.lexists(path)]

    def assert_named(self, told: int) -> None:
        """Every file is in an alarm since then; the alarms come right after the mending."""
        home = (self.data / "editions/current").resolve()
        names = {path.relative_to(home).as_posix() for path in (*self.good, *self.strangers)}
        for _ in range(100):
            named = {path for _, path in alarms(self.data)[told:]}
            if names <= named:
                break
            time.sleep(0.1)
        assert names <= named, f"not named: {sorted(names - named)[:5]}"

    def _take(self, files: list[Path]) -> Path:
        path = files.pop()
        self.good[path] = path.read_bytes()
        return path

    def _flip(self, files: list[Path]) -> None:
        """One bit, in place and so in every edition that shares the file; often without a trace in its time."""
        path = self._take(files)
        known = path.stat()
        path.chmod(0o644)
        with path.open("r+b") as file:
            place = self.chance.randrange(known.st_size)
            file.seek(place)
            byte = file.read(1)[0]
            file.seek(place)
            file.write(bytes([byte ^ (1 << self.chance.randrange(8))]))
        path.chmod(0o444)
        if self.chance.random() < 0.5:
            os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))

    def _delete(self, files: list[Path]) -> None:
        self._take(files).unlink()

    def _swap(self, files: list[Path]) -> None:
        one, other = self._take(files), self._take(files)
        if self.good[one] == self.good[other]:  # `latest` has the bytes of a release
            other.unlink()
            one.unlink()
            return
        aside = one.with_name(one.name + ".swap")
        one.rename(aside)
        other.rename(one)
        aside.rename(other)

    def _plant(self, folder: Path, number: int) -> None:
        path = folder / f"planted-{number}.html"
        kind = self.chance.randrange(3)
        if kind == 0:
            path.write_text("x")
        elif kind == 1:
            path.mkdir()
        else:
            path.symlink_to("/etc/hosts")
        self.strangers.append(path)


def publish(site: RunningSite, builds: int) -> int:
    """Publishes again and again, and lets the watch go round once more; how often it gave a sign of life."""
    client = DeskClient(site)
    form = section_form(client)
    beats = {heartbeat(site.data)}
    for number in range(builds):
        words = f"换版 {number} {time.time_ns()}"
        client.post(form, {"intro": words, "action-publish": "action-publish"}, "form#page-edit-form")
        site.wait_until("/deeds/", words, seconds=30)
        beats.add(heartbeat(site.data))
    wanted, deadline = edition(site), time.monotonic() + 20
    while json.loads(heartbeat(site.data)[1]).get("edition") != wanted:
        assert time.monotonic() < deadline, "the watch does not come round any more"
        beats.add(heartbeat(site.data))
        time.sleep(0.2)
    return len(beats)


def edition(site: RunningSite) -> int:
    """The number that readers are told."""
    return int(json.loads(site.get("/edition.json")[1])["edition"])


def alarms(data: Path) -> list[tuple[int, str]]:
    """Key and file of every alarm, oldest first."""
    with closing(sqlite3.connect(f"file:{data}/db.sqlite3?mode=ro", uri=True)) as database:
        return list(database.execute("select id, path from cms_alarm order by id"))


def heartbeat(data: Path) -> tuple[str, str]:
    """When the watch last gave a sign of life, and what it said."""
    with closing(sqlite3.connect(f"file:{data}/db.sqlite3?mode=ro", uri=True)) as database:
        found = database.execute("select at, facts from cms_heartbeat where name = 'watch'").fetchone()
    return (str(found[0]), str(found[1])) if found else ("", "{}")


def _bytes(path: Path) -> bytes | None:
    try:
        return None if path.is_symlink() else path.read_bytes()
    except OSError:
        return None
