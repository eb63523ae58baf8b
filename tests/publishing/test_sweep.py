"""Every kind of damage to a published file is found, named and mended by one sweep."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.publishing.edition_world import World
from tests.publishing.sweep_world import (
    DAMAGES,
    EDITIONS,
    PAGE,
    Damage,
    copy_of,
    edition,
    flip,
    is_whole,
    make_world,
    quarantined,
    told,
    watch_of,
)

STORE = ".edition/store.json"
SIGNATURE = ".edition/store.json.minisig"
STYLE = "static"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Never broken itself."""
    return make_world(tmp_path_factory.mktemp("sweep"))


@pytest.fixture
def world(shared: World, tmp_path: Path) -> Iterator[World]:
    """A copy to break; whatever a test does, nothing of ours is left lying in the served trees."""
    yield (made := copy_of(shared, tmp_path))
    assert not list((made.folder.editions / ".mending").glob("*"))


def test_nothing_is_found_in_whole_editions(world: World) -> None:
    watch = watch_of(world)
    for _ in range(3):
        sweep = watch.sweep()
        assert sweep.faults == [] and sweep.clean and sweep.touched == 0
        assert sweep.edition == EDITIONS and sweep.bytes > 100_000
    listed = list(watch.lists.get(EDITIONS).files())
    assert sweep.files >= len(listed) > 100
    assert sweep.bytes == sum(entry.size for entry in listed), "what three editions share is read once"
    assert not (world.folder.root / "quarantine").exists()


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", [PAGE, PAGE + ".br", "edition.json", ".edition/frame.json"])
def test_every_damage_to_a_listed_file_is_mended(world: World, damage: Damage, name: str) -> None:
    watch, path = watch_of(world), edition(world) / name
    before = path.stat()
    data = path.read_bytes()
    damage(path)
    sweep = watch.sweep()
    assert told(sweep) == {name} and sweep.mended == 1 and not sweep.clean
    assert not path.is_symlink() and path.read_bytes() == data
    after = path.stat()
    assert (after.st_mode, after.st_mtime_ns) == (before.st_mode, before.st_mtime_ns)
    assert is_whole(world) and watch.sweep().clean


@pytest.mark.parametrize("mode", [0o000, 0o400, 0o464, 0o646, 0o555, 0o4444])
def test_a_mode_that_lets_others_write_or_keeps_servers_out_is_put_right(world: World, mode: int) -> None:
    path = edition(world) / PAGE
    path.chmod(mode)
    assert told(watch_of(world).sweep()) == {PAGE} and path.stat().st_mode & 0o7777 == 0o444


def test_files_from_a_backup_that_kept_no_modes_are_no_fault(world: World) -> None:
    (edition(world) / PAGE).chmod(0o644)
    assert watch_of(world).sweep().clean


def test_a_changed_time_is_put_right_without_an_alarm(world: World) -> None:
    path = edition(world) / PAGE
    before = path.stat().st_mtime_ns
    os.utime(path)
    sweep = watch_of(world).sweep()
    assert sweep.clean and sweep.touched == 1 and path.stat().st_mtime_ns == before


def test_a_byte_changed_through_a_hard_link_is_mended_in_every_edition_and_stays_one_file(
    world: World,
) -> None:
    path = edition(world) / PAGE
    links = path.stat().st_nlink
    assert links == EDITIONS
    flip(edition(world, 1) / PAGE)
    assert told(watch_of(world).sweep()) == {PAGE}
    assert all(is_whole(world, number) for number in range(1, EDITIONS + 1))
    assert path.stat().st_nlink == links


def test_swapped_files_are_both_mended(world: World) -> None:
    one, other = edition(world) / PAGE, edition(world) / "deeds/pavilion/index.html"
    one.rename(one.with_name("x"))
    other.rename(one)
    one.with_name("x").rename(other)
    assert told(watch_of(world).sweep()) == {PAGE, "deeds/pavilion/index.html"}
    assert is_whole(world)


def test_a_renamed_file_is_one_that_is_missing_and_one_too_many(world: World) -> None:
    (edition(world) / PAGE).rename(edition(world) / "deeds/lamp/old.html")
    assert told(watch_of(world).sweep()) == {PAGE, "deeds/lamp/old.html"}
    assert is_whole(world) and quarantined(world) == [f"{EDITIONS}/deeds/lamp/old.html"]


@pytest.mark.parametrize(
    "name", ["extra.html", "deeds/x.js", ".edition/note", "static/.hidden", "news/.index.html.tmp"]
)
def test_a_file_that_no_list_knows_is_set_aside(world: World, name: str) -> None:
    (edition(world) / name).write_text("mine")
    sweep = watch_of(world).sweep()
    assert told(sweep) == {name} and sweep.mended == 1 and "quarantine/" in sweep.faults[0].what
    kept = world.folder.root / sweep.faults[0].what.partition("已移到 ")[2]
    assert kept.read_text() == "mine" and kept.name == Path(name).name
    assert is_whole(world) and (world.folder.root / "quarantine").stat().st_mode & 0o077 == 0


def test_strangers_that_are_no_files_are_set_aside_too(world: World) -> None:
    home = edition(world)
    (home / "loop").symlink_to("..")
    (home / "none").symlink_to("/nowhere/at/all")
    (home / "empty").mkdir()
    (home / "deeds/full/deep").mkdir(parents=True)
    (home / "deeds/full/deep/x").write_text("x")
    os.mkfifo(home / "pipe")
    sweep = watch_of(world).sweep()
    assert told(sweep) == {"loop", "none", "empty", "deeds/full", "pipe"} and sweep.mended == 5
    assert watch_of(world).sweep().clean and not (home / "empty").exists()
    assert f"{EDITIONS}/deeds/full/deep/x" in quarantined(world)


def test_two_strangers_of_one_name_are_both_kept(world: World) -> None:
    watch = watch_of(world)
    for text in ("one", "two"):
        (edition(world) / "x.html").write_text(text)
        watch.sweep()
    assert len(quarantined(world)) == 2


@pytest.mark.parametrize("how", [shutil.rmtree, None])
def test_a_folder_that_was_taken_away_is_made_again(
    world: World, how: Callable[[Path], None] | None, tmp_path: Path
) -> None:
    folder = edition(world) / "deeds"
    names = {path.relative_to(edition(world)).as_posix() for path in folder.rglob("*") if path.is_file()}
    if how:
        how(folder)
    else:
        folder.rename(tmp_path / "moved")
        folder.symlink_to(tmp_path / "moved")
        names.add("deeds")
    assert told(watch_of(world).sweep()) == names
    assert is_whole(world)


def test_a_file_where_a_folder_should_be(world: World) -> None:
    shutil.rmtree(edition(world) / "deeds")
    (edition(world) / "deeds").write_text("x")
    assert watch_of(world).sweep().mended > 3 and is_whole(world)


def test_the_mode_of_a_folder_is_put_right(world: World) -> None:
    folder = edition(world) / "deeds"
    before = folder.stat().st_mode
    folder.chmod(0o777)
    sweep = watch_of(world).sweep()
    assert told(sweep) == {"deeds"} and sweep.mended == 1 and folder.stat().st_mode == before
