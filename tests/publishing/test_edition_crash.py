"""A builder that dies at any instant leaves the edition in force as it was, and the next build cleans up."""

import itertools
import os
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from publishing.edition.read import current_number, list_editions
from publishing.edition.tree import sweep
from publishing.edition.verify import verify
from tests.publishing.edition_world import World, page

STEPS = ("fsync", "link", "rename", "replace", "symlink", "mkdir", "unlink")
"""The system calls by which a build changes the disk."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """One edition in force, read by every test here."""
    world = World.make(tmp_path_factory.mktemp("crash"))
    world.build()
    return world


def submission_of(world: World, attempt: int) -> Any:
    """New pages, so that every attempt has something to write."""
    return world.submission(*page(f"/try-{attempt}/", f"第{attempt}次"))


def build_and_die(world: World, attempt: int, step: int) -> int | None:
    """Builds in a process of its own that dies, as by kill -9, before its system call number `step`.

    None when it died; else the number of such calls that it made.
    """
    calls = world.folder.root / "calls"
    child = os.fork()
    if child == 0:
        try:
            count = itertools.count()
            for name in STEPS:
                setattr(os, name, _dying(getattr(os, name), count, step))
            world.build(submission_of(world, attempt), minutes=attempt)
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


def die_at(world: World, attempts: Iterator[int], step: int) -> tuple[bool, bool]:
    """Whether the builder died at the step, and whether its edition is in force; what is in force is whole."""
    sweep(world.folder)  # so that every attempt makes about the same number of calls
    before = current_number(world.folder)
    died = build_and_die(world, next(attempts), step) is None
    now = current_number(world.folder)
    assert now is not None
    assert verify(world.folder, now, world.signer.public_key) == []
    return died, now != before


def test_death_before_any_step_leaves_an_edition_whole(world: World) -> None:
    attempts = itertools.count(1)
    total = build_and_die(world, next(attempts), 1_000_000)
    assert total is not None
    for step in range(0, total - 30, 37):
        assert die_at(world, attempts, step) == (True, False)
    # Every single step near the switch, until one builder lives.
    near = [die_at(world, attempts, total - 25)]
    while near[-1][0]:
        near.append(die_at(world, attempts, total - 25 + len(near)))
    in_force = [done for _, done in near]
    # One that died late had put its edition in force before; the last one lived.
    assert not in_force[0] and in_force[-1]
    assert 2 <= sum(in_force) <= 20
    assert len(near) > 10


def test_leftovers_are_swept_and_numbers_are_not_used_twice(world: World) -> None:
    before = current_number(world.folder)
    editions = world.folder.editions
    (editions / ".99.tmp/deeds").mkdir(parents=True)
    (editions / ".objects.tmp").mkdir()
    (editions / ".current.tmp").symlink_to("99")
    never_in_force = editions / "500"
    never_in_force.mkdir()
    summary = world.build(submission_of(world, 9000), minutes=9000)
    assert summary.number == 501
    assert summary.changed
    assert before is not None
    assert not list(editions.glob(".*"))
    assert [info.fault[:5] for info in list_editions(world.folder) if info.number == 500] == ["清单读不出"]
    never_in_force.rmdir()


def test_a_failed_build_leaves_the_edition_in_force(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    before = current_number(world.folder)

    def full(*args: Any, **names: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    with pytest.raises(OSError, match="No space left"):
        world.build(submission_of(world, 9100), minutes=9100)
    monkeypatch.undo()
    assert current_number(world.folder) == before
    assert world.build(submission_of(world, 9100), minutes=9100).changed


def test_where_no_more_links_are_allowed_a_copy_is_made(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_many(*args: Any, **names: Any) -> None:
        raise OSError(31, "Too many links")

    monkeypatch.setattr(os, "link", too_many)
    summary = world.build(submission_of(world, 9200), minutes=9200)
    assert verify(world.folder, summary.number, world.signer.public_key) == []


def test_two_builders_take_turns(world: World) -> None:
    before = len(list_editions(world.folder))
    gate = threading.Barrier(4)
    numbers: list[int] = []

    def work(attempt: int) -> None:
        gate.wait()
        numbers.append(world.build(submission_of(world, attempt), minutes=9300).number)

    threads = [threading.Thread(target=work, args=(9300 + index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(numbers)) == 4
    assert len(list_editions(world.folder)) == before + 4
    assert current_number(world.folder) == max(numbers)
    for number in numbers:
        assert verify(world.folder, number, world.signer.public_key) == []
