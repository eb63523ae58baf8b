"""Damage to lists, to whole editions and to the editions before, and heaps of it."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publishing.edition_world import World
from tests.publishing.sweep_world import (
    DAMAGES,
    EDITIONS,
    PAGE,
    Damage,
    a_folder,
    copy_of,
    deleted,
    edition,
    flipped,
    is_whole,
    linked_to_a_true_copy,
    longer,
    make_world,
    object_of,
    replaced,
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


@pytest.mark.parametrize("name", [STORE, SIGNATURE])
@pytest.mark.parametrize("damage", DAMAGES[:-1])
def test_a_list_is_written_back_from_memory(world: World, name: str, damage: Damage) -> None:
    watch = watch_of(world)
    assert watch.sweep().clean
    damage(edition(world) / name)
    if damage is linked_to_a_true_copy:
        (world.folder.editions / "copy").write_bytes(b"")
    sweep = watch.sweep()
    assert told(sweep) == {name} and sweep.mended == 1
    assert is_whole(world) and watch.sweep().clean


def test_the_remark_that_no_signature_covers_is_put_right_even_by_a_new_watch(world: World) -> None:
    path = edition(world) / SIGNATURE
    good = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(good.replace(b"signature of", b"signature 0f"))
    assert told(watch_of(world).sweep()) == {SIGNATURE}
    assert path.read_bytes() == good


def test_a_whole_edition_that_was_taken_away_is_made_again(world: World) -> None:
    watch = watch_of(world)
    watch.sweep()
    shutil.rmtree(edition(world))
    sweep = watch.sweep()
    assert sweep.mended == len(sweep.faults) > 100 and is_whole(world) and watch.sweep().clean


@pytest.mark.parametrize("number", [EDITIONS - 1, EDITIONS - 2])
def test_hashed_names_of_the_two_editions_before_are_swept(world: World, number: int) -> None:
    watch = watch_of(world)
    path = next((edition(world, number) / STYLE).rglob("*.css"))
    path.unlink()
    (edition(world, number) / "static/x.js").write_text("x")
    (edition(world, number) / "files").mkdir()
    (edition(world, number) / "index.html").unlink()  # not served any more
    sweep = watch.sweep()
    name = path.relative_to(edition(world, number)).as_posix()
    assert told(sweep) == {name, "static/x.js", "files"} and sweep.mended == 3
    assert {fault.edition for fault in sweep.faults} == {number}
    assert path.exists() and watch.sweep().clean


def test_an_edition_further_back_is_not_served_and_not_swept(world: World) -> None:
    next((edition(world, 1) / STYLE).rglob("*.css")).unlink()
    assert watch_of(world).sweep().clean


def test_random_damage_in_heaps_is_mended_in_one_sweep(world: World) -> None:
    watch, chance = watch_of(world), random.Random(4)
    watch.sweep()
    files = sorted(path for path in edition(world).rglob("*") if path.is_file())
    chosen = chance.sample(files, 60)
    for path in chosen:
        chance.choice((flipped, longer, deleted, replaced, a_folder))(path)
    assert told(watch.sweep()) == {path.relative_to(edition(world)).as_posix() for path in chosen}
    assert is_whole(world) and watch.sweep().clean


def test_a_stranger_that_cannot_be_moved_is_told_and_not_called_mended(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    (edition(world) / "x.html").write_text("x")

    def refuse(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", refuse)
    [fault] = watch_of(world).sweep().faults
    assert fault.path == "x.html" and not fault.mended and "No space left" in fault.what and not fault.lost


def test_objects_are_not_links_to_served_files(world: World) -> None:
    """The store would be changed with them, and nothing could be mended."""
    assert (edition(world) / PAGE).stat().st_ino != object_of(world, PAGE).stat().st_ino
