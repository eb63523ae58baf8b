"""Bytes that were erased for privacy stay away; a forged list of them lets nobody delete anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from publishing.edition.withdrawals import LIST, LIST_SIGNATURE, add_withdrawal
from publishing.watch.mend import Mender
from tests.publishing.edition_world import START, World
from tests.publishing.sweep_world import (
    EDITIONS,
    copy_of,
    flip,
    is_whole,
    make_world,
    object_of,
    told,
    watch_of,
)

PICTURE = "media/0123456789abcdef.png"
BEFORE = EDITIONS - 1


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Never broken itself."""
    return make_world(tmp_path_factory.mktemp("withdrawn"))


@pytest.fixture
def world(shared: World, tmp_path: Path) -> Iterator[World]:
    """A copy to break."""
    yield copy_of(shared, tmp_path)


def picture(world: World, number: int = BEFORE) -> Path:
    """The picture in an edition before the one in force, which is served there by its hashed name."""
    return world.folder.edition(number) / PICTURE


def withdraw(world: World) -> None:
    """Lists the picture's bytes."""
    add_withdrawal(world.folder, [object_of(world, PICTURE).name], "隐私", START, world.signer)


def test_what_was_withdrawn_is_rightly_absent_and_never_put_back(world: World) -> None:
    withdraw(world)
    picture(world).unlink()
    assert watch_of(world).sweep().clean and not picture(world).exists()


def test_what_is_in_force_was_not_withdrawn_whatever_the_list_says(world: World) -> None:
    withdraw(world)
    picture(world, EDITIONS).unlink()
    assert told(watch_of(world).sweep()) == {PICTURE} and is_whole(world)


def test_other_bytes_in_the_place_of_what_was_withdrawn_are_set_aside(world: World) -> None:
    withdraw(world)
    path = picture(world)
    path.unlink()
    path.write_text("else")
    sweep = watch_of(world).sweep()
    assert told(sweep) == {PICTURE} and sweep.mended == 1 and not path.exists()
    assert "quarantine/" in sweep.faults[0].what and watch_of(world).sweep().faults == []


def test_a_withdrawal_at_the_very_moment_of_mending_wins(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list is written and the bytes are erased after we looked and before we wrote."""
    watch = watch_of(world)
    watch.sweep()
    picture(world).unlink()
    store = object_of(world, PICTURE)
    write = Mender._write

    def late(mender: Mender, path: Path, data: bytes, modified: int | None) -> None:
        if path == picture(world):
            withdraw(world)
            for one in (store, *(picture(world, number) for number in range(1, EDITIONS + 1))):
                one.unlink(missing_ok=True)
        write(mender, path, data, modified)

    monkeypatch.setattr(Mender, "_write", late)
    assert watch.sweep().faults == []
    assert not picture(world).exists() and not store.exists()


def test_a_list_that_is_just_being_replaced_is_no_fault(world: World) -> None:
    """Its signature comes after it, or before."""
    editions = world.folder.editions
    add_withdrawal(world.folder, ["0" * 64], "隐私", START, world.signer)
    watch = watch_of(world)
    assert watch.sweep().faults == []
    old = (editions / LIST_SIGNATURE).read_bytes()
    withdraw(world)
    new = (editions / LIST_SIGNATURE).read_bytes()
    (editions / LIST_SIGNATURE).write_bytes(old)
    picture(world).unlink()
    assert watch.sweep().faults == []
    (editions / LIST_SIGNATURE).write_bytes(new)
    for _ in range(3):
        assert watch.sweep().faults == [] and not picture(world).exists()


@pytest.mark.parametrize("damage", ["list", "signature", "both", "bytes"])
def test_a_list_that_was_tampered_with_is_written_back(world: World, damage: str) -> None:
    withdraw(world)
    picture(world).unlink()
    watch, path = watch_of(world), world.folder.editions / LIST
    watch.sweep()
    good = path.read_bytes()
    if damage == "bytes":
        path.write_bytes(good.replace(b"2026", b"2027"))
    if damage in {"list", "both"}:
        path.unlink()
    if damage in {"signature", "both"}:
        (world.folder.editions / LIST_SIGNATURE).unlink()
    assert watch.sweep().faults == []
    assert told(watch.sweep()) == {LIST}
    assert path.read_bytes() == good and watch.sweep().clean and not picture(world).exists()


def test_a_list_without_our_signature_lets_nobody_delete(world: World) -> None:
    withdraw(world)
    (world.folder.editions / LIST_SIGNATURE).write_bytes(b"no signature")
    watch = watch_of(world)
    picture(world).unlink()
    watch.sweep()
    sweep = watch.sweep()
    assert told(sweep) == {LIST, PICTURE} and sweep.mended == 1 and picture(world).exists()


def test_a_forged_list_erases_nothing(world: World) -> None:
    withdraw(world)
    (world.folder.editions / LIST_SIGNATURE).write_bytes(b"no signature")
    flip(picture(world, EDITIONS))
    watch_of(world).sweep()
    assert is_whole_but_the_list(world)


def is_whole_but_the_list(world: World) -> bool:
    """Whether the list of withdrawals is all that is wrong."""
    for name in (LIST, LIST_SIGNATURE):
        (world.folder.editions / name).unlink()
    return is_whole(world) and object_of(world, PICTURE).exists()
