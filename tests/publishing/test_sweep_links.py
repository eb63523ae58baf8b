"""The links that lead servers to editions: bent ones are put right, and builders are never taken for intruders."""

import os
import shutil
from pathlib import Path

import pytest

from publishing.edition.read import current_number
from publishing.sealed_folder import locked
from tests.publishing.edition_world import World
from tests.publishing.sweep_world import EDITIONS, copy_of, flip, is_whole, make_world, told, watch_of

NOWHERE = ["../../etc", "/tmp", "99", "0", "04", "x", "./4", "4/", "objects", "-4", "４"]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Never broken itself."""
    return make_world(tmp_path_factory.mktemp("links"))


@pytest.fixture
def world(shared: World, tmp_path: Path) -> World:
    """A copy to break."""
    return copy_of(shared, tmp_path)


def point(world: World, target: str, name: str = "current") -> None:
    """Bends a link."""
    link = world.folder.editions / name
    link.unlink()
    link.symlink_to(target)


def target(world: World, name: str = "current") -> str:
    """Where a link leads."""
    return str((world.folder.editions / name).readlink())


@pytest.mark.parametrize("where", NOWHERE)
@pytest.mark.parametrize("new", [False, True])
def test_current_leads_back_to_the_edition_in_force(world: World, where: str, new: bool) -> None:
    watch = watch_of(world)
    watch.sweep()
    point(world, where)
    sweep = (watch_of(world) if new else watch).sweep()
    assert told(sweep) == {"current"} and sweep.mended == 1 and sweep.edition == EDITIONS
    assert target(world) == str(EDITIONS) and watch.sweep().clean


def test_current_may_not_go_back(world: World) -> None:
    """A rollback makes a new edition, so a lower number is somebody else's doing."""
    watch = watch_of(world)
    watch.sweep()
    point(world, "2")
    [fault] = watch.sweep().faults
    assert "指向了旧版（第 2 版）" in fault.what and fault.mended and target(world) == str(EDITIONS)
    point(world, "2")
    assert told(watch_of(world, known=EDITIONS).sweep()) == {"current"} and target(world) == str(EDITIONS)


def test_current_that_was_bent_to_another_whole_edition_is_swept_whole_afterwards(world: World) -> None:
    watch = watch_of(world)
    watch.sweep()
    point(world, "3")
    flip(world.edition(EDITIONS) / "index.html")
    sweep = watch.sweep()
    assert told(sweep) == {"current", "index.html"} and is_whole(world)


def test_a_missing_link_and_one_that_is_no_link(world: World) -> None:
    watch = watch_of(world)
    watch.sweep()
    for make in (lambda path: None, Path.mkdir, lambda path: path.write_text("4")):
        world.folder.current.unlink()
        make(world.folder.current)
        sweep = watch.sweep()
        assert told(sweep) == {"current"} and sweep.mended == 1
        assert current_number(world.folder) == EDITIONS and world.folder.current.is_symlink()


def test_a_copy_of_the_edition_in_force_in_place_of_its_link(world: World) -> None:
    world.folder.current.unlink()
    shutil.copytree(world.edition(EDITIONS), world.folder.current)
    assert told(watch_of(world, known=EDITIONS).sweep()) == {"current"} and is_whole(world)


def test_an_edition_that_nobody_signed_is_not_served(world: World) -> None:
    shutil.copytree(world.edition(2), world.edition(9))
    point(world, "9")
    sweep = watch_of(world).sweep()
    assert told(sweep) == {"current"} and target(world) == str(EDITIONS) and "不可信" in sweep.faults[0].what


@pytest.mark.parametrize("known", [None, EDITIONS])
def test_where_only_an_older_edition_can_be_believed_a_build_is_asked_for(
    world: World, known: int | None
) -> None:
    """What was taken down since must not stay public again until somebody publishes."""
    flip(world.edition(EDITIONS) / ".edition/store.json")
    sweep = watch_of(world, known).sweep()
    [fault] = sweep.faults
    assert target(world) == str(EDITIONS - 1) and fault.mended and sweep.lost and "重新生成" in fault.what


def test_without_any_signed_edition_a_build_is_asked_for(world: World) -> None:
    for number in range(1, EDITIONS + 1):
        flip(world.edition(number) / ".edition/store.json")
    [fault] = watch_of(world).sweep().faults
    assert fault.path == "current" and not fault.mended and fault.lost
    assert target(world) == str(EDITIONS)


@pytest.mark.parametrize("where", ["../../etc", "/tmp", "x", "-3"])
@pytest.mark.parametrize("name", ["previous-1", "previous-2"])
def test_links_to_the_editions_before(world: World, name: str, where: str) -> None:
    watch = watch_of(world)
    watch.sweep()
    good = target(world, name)
    point(world, where, name)
    assert told(watch.sweep()) == {name} and target(world, name) == good
    (world.folder.editions / name).unlink()
    assert told(watch.sweep()) == {name} and target(world, name) == good
    point(world, where, name)
    assert told(watch_of(world).sweep()) == {name}
    assert not os.path.lexists(world.folder.editions / name), "a new watch cannot know where it led"
    assert watch_of(world).sweep().clean


def test_an_edition_before_that_nobody_signed_lends_no_names(world: World) -> None:
    flip(world.edition(EDITIONS - 1) / ".edition/store.json")
    assert told(watch_of(world).sweep()) == {"previous-1"}
    assert not os.path.lexists(world.folder.editions / "previous-1")


def test_an_edition_before_that_was_cleared_away_is_no_fault(world: World) -> None:
    watch = watch_of(world)
    watch.sweep()
    shutil.rmtree(world.edition(EDITIONS - 1))
    assert watch.sweep().clean and not world.edition(EDITIONS - 1).exists()
    assert watch_of(world).sweep().clean


def test_the_first_build_between_its_rename_and_its_switch_is_left_alone(tmp_path: Path) -> None:
    world = World.make(tmp_path)
    world.build()
    world.folder.current.unlink()
    with locked(world.folder.editions / "lock"):
        assert watch_of(world).sweep().faults == [] and not os.path.lexists(world.folder.current)
    assert told(watch_of(world).sweep()) == {"current"}, "nobody builds, so somebody took it away"
    assert target(world) == "1"


def test_a_builder_that_is_quicker_wins(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The link is bent, and while we look for the right edition a builder switches."""
    watch = watch_of(world)
    watch.sweep()
    point(world, "99")
    signed = type(watch.lists).signed

    def slow(lists: object, number: int) -> bool:
        world.build(minutes=9, force=True)
        monkeypatch.setattr(type(watch.lists), "signed", signed)
        return True

    monkeypatch.setattr(type(watch.lists), "signed", slow)
    watch.sweep()
    assert target(world) == str(EDITIONS + 1) and watch.sweep().clean
