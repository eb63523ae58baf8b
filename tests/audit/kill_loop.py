"""The loop of the check `kills`; runs inside `manage.py shell`, where Django is set up."""

import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings

from cms.signing import data_folder
from publishing.edition.read import current_number
from tests.audit.mortal_builder import (
    LONGEST_BUILD,
    change_figure,
    change_footer,
    change_section,
    equals_a_full_build,
    in_force,
    mortal_builder,
    next_build_succeeds,
    session,
    words,
)

Change = Callable[[str], None]

PARTS: tuple[tuple[Change, float], ...] = ((change_section, 0.4), (change_figure, 0.2), (change_footer, 0.4))
"""One after the other, since a change of every page that was killed makes the next build as long."""
AFTER_SWITCH = 0.03
"""The part of a build after its switch in which a fifth of the kills fall: chance would seldom hit it."""
EVERY = 20
"""After so many kills a build must succeed."""


def kill_many(count: int) -> str:
    """Kill so many builders, and tell the figures. Raises AssertionError for anything that is not as it must be."""
    # So that rendering processes are used whatever the machine has.
    settings.BUILD_PROCESSES = 2
    loop = KillLoop(random.Random(20261123))
    next_build_succeeds(words())
    for change, share in PARTS:
        loop.part(change, round(count * share))
    equals_a_full_build()
    return loop.figures()


@dataclass(slots=True)
class KillLoop:
    """What was done so far."""

    draw: random.Random
    seen: Counter[str] = field(default_factory=Counter)
    lengths: list[str] = field(default_factory=list)

    def part(self, change: Change, count: int) -> None:
        """Kill builders of one kind of change."""
        seconds = self._undisturbed(change)
        self.lengths.append(f"{change.__name__.removeprefix('change_')} {seconds:.2f} s")
        for number in range(1, count + 1):
            at_switch, chance = number % 5 == 2, self.draw.random()
            fraction = AFTER_SWITCH * chance if at_switch else (number - chance) / count
            # How fast the machine is changes while this runs.
            seconds *= 1.02 if self._kill(change, fraction * seconds, at_switch) else 0.9
            if number % EVERY == 0 or number == count:
                next_build_succeeds(words())
            if number % EVERY == 0:
                equals_a_full_build()

    def figures(self) -> str:
        """What the audit prints."""
        killed = self.seen["before"] + self.seen["after"]
        assert self.seen["before"] and killed >= 0.5 * self.seen["begun"], f"few died at work: {self.seen}"
        return (
            f"{self.seen['begun']} builders, {killed} killed at work: {self.seen['before']} before the switch, "
            f"{self.seen['after']} after it, {self.seen['with processes']} with rendering processes; "
            f"{self.seen['ended']} had ended; whole builds: {', '.join(self.lengths)}"
        )

    def _undisturbed(self, change: Change) -> float:
        """Seconds of a whole build."""
        builder = mortal_builder(change, words())
        started = time.monotonic()
        builder.go()
        assert builder.wait() == 0, builder.said()
        return time.monotonic() - started

    def _kill(self, change: Change, seconds: float, at_switch: bool) -> bool:
        """Whether the builder was killed before it ended by itself."""
        before = current_number(data_folder()) or 0
        builder = mortal_builder(change, words())
        builder.go()
        deadline = time.monotonic() + LONGEST_BUILD
        while at_switch and current_number(data_folder()) == before and time.monotonic() < deadline:
            time.sleep(0.0005)
        time.sleep(seconds)
        several = len(session(builder.pid)) > 1
        status = builder.kill()
        new = in_force(builder.words, before)
        self.seen["begun"] += 1
        if status == -signal.SIGKILL:
            self.seen["after" if new else "before"] += 1
            self.seen["with processes"] += several
            return True
        assert status == 0 and new, f"a builder failed by itself: {builder.said()}"
        self.seen["ended"] += 1
        return False
