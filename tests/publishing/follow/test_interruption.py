"""Deaths, races and resumption: readers see the old edition or the new one, and nothing is fetched twice."""

import fcntl
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publishing.announcement import announce
from publishing.follow.faults import Fault
from tests.conftest import program
from tests.publishing.edition_world import page
from tests.publishing.follow.conftest import Following
from tests.publishing.follow.source_server import send

STEPS = ("fsync", "link", "rename", "replace", "symlink", "mkdir", "unlink", "utime", "rmdir")
"""The system calls by which a pull changes the disk."""


def test_what_was_fetched_is_not_fetched_again(behind: Following) -> None:
    behind.server.misbehave["/try-2/index.json"] = lambda h, body: send(h, b"", status=404)
    with pytest.raises(Fault):
        behind.look()
    first = behind.server.fetched()
    behind.server.misbehave.clear()
    assert behind.look()
    second = behind.server.fetched()
    assert set(first) & set(second) <= {"/2/try-2/index.json"}
    assert "/2/try-2/index.json" in second
    assert len(first) > 1
    assert behind.in_force() == 2


def test_what_was_fetched_serves_the_next_edition_too(behind: Following) -> None:
    behind.server.misbehave["/try-2/index.json"] = lambda h, body: send(h, b"", status=404)
    with pytest.raises(Fault):
        behind.look()
    behind.server.misbehave.clear()
    behind.build()
    assert behind.look()
    assert behind.in_force() == 3
    assert not list(behind.folder.editions.glob(".*"))


def test_a_link_in_a_draft_does_not_carry_a_later_time_into_an_earlier_edition(following: Following) -> None:
    world, kept = following.world, page("/kept/", "留下的页")
    announce(world.folder, world.build(world.submission(*kept), minutes=2).number)
    following.look()
    announce(world.folder, world.build(world.submission(*kept, *page("/x/", "甲")), minutes=3).number)
    following.server.misbehave["/x/index.json"] = lambda h, body: send(h, b"", status=404)
    with pytest.raises(Fault):
        following.look()
    following.server.misbehave.clear()
    # Gone and back at the source: the same bytes at a later time.
    world.build(world.submission(), minutes=4)
    number = world.build(world.submission(*kept), minutes=5).number
    announce(world.folder, number)
    assert following.look()
    for edition in (2, number):
        ours, theirs = (
            folder.edition(edition) / "kept/index.html" for folder in (following.folder, world.folder)
        )
        assert ours.stat().st_mtime == theirs.stat().st_mtime


def command(behind: Following, address: str) -> subprocess.Popen[bytes]:
    """A follower in a process of its own."""
    key = behind.world.signer.public_key
    arguments = [address, "--data", str(behind.folder.root), "--key", key, "--once"]
    return subprocess.Popen(
        [sys.executable, "-m", "publishing.follow", *arguments],
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[3],
    )


@pytest.mark.parametrize("moment", [1, 2, 3, 4, 8, 13, 17])
def test_sigkill_while_it_asks_leaves_the_edition_in_force(behind: Following, moment: int) -> None:
    started = threading.Event()
    process: list[subprocess.Popen[bytes]] = []

    def kill(count: int) -> None:
        started.wait()
        if count == moment:
            process[0].send_signal(signal.SIGKILL)

    behind.server.at_request = kill
    process.append(command(behind, behind.server.address))
    started.set()
    assert process[0].wait(timeout=60) == -signal.SIGKILL
    assert behind.in_force() == 1
    behind.server.at_request = lambda count: None
    assert behind.look()
    assert behind.in_force() == 2
    assert not list(behind.folder.editions.glob(".*"))


@pytest.mark.debian
def test_an_rsync_that_outlives_its_follower_keeps_others_out(
    behind: Following, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("rsync")
    shell, begun, go = (tmp_path / name for name in ("ssh", "begun", "go"))
    shell.write_text(
        f'#!/bin/sh\ntouch {begun}\nwhile [ ! -e {go} ]; do sleep 0.05; done\nshift\nexec "$@"\n'
    )
    shell.chmod(0o755)
    monkeypatch.setenv("RSYNC_RSH", str(shell))
    process = command(behind, f"far:{behind.world.folder.editions}")
    while not begun.exists():
        time.sleep(0.02)
    process.kill()
    process.wait()
    with pytest.raises(Fault, match="另一个进程"):
        behind.look()
    go.touch()
    for _ in range(100):
        try:
            assert behind.look()
            break
        except Fault:
            time.sleep(0.05)
    assert behind.in_force() == 2


def look_and_die(behind: Following, address: str, step: int) -> int | None:
    """Looks in a process that dies, as by kill -9, before its system call number `step`; None when it died."""
    calls = behind.folder.root / "calls"
    child = os.fork()
    if child == 0:
        try:
            count = itertools.count()
            for name in STEPS:
                setattr(os, name, _dying(getattr(os, name), count, step))
            behind.follower(address).look()
            calls.write_text(str(next(count)))
            os._exit(0)
        finally:
            os._exit(1)  # an error must not let the child go on with the tests
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in {0, 9}
    return int(calls.read_text()) if status == 0 else None


def _dying(call: Callable[..., Any], count: "itertools.count[int]", step: int) -> Callable[..., Any]:
    def instead(*args: Any, **names: Any) -> Any:
        if next(count) >= step:
            os._exit(9)
        return call(*args, **names)

    return instead


@pytest.mark.parametrize("kind", ["http", "rsync"])
def test_death_before_any_step_leaves_an_edition_whole(behind: Following, kind: str) -> None:
    address = behind.server.address if kind == "http" else str(behind.world.folder.editions)
    total = look_and_die(behind, address, 10**6)
    assert total is not None
    assert behind.in_force() == 2
    for step in itertools.chain(range(0, total - 20, 31), range(total - 20, total)):
        number = behind.build()
        before = behind.in_force()
        died = look_and_die(behind, address, step) is None
        assert behind.in_force() in {before, number}
        if died:
            behind.follower(address).look()
        assert behind.in_force() == number
        links = [(behind.folder.editions / name).readlink().name for name in ("previous-1", "previous-2")]
        assert links[0] == str(number - 1)
        assert not list(behind.folder.editions.glob(".*"))
        assert len([path for path in behind.folder.editions.iterdir() if path.name.isdecimal()]) <= 3


def test_an_edition_that_was_never_switched_to_is_hashed_before_it_is(behind: Following) -> None:
    behind.look()
    behind.folder.current.unlink()
    behind.folder.current.symlink_to("1")
    damaged = behind.folder.edition(2) / "try-2/index.html"
    damaged.chmod(0o644)
    damaged.write_bytes(b"damaged")
    behind.server.fetched()
    assert behind.look()
    assert behind.in_force() == 2
    assert behind.server.fetched() == ["/2/try-2/index.html"]


def test_two_followers_do_not_write_into_one_folder(behind: Following) -> None:
    with (behind.folder.editions / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Fault, match="另一个进程"):
            behind.look()
    assert behind.in_force() == 1
    gate = threading.Barrier(4)
    results: list[object] = []

    def work() -> None:
        follower = behind.follower()
        gate.wait()
        try:
            results.append(follower.look())
        except Fault as fault:
            results.append(str(fault))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results.count(True) == 1
    assert behind.in_force() == 2


def test_an_announcement_is_made_good_after_a_crash(following: Following) -> None:
    world = following.world
    number = world.build(world.submission(), minutes=50).number
    # Where the builder died between the switch and the announcement, its next start says the same words.
    announce(world.folder, 1)
    assert announce(world.folder, number)
    assert not announce(world.folder, number)
    assert following.look()
    assert following.in_force() == number


def test_a_damaged_announcement_of_our_own_stops_nothing_else(behind: Following) -> None:
    behind.look()
    facts = behind.folder.edition(2) / "edition.json"
    facts.unlink()
    facts.write_bytes(b"{")
    (behind.folder.editions / "previous-1").unlink()
    assert not behind.look()
    assert (behind.folder.editions / "previous-1").readlink().name == "1"
    assert "edition.json 已损坏" in behind.said[-1]
