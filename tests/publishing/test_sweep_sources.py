"""From where bytes are mended when the store itself has suffered, and what is said when nothing is left."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from publishing.edition.codings import CODINGS
from tests.publishing.edition_world import World
from tests.publishing.sweep_world import (
    EDITIONS,
    PAGE,
    copy_of,
    flip,
    is_whole,
    make_world,
    object_of,
    told,
    watch_of,
)

CODED = [PAGE, PAGE + ".br", PAGE + ".gz"]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Never broken itself."""
    return make_world(tmp_path_factory.mktemp("sources"))


@pytest.fixture
def world(shared: World, tmp_path: Path) -> World:
    """A copy to break."""
    return copy_of(shared, tmp_path)


def edition(world: World) -> Path:
    """The edition in force."""
    return world.folder.edition(EDITIONS)


def lose(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("name", CODED)
@pytest.mark.parametrize("damage", [flip, lose])
def test_an_object_that_was_lost_is_made_good_with_the_file(
    world: World, name: str, damage: Callable[[Path], None]
) -> None:
    """Decoded from a sibling, or coded again from the plain bytes."""
    one = object_of(world, name)
    good = one.read_bytes()
    damage(one)
    flip(edition(world) / name)
    sweep = watch_of(world).sweep()
    assert told(sweep) == {name} and sweep.mended == 1
    assert is_whole(world) and one.read_bytes() == good and one.stat().st_mode & 0o777 == 0o444


def test_damaged_siblings_in_the_store_are_made_good_from_the_tree(world: World) -> None:
    objects = [object_of(world, name) for name in CODED]
    good = [one.read_bytes() for one in objects]
    for one in objects:
        flip(one)
    flip(edition(world) / PAGE)
    assert watch_of(world).sweep().mended == 1
    assert [one.read_bytes() for one in objects] == good


def test_plain_bytes_come_back_from_one_coding_in_the_store(world: World) -> None:
    for name in CODED:
        flip(edition(world) / name)
    object_of(world, PAGE).unlink()
    object_of(world, PAGE + ".br").unlink()
    sweep = watch_of(world).sweep()
    assert told(sweep) == set(CODED) and sweep.mended == 3 and is_whole(world)
    assert object_of(world, PAGE).is_file() and object_of(world, PAGE + ".br").is_file()


def test_an_earlier_edition_has_what_the_store_lost(world: World) -> None:
    path = edition(world) / "media/0123456789abcdef.png"
    object_of(world, "media/0123456789abcdef.png").unlink()
    path.unlink()
    assert watch_of(world).sweep().mended == 1 and is_whole(world)


def test_what_is_left_nowhere_is_said_again_at_every_sweep(world: World) -> None:
    name = "media/0123456789abcdef.png"
    object_of(world, name).unlink()
    flip(edition(world) / name)
    changed = (edition(world) / name).read_bytes()
    watch = watch_of(world)
    for _ in range(2):
        sweep = watch.sweep()
        lost = {(fault.path, fault.mended, fault.lost) for fault in sweep.faults if fault.edition == EDITIONS}
        assert lost == {(name, False, True)} and sweep.lost and not sweep.clean
        assert "重新生成" in sweep.faults[0].what
    assert (edition(world) / name).read_bytes() == changed
    world.build(minutes=10, force=True)


def test_a_coding_by_another_version_of_the_program_is_not_taken_for_the_signed_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = PAGE + ".gz"
    object_of(world, name).unlink()
    flip(edition(world) / name)
    gzip = next(known for known in CODINGS if known.suffix == ".gz")
    other = [type(gzip)(gzip.name, gzip.suffix, lambda data: gzip.encode(data) + b"\0", gzip.decode)]
    monkeypatch.setattr("publishing.watch.mend.CODINGS", (*other,))
    [fault] = watch_of(world).sweep().faults
    assert fault.path == name and fault.lost


def test_nothing_to_watch_yet(tmp_path: Path) -> None:
    world = World.make(tmp_path)
    sweep = watch_of(world).sweep()
    assert sweep.edition is None and sweep.faults == [] and not sweep.clean
    world.folder.editions.mkdir(parents=True)
    assert watch_of(world).sweep().faults == []
    world.build()
    shutil.rmtree(world.folder.root / "quarantine", ignore_errors=True)
    assert watch_of(world).sweep().clean
