"""Old editions go and nobody notices: what is kept, what is never touched, and what a crash leaves."""

import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from publishing.edition import prune as pruning
from publishing.edition import remove
from publishing.edition import verify as verifying
from publishing.edition.prune import PruneSummary, prune, prune_due
from publishing.edition.read import current_number, numbers
from publishing.edition.verify import verify
from tests.publishing.edition_world import START, World, page

NOW = START + timedelta(days=200)
Made = Callable[[Iterable[float]], None]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Three instead of thirty, so that a test builds few."""
    monkeypatch.setattr(pruning, "KEPT", 3)
    return World.make(tmp_path)


@pytest.fixture
def made(world: World) -> Made:
    """Editions so many days before `NOW`, each with a page of its own."""

    def build(days: Iterable[float]) -> None:
        for number, before in enumerate(days, start=1):
            minutes = (NOW - START - timedelta(days=3 + before)) // timedelta(minutes=1)
            world.build(world.submission(*page(f"/p{number}/", f"第{number}页" * 90)), minutes=minutes)

    return build


def run(world: World, *, dry_run: bool = False) -> PruneSummary:
    """Prunes now."""
    return prune(world.folder, world.signer.public_key, NOW, dry_run=dry_run)


def objects(world: World) -> set[str]:
    """The files of the store."""
    return {path.name for path in world.folder.objects.glob("*/*")}


def test_the_newest_and_one_a_day_are_kept(world: World, made: Made) -> None:
    # Shanghai midnight is 16:00 UTC; `NOW` is 01:00 UTC, so 0.4 and 0.3 days before are two days there.
    made([91, 89.2, 89, 50, 10.4, 10.3, 2, 1, 0])
    assert run(world).editions == (2, 1), "the one not the last of its day, the other too old"
    assert numbers(world.folder) == [9, 8, 7, 6, 5, 4, 3]
    assert all(
        verify(world.folder, number, world.signer.public_key) == [] for number in numbers(world.folder)
    )


def test_thirty_are_kept_by_default(tmp_path: Path) -> None:
    assert pruning.KEPT == 30 and timedelta(days=90) == pruning.DAILY


def test_objects_of_pruned_editions_go_and_no_other(world: World, made: Made) -> None:
    made([180, 170, 160, 150, 140])
    before = objects(world)
    summary = run(world)
    assert summary.editions == (2, 1) and numbers(world.folder) == [5, 4, 3]
    gone = before - objects(world)
    assert len(gone) == summary.objects > 0 and summary.bytes > 0
    for number in numbers(world.folder):
        needed = remove.needed_objects(world.folder, world.signer.public_key, [number]).objects
        assert needed <= objects(world)
    assert world.build(world.submission(*page("/new/", "新")), minutes=10**6).changed


def test_the_one_in_force_and_the_two_before_it_stay_however_old(world: World, made: Made) -> None:
    made([180, 170, 160, 150, 140, 130])
    for name, number in (("current", 1), ("previous-1", 2), ("previous-2", 3)):
        link = world.folder.editions / name
        link.unlink(missing_ok=True)
        link.symlink_to(str(number))
    assert run(world).editions == () and numbers(world.folder) == [6, 5, 4, 3, 2, 1]
    (world.folder.editions / "previous-2").unlink()
    assert run(world).editions == (3,)
    assert verify(world.folder, None, world.signer.public_key) == []


def test_nothing_is_read_where_nothing_is_to_go(
    world: World, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    made([3, 2, 1])

    def fail(*args: object) -> None:
        raise AssertionError("a signed list was read")

    monkeypatch.setattr(pruning, "needed_objects", fail)
    assert run(world) == PruneSummary()


def test_a_rehearsal_says_what_would_go(world: World, made: Made) -> None:
    made([180, 170, 160, 150])
    before = objects(world)
    said = run(world, dry_run=True)
    assert said.editions == (1,) and said.objects > 0
    assert numbers(world.folder) == [4, 3, 2, 1] and objects(world) == before
    assert run(world) == said


@pytest.mark.parametrize("left", [0, 1, 2, 5])
def test_a_crash_leaves_everything_consistent(
    world: World, made: Made, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    made([180, 170, 160, 150, 140])
    calls = iter(range(100))

    def crash(real: Callable[..., None]) -> Callable[..., None]:
        def act(*args: object) -> None:
            if next(calls) == left:
                raise KeyboardInterrupt
            real(*args)

        return act

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", crash(shutil.rmtree))
        patched.setattr(Path, "unlink", crash(Path.unlink))
        with pytest.raises(KeyboardInterrupt):
            run(world)
    key = world.signer.public_key
    assert all(verify(world.folder, number, key) == [] for number in numbers(world.folder))
    assert world.build(world.submission(*page("/new/", "新")), minutes=10**6).changed
    run(world)
    assert not list(world.folder.editions.glob(".*/*")), "the next one deletes what was left"
    assert all(verify(world.folder, number, key) == [] for number in numbers(world.folder))


def test_an_edition_that_is_made_meanwhile_keeps_its_objects(
    world: World, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lists are read before the lock is taken: nobody waits for that."""
    made([180, 170, 160, 150])
    real, first = remove.needed_objects, iter([True])

    def build_meanwhile(*args: Any) -> Any:
        found = real(*args)
        if next(first, False):
            world.build(world.submission(*page("/p1/", "第1页" * 90)), minutes=10**6)
        return found

    monkeypatch.setattr(pruning, "needed_objects", build_meanwhile)
    assert run(world).editions == (1,)
    assert numbers(world.folder) == [5, 4, 3, 2]
    needed = real(world.folder, world.signer.public_key, [5]).objects
    assert needed <= objects(world), "its page was that of the edition that went"


def test_objects_stay_where_a_list_cannot_be_trusted(world: World, made: Made) -> None:
    made([180, 170, 160, 150])
    store = world.edition(3) / ".edition/store.json"
    store.chmod(0o644)
    store.write_bytes(store.read_bytes().replace(b"lamp", b"lump"))
    before = objects(world)
    summary = run(world)
    assert summary.editions == (1,) and objects(world) == before
    assert summary.notes == ("第 3 版的清单不可信，所以没有清理内容库；请先核验这一版。",)


def test_a_verification_under_way_says_that_the_edition_went(
    world: World, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    made([180, 170, 160, 150])

    def decode(*args: object) -> bool:
        if 1 in numbers(world.folder):
            run(world)
        return True

    monkeypatch.setattr(verifying, "_decodes_to", decode)
    found = verify(world.folder, 1, world.signer.public_key)
    assert [one.what for one in found] == ["没有这一版：核验的时候它被清理了。"]


def test_it_is_due_once_an_hour(world: World, made: Made) -> None:
    made([180, 170, 160, 150])
    key = world.signer.public_key
    first = prune_due(world.folder, key, NOW)
    assert first is not None and first.editions == (1,)
    assert prune_due(world.folder, key, NOW + timedelta(minutes=59)) is None
    assert prune_due(world.folder, key, NOW + timedelta(minutes=60)) == PruneSummary()
    assert prune_due(world.folder, key, datetime(2020, 1, 1, tzinfo=UTC)) is not None, (
        "a clock that was put back"
    )
    assert current_number(world.folder) == 4
