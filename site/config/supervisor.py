"""Runs several processes as one: starts them, restarts what dies, stops all of them together."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

STOP_SECONDS = 10
LONGEST_PAUSE = 30.0
HEALTHY_SECONDS = 20.0
"""A process that ran this long is taken for healthy: its next restart is at once."""
PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)
"""Loaded before any fork: a process that was just forked should do as little as it can."""


@dataclass(frozen=True, slots=True)
class Program:
    """One process to keep running."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    """Variables besides, or instead of, our own."""
    orphaned: signal.Signals = signal.SIGKILL
    """What it gets when we are killed and cannot stop it. One with processes of its own must hear it to end them."""


@dataclass(slots=True)
class Child:
    """A program and its present process."""

    program: Program
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    restart_at: float = 0.0
    pause: float = 0.5


@dataclass(slots=True)
class Supervisor:
    """Keeps programs running until told to stop. Children get their own group, so that Ctrl-C reaches only us."""

    programs: Sequence[Program]
    say: Callable[[str], None]
    stopping: bool = False
    children: list[Child] = field(default_factory=list)

    def run(self, ready: Callable[[], None]) -> None:
        """Start everything, call `ready`, and watch until SIGINT or SIGTERM. Returns when all have stopped."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        self.children = [Child(program) for program in self.programs]
        try:
            for child in self.children:
                self._start(child)
            if not self.stopping:
                ready()
            while not self.stopping:
                for child in self.children:
                    self._watch(child)
                time.sleep(0.2)
        finally:
            self._stop_children()

    def _stop(self, number: int, frame: object) -> None:
        self.stopping = True

    def _start(self, child: Child) -> None:
        environment = {**os.environ, **child.program.environment}
        child.process = subprocess.Popen(  # noqa: S603 - our own commands
            child.program.command,
            env=environment,
            start_new_session=True,
            preexec_fn=partial(_die_with, os.getpid(), child.program.orphaned),
        )
        child.started = time.monotonic()

    def _watch(self, child: Child) -> None:
        """Restart a dead process, after a pause that grows while it keeps dying."""
        now = time.monotonic()
        if child.process is None:
            if now >= child.restart_at:
                self._start(child)
            return
        code = child.process.poll()
        if code is None:
            return
        # What it started may have outlived it, and would go on answering beside the new one.
        _signal_group(child.process, signal.SIGKILL)
        if now - child.started > HEALTHY_SECONDS:
            child.pause = 0.5
        self.say(f"“{child.program.name}”停了（代码 {code}），{child.pause:g} 秒后重新启动。")
        child.process, child.restart_at = None, now + child.pause
        child.pause = min(child.pause * 2, LONGEST_PAUSE)

    def _stop_children(self) -> None:
        # Those whose leader has died are among them: its workers may live on.
        started = [child.process for child in self.children if child.process]
        for process in started:
            _signal_group(process, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for process in started:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say("有进程没有按时停下，已强行结束。")
            _signal_group(process, signal.SIGKILL)
            process.wait()


def _die_with(parent: int, number: signal.Signals) -> None:
    """In a new process: the system sends it the signal when its parent is gone, even by SIGKILL."""
    if hasattr(_LIBC, "prctl"):  # Linux
        _LIBC.prctl(PR_SET_PDEATHSIG, int(number))
        if os.getppid() != parent:
            os._exit(1)


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Signal a process and what it started. One that is gone already is fine."""
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return
