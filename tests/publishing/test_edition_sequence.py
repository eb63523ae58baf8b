"""What an edition takes over from the one before, and when no new one is made."""

import json
from pathlib import Path
from typing import Any

import pytest

from publishing.contract import Item, Route
from publishing.edition.read import current_number, list_editions
from publishing.resource import BadSubmission
from publishing.search.index_file import NAME as SEARCH
from publishing.search.index_file import dump
from tests.publishing.data_samples import (
    CATALOGUE,
    NUMBERS,
    Releases,
    sample_numbers,
)
from tests.publishing.edition_world import World, frame, page

CHANGED = "凉亭改名"


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An empty DATA folder."""
    return World.make(tmp_path)


def read(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_bytes())


def store(world: World, number: int = 1) -> Any:
    """An edition's `store.json`."""
    return read(world.edition(number) / ".edition/store.json")


def changed_page(world: World) -> tuple[Item, ...]:
    """The usual items with one deed renamed."""
    kept = [item for item in world.submission().items if not item.path.startswith("/deeds/pavilion/")]
    return (*kept, *page("/deeds/pavilion/", CHANGED, type="good-deed", section="deeds", day=1))


def test_numbers_go_up_and_manifests_form_a_chain(world: World) -> None:
    digests = [world.build(minutes=minute, force=True).manifest_sha256 for minute in range(3)]
    manifests = [read(world.edition(number) / "edition/manifest.json") for number in (1, 2, 3)]
    assert [manifest["edition"] for manifest in manifests] == [1, 2, 3]
    assert [manifest["previous"] for manifest in manifests] == [None, *digests[:2]]
    assert current_number(world.folder) == 3
    assert [(info.number, info.current) for info in list_editions(world.folder)] == [
        (3, True),
        (2, False),
        (1, False),
    ]


def test_unchanged_content_makes_no_edition(world: World) -> None:
    first = world.build()
    second = world.build(minutes=9)
    assert (second.number, second.changed) == (1, False)
    assert (second.manifest_sha256, second.published) == (first.manifest_sha256, first.published)
    assert [info.number for info in list_editions(world.folder)] == [1]


@pytest.mark.parametrize("what", ["items", "routes", "frame", "catalogue"])
def test_any_change_makes_an_edition(world: World, what: str) -> None:
    world.build()
    other = {
        "items": changed_page(world),
        "routes": (Route("/old/", "/deeds/"),),
        "frame": frame(world.signer.public_key, contact="电话"),
        "catalogue": CATALOGUE,
    }
    assert world.build(world.submission(**{what: other[what]}), minutes=1).number == 2


def test_time_of_a_path_moves_only_with_its_bytes(world: World) -> None:
    world.build()
    world.build(world.submission(items=changed_page(world)), minutes=7)
    before, after = store(world)["resources"], store(world, 2)["resources"]
    moved = {path for path in after if after[path]["modified"] != before[path]["modified"]}
    assert moved == {
        "/deeds/pavilion/", "/deeds/pavilion/index.json", "/content.json", "/feeds/deeds.atom", "/feeds/deeds.json",
        "/edition.json", "/edition/manifest.json", "/edition/manifest.json.minisig",
    }  # fmt: skip
    assert after["/deeds/pavilion/"]["modified"] == "2026-11-26T09:07:00+08:00"


def test_equal_submissions_give_equal_files(tmp_path: Path) -> None:
    one = World.make(tmp_path / "one")
    two = World.make(tmp_path / "two", one.signer)
    two.build(two.submission(items=changed_page(two)))  # another history
    first, second = one.build(minutes=3), two.build(minutes=3)
    assert first.number != second.number
    lists = [
        read(world.edition(number) / "edition/manifest.json")["files"]
        for world, number in ((one, 1), (two, 2))
    ]
    assert lists[0] == lists[1]
    for entry in store(one)["files"]:
        files = [world.edition(number) / entry["path"] for world, number in ((one, 1), (two, 2))]
        if entry["path"] == SEARCH:
            assert list(dump(files[0])) == list(dump(files[1]))
        elif not entry["path"].startswith(("edition/", "edition.json")):
            assert files[0].read_bytes() == files[1].read_bytes()


def test_order_of_items_does_not_matter(tmp_path: Path) -> None:
    world = World.make(tmp_path)
    world.build()
    assert not world.build(world.submission(items=world.submission().items[::-1])).changed


def test_files_are_shared_between_editions_and_cannot_be_written(world: World) -> None:
    world.build()
    world.build(world.submission(items=changed_page(world)), minutes=1)
    paths = [world.edition(number) / "deeds/lamp/index.html" for number in (1, 2)]
    assert paths[0].stat().st_ino == paths[1].stat().st_ino
    assert paths[0].stat().st_mode & 0o777 == 0o444


def test_same_releases_again_make_no_edition(world: World) -> None:
    Releases(world.folder.root).cut(NUMBERS, sample_numbers())
    submission = world.submission(catalogue=CATALOGUE)
    assert world.build(submission).changed
    assert not world.build(submission, minutes=1).changed


def test_lost_link_and_damaged_object_are_mended_by_the_next_build(world: World) -> None:
    world.build()
    world.folder.current.unlink()
    assert world.build(minutes=1).number == 2
    damaged = world.edition(2) / "deeds/index.html"
    damaged.chmod(0o644)
    damaged.write_bytes(b"x")
    assert world.build(minutes=2).number == 3
    assert (world.edition(3) / "deeds/index.html").read_bytes() != b"x"


def test_a_store_list_that_is_not_trusted_is_said_and_not_used(world: World) -> None:
    world.build()
    listed = world.edition() / ".edition/store.json"
    listed.chmod(0o644)
    listed.write_bytes(listed.read_bytes().replace(b"09:00:00", b"08:00:00"))
    summary = world.build(minutes=1)
    assert summary.number == 2
    assert "第 1 版" in summary.notes[0]
    assert {entry["modified"] for entry in store(world, 2)["resources"].values()} == {
        "2026-11-26T09:01:00+08:00"
    }


@pytest.mark.parametrize("name", ["current", "previous-1", "previous-2"])
def test_a_folder_in_the_place_of_a_link_is_named_and_nothing_is_built(world: World, name: str) -> None:
    world.build()
    world.build(world.submission(items=changed_page(world)), minutes=1)
    link = world.folder.editions / name
    link.unlink(missing_ok=True)
    link.mkdir()
    with pytest.raises(BadSubmission, match=f"{name} 应是一个链接"):
        world.build(minutes=2, force=True)
    assert not list(world.folder.editions.glob(".*.tmp")) and not world.edition(3).exists()
    link.rmdir()
    assert world.build(minutes=3, force=True).number == 3
