"""Many publications while readers read: every answer belongs whole to the edition in force then, or just before."""

import json
import threading
import time
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.audit.desk_client import DeskClient
from tests.audit.publish_to_visible import section_form
from tests.audit.steady_load import Seen, SteadyLoad
from tests.running_site import running_site

PATHS = ("/", "/deeds/", "/deeds/index.json", "/content.json", "/feeds/deeds.atom", "/codes/areas.json")
"""Some change with every publication here, some never."""
LAG = 1.0
"""Seconds that a process may go on with the edition before: it looks ten times a second, when it gets to run."""
NOTICED = 0.25
"""Seconds that a switch may be older than when we noticed it, on a busy machine."""


def switches_under_load(data: Path, quick: bool) -> str:
    """Publish a hundred times under a thousand requests a second; two reader processes answer."""
    rounds, rate = (8, 300) if quick else (100, 1000)
    with running_site(data, "--readers", "2") as site:
        client = DeskClient(site)
        form = section_form(client)
        with Switches(data / "editions/current") as switches, SteadyLoad(site.port, PATHS, rate) as load:
            for number in range(rounds):
                words = f"换版 {number} {time.time_ns()}"
                client.post(form, {"intro": words, "action-publish": "action-publish"}, "form#page-edit-form")
                site.wait_until("/deeds/", words, seconds=30)
            time.sleep(LAG)
    assert len(switches.numbers) > rounds, "each publication made an edition"
    check(load.seen, switches)
    slowest = max(seen.ended - seen.begun for seen in load.seen)
    return (
        f"{len(switches.numbers) - 1} switches, {len(load.seen)} answers, "
        f"{len(load.seen) / load.seconds:.0f} a second of {rate} wanted, slowest {slowest * 1000:.0f} ms"
    )


@dataclass
class Switches:
    """Notes when which edition came into force and what it listed, by looking at the link all the time."""

    link: Path
    times: list[float] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    listed: dict[int, dict[str, str]] = field(default_factory=dict)
    """SHA-256 by path, by edition: old editions may be cleared away before the end."""
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> "Switches":
        self._look()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        assert self._thread is not None
        self._thread.join()

    def between(self, begun: float, ended: float) -> Sequence[int]:
        """The editions in force at any instant from `begun` to `ended`."""
        first = max(bisect_right(self.times, begun) - 1, 0)
        return self.numbers[first : bisect_right(self.times, ended)]

    def _run(self) -> None:
        while not self._stop.wait(0.005):
            self._look()

    def _look(self) -> None:
        number = int(str(self.link.readlink()))
        if not self.numbers or self.numbers[-1] != number:
            self.times.append(time.monotonic())
            self.numbers.append(number)
            self.listed[number] = manifest(self.link.parent / str(number))


def check(answers: Sequence[Seen], switches: Switches) -> None:
    """Fails for an error, for an answer of no edition that was in force, and for an ETag with two bodies."""
    failed = [seen for seen in answers if seen.status != 200]
    assert not failed, f"{len(failed)} of {len(answers)} failed, such as {failed[0]}"
    bodies: dict[tuple[str, str], str] = {}
    for seen in answers:
        possible = switches.between(seen.begun - LAG, seen.ended + NOTICED)
        assert any(switches.listed[number].get(seen.path) == seen.sha256 for number in possible), (
            f"{seen} is in none of the editions {possible}"
        )
        assert bodies.setdefault((seen.path, seen.etag), seen.sha256) == seen.sha256, f"two bodies: {seen}"


def manifest(edition: Path) -> dict[str, str]:
    """SHA-256 by path."""
    files = json.loads((edition / "edition/manifest.json").read_bytes())["files"]
    return {entry["path"]: entry["sha256"] for entry in files}
