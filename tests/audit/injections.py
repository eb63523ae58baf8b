"""The loop of the check `system_calls`; runs inside `manage.py shell`, where Django is set up.

Strace holds on to a builder that is about to build, so that the calls it counts are those of the build.
"""

import random
import re
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cms.signing import data_folder
from publishing.edition.read import current_number
from tests.audit.mortal_builder import (
    MortalBuilder,
    change_section,
    equals_a_full_build,
    in_force,
    mortal_builder,
    next_build_succeeds,
    session,
    words,
)

CALLS = {
    "open": "openat",
    "write": "write",
    "fsync": "fsync",
    "syncfs": "syncfs",
    "rename": "rename|renameat|renameat2",
    "link": "link|linkat",
    "symlink": "symlink|symlinkat",
    "mkdir": "mkdir|mkdirat",
    "remove": "unlink|unlinkat|rmdir",
    "utimes": "utimensat",
    "fchmod": "fchmod",
}
"""The calls by which a build changes the disk; what one is called differs between machines."""
HOW = ("signal=KILL", "error=ENOSPC", "error=EIO")
ESSENTIAL = ("syncfs", "fsync", "rename", "link", "symlink", "utimes", "fchmod")
"""Where one of these fails, nothing that was asked for can be as it should: a builder must say so."""
BEFORE_THE_SWITCH = ("syncfs", "link", "utimes")
"""Where one of these fails, the disk may lack what was to be signed for: its edition must not be in force."""
FIRST = (
    ("syncfs", "signal=KILL", -1, ""),
    ("rename", "signal=KILL", -7, ""),  # the draft becomes an edition
    ("rename", "signal=KILL", -4, ""),  # the switch
    ("rename", "signal=KILL", -3, ""),  # the announcement
    ("symlink", "signal=KILL", -1, ""),
    ("link", "signal=KILL", 0.5, ""),
    ("write", "error=ENOSPC", 0.5, "+"),
    ("syncfs", "error=EIO", -1, ""),
    ("fsync", "error=EIO", -6, ""),  # of store.json
    ("link", "error=ENOSPC", 0.5, ""),
    ("rename", "error=EIO", -4, ""),
    ("open", "error=ENOSPC", 0.9, ""),
)
"""What the quick form does: a call, how, its place among the calls, and whether all that follow fail too."""


@dataclass(frozen=True, slots=True)
class Injection:
    """What is done to a builder."""

    call: str
    how: str
    number: int
    onward: str

    def options(self) -> list[str]:
        """For strace."""
        what = f"/^({CALLS[self.call]})$"
        return ["-e", f"trace={what}", "-e", f"inject={what}:{self.how}:when={self.number}{self.onward}"]


def inject_many(count: int) -> str:
    """Do so many injections, and tell the figures. Raises AssertionError for anything that is not as it must be."""
    # Both also read every module and template that a build needs, so that only the build's own calls are counted.
    next_build_succeeds(words())
    equals_a_full_build()
    loop = Injections()
    counted = count_calls()
    for injection in chosen(counted, count):
        loop.inject(injection)
    equals_a_full_build()
    return loop.figures(counted)


def chosen(counted: dict[str, int], count: int) -> Iterator[Injection]:
    """The quick form's, then each call in each way at places spread over the build, the last ones among them."""
    draw = random.Random(20261123)
    wanted = [(call, how, place, onward) for call, how, place, onward in FIRST]
    while len(wanted) < count:
        for call in CALLS:
            for how in HOW:
                place = draw.choice([-draw.randint(1, 8), 0.0, draw.random(), draw.random()])
                onward = "+" if how == "error=ENOSPC" and draw.random() < 0.5 else ""
                wanted.append((call, how, place, onward))
    for call, how, place, onward in wanted[:count]:
        whole = counted[call]
        number = whole + 1 + place if place < 0 else 1 + int(place * whole)
        yield Injection(call, how, min(max(int(number), 1), max(whole, 1)), onward)


@dataclass(slots=True)
class Injections:
    """What was done so far."""

    seen: Counter[str] = field(default_factory=Counter)

    def inject(self, injection: Injection) -> None:
        """One builder, one injection, and a build after it."""
        before = current_number(data_folder()) or 0
        builder = mortal_builder(change_section, words())
        with traced(builder, injection.options()) as trace:
            builder.go()
            status = builder.wait()
        reached = "(INJECTED)" in trace.read_text(errors="replace") or status < 0
        try:
            new = in_force(builder.words, before)
            assert reached or status == 0, f"a builder failed by itself: {builder.said()}"
            if reached:
                self._judge(injection, builder, status, new)
            self.seen["not reached"] += not reached
            assert session(builder.pid) == {}
            next_build_succeeds(words())
        except AssertionError as failure:
            raise AssertionError(f"{injection}: {failure}") from failure

    def figures(self, counted: dict[str, int]) -> str:
        """What the audit prints."""
        calls = ", ".join(f"{call} {number}" for call, number in counted.items())
        done = ", ".join(f"{number} {what}" for what, number in sorted(self.seen.items()))
        return f"{self.seen.total()} injections: {done}; calls of one build: {calls}"

    def _judge(self, injection: Injection, builder: MortalBuilder, status: int, new: bool) -> None:
        where = "after the switch" if new else "before the switch"
        if status == 0:
            assert new, "a builder that says that it succeeded has put nothing in force"
            assert injection.call not in ESSENTIAL, "a builder says nothing of what failed"
            self.seen["that did not matter"] += 1
        elif injection.how.startswith("signal"):
            assert status == -signal.SIGKILL, f"{status}: {builder.said()}"
            self.seen[f"killed {where}"] += 1
        else:
            said = builder.said()
            assert status == 1 and re.search(r"^\S*(Error|Exception|LostObject)\b.*\S", said, re.M), (
                f"no clear error, status {status}: {said}"
            )
            assert not new or injection.call not in BEFORE_THE_SWITCH, f"in force in spite of {said}"
            self.seen[f"refused {where}"] += 1


def count_calls() -> dict[str, int]:
    """How often the main thread of a builder makes each call."""
    builder = mortal_builder(change_section, words())
    names = "|".join(CALLS.values())
    with traced(builder, ["-e", f"trace=/^({names})$"]) as trace:
        builder.go()
        assert builder.wait() == 0, builder.said()
    text = trace.read_text(errors="replace")
    refuse_wrong_order(text)
    made = Counter(re.findall(rf"^{builder.pid} +(\w+)\(", text, re.M))
    return {call: sum(made[name] for name in known.split("|")) for call, known in CALLS.items()}


def refuse_wrong_order(trace: str) -> None:
    """A kill leaves what was written in memory, a power cut does not: only the order of the calls speaks of that."""
    steps = (
        r"write\(",
        r"syncfs\(",
        r'rename\w*\(.*"[^"]*/\.\d+\.tmp", .*editions/\d+"',
        r"fsync\(",
        r'rename\w*\(.*/\.current\.tmp", .*editions/current"',
        r"fsync\(",
    )
    assert re.search(".*".join(steps), trace, re.S), (
        "the disk was not made sure of before and after the switch"
    )
    after = trace[trace.index("syncfs(") :]
    written = re.findall(r"(?:open\w*|link\w*|mkdir\w*)\(.*/editions/(?:\.?\d+(?:\.tmp)?|objects)/.*", after)
    written = [call for call in written if "O_RDONLY" not in call]
    assert written == [], f"written after the disk was made sure of: {written[:5]}"


@contextmanager
def traced(builder: MortalBuilder, options: list[str]) -> Iterator[Path]:
    """Strace on the builder and all that it starts. The trace is whole after the block."""
    trace = data_folder().root / "trace.log"
    strace = subprocess.Popen(
        ["strace", "-f", "-s", "0", "-o", str(trace), "-e", "signal=none", *options, "-p", str(builder.pid)],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert strace.stderr is not None
    said = strace.stderr.readline()
    assert "attached" in said, said
    try:
        yield trace
    finally:
        strace.stderr.close()
        strace.wait(20)
