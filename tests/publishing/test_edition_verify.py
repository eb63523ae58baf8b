"""Any changed byte of an edition is found and its file is named, by us and by Debian's minisign."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing.edition.verify import Finding, verify
from publishing.folder import DataFolder
from publishing.minisign import Signer
from tests.conftest import program
from tests.publishing.data_samples import CATALOGUE, NUMBERS, Releases, sample_numbers
from tests.publishing.edition_world import World, page

LISTS = [
    ".edition/store.json",
    ".edition/store.json.minisig",
    "edition/manifest.json",
    "edition/manifest.json.minisig",
]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Two editions, with data, for tests that put back what they break."""
    world = World.make(tmp_path_factory.mktemp("verify"))
    Releases(world.folder.root).cut(NUMBERS, sample_numbers())
    world.build(world.submission(catalogue=CATALOGUE))
    world.build(world.submission(*page("/about/", "关于"), catalogue=CATALOGUE), minutes=1)
    return world


@pytest.fixture
def world(shared: World, tmp_path: Path) -> World:
    """A copy to break."""
    shutil.copytree(shared.folder.root, tmp_path / "data", symlinks=True)
    return World.make(tmp_path, shared.signer)


def files(world: World) -> list[Path]:
    """Every file of the edition in force."""
    return sorted(path for path in world.edition(2).rglob("*") if path.is_file())


def found(world: World, number: int | None = None) -> list[Finding]:
    """The findings, with the world's own key."""
    return verify(world.folder, number, world.signer.public_key)


def named(world: World) -> set[str]:
    """The files that are at fault in the edition in force."""
    return {finding.path for finding in found(world)}


def put(path: Path, data: bytes) -> None:
    """Other bytes for one file of one edition."""
    path.unlink()
    path.write_bytes(data)


def test_both_editions_are_whole(world: World) -> None:
    assert found(world) == found(world, 1) == []


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_flipped_byte_of_any_file_is_found_and_its_file_named(shared: World, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(files(shared)))
    good = path.read_bytes()
    changed = bytearray(good)
    changed[data.draw(st.integers(0, len(good) - 1))] ^= data.draw(st.integers(1, 255))
    put(path, bytes(changed))
    try:
        assert named(shared) == {path.relative_to(shared.edition(2)).as_posix()}
    finally:
        put(path, good)


@pytest.mark.parametrize("name", [name for name in LISTS if name.endswith(".minisig")])
def test_the_remark_that_no_signature_covers_is_checked_too(world: World, name: str) -> None:
    path = world.edition(2) / name
    put(path, path.read_bytes().replace(b"signature of", b"signature 0f"))
    assert named(world) == {name}


def test_every_file_is_named_when_it_is_missing(world: World) -> None:
    lists = set(LISTS)
    names = {path.relative_to(world.edition(2)).as_posix() for path in files(world)}
    assert lists < names
    for name in names - lists:
        (world.edition(2) / name).unlink()
    assert named(world) == names - lists


@pytest.mark.parametrize("name", LISTS)
def test_a_missing_list_is_named(world: World, name: str) -> None:
    (world.edition(2) / name).unlink()
    assert named(world) == {name}


def test_a_flipped_byte_in_the_store_is_found_in_every_edition_that_holds_it(tmp_path: Path) -> None:
    world = World.make(tmp_path)
    world.build()
    world.build(minutes=1, force=True)
    path = world.edition(1) / "deeds/lamp/index.html"
    path.chmod(0o644)
    with path.open("r+b") as file:
        file.write(b"?")
    for number in (1, 2):
        assert [finding.path for finding in found(world, number)] == ["deeds/lamp/index.html"]


@pytest.mark.parametrize("name", ["extra.html", "deeds/x.js", ".edition/note", "static/.hidden"])
def test_a_file_that_no_list_knows_is_named(world: World, name: str) -> None:
    (world.edition(2) / name).write_text("x")
    assert named(world) == {name}


@pytest.mark.timeout(20)
def test_a_pipe_in_the_place_of_a_file_is_named_and_not_waited_for(world: World) -> None:
    path = world.edition(2) / "deeds/index.html"
    path.unlink()
    os.mkfifo(path)
    assert named(world) == {"deeds/index.html"}


def test_number_nought_is_not_the_edition_in_force(world: World) -> None:
    assert found(world, 0) == [Finding("0", "没有这一版。")]


def test_links_are_not_followed(world: World, tmp_path: Path) -> None:
    home = world.edition(2)
    (tmp_path / "same.html").write_bytes((home / "index.html").read_bytes())
    (home / "index.html").unlink()
    (home / "index.html").symlink_to(tmp_path / "same.html")
    (home / "door").symlink_to(tmp_path)
    assert named(world) == {"index.html", "door"}


def test_an_edition_under_another_number_is_named(world: World) -> None:
    shutil.rmtree(world.edition(2))
    shutil.copytree(world.edition(1), world.edition(2))
    assert named(world) == {".edition/store.json", "edition/manifest.json"}


def test_lists_that_contradict_each_other_are_named(world: World) -> None:
    """Even a list that we signed ourselves must agree with the other."""
    home = world.edition(2)
    listed = json.loads((home / ".edition/store.json").read_bytes())
    listed["resources"]["/deeds/"]["sha256"] = "0" * 64
    listed["manifest_sha256"] = "0" * 64
    data = json.dumps(listed).encode()
    put(home / ".edition/store.json", data)
    put(home / ".edition/store.json.minisig", world.signer.sign(data, "store edition:2"))
    assert ("edition/manifest.json", "与 store.json 对 /deeds/ 的记载不一致。") in {
        (finding.path, finding.what) for finding in found(world)
    }
    assert named(world) == {"edition/manifest.json", "deeds/index.html.br", "deeds/index.html.gz"}


def test_another_key_does_not_verify(world: World, tmp_path: Path) -> None:
    other = Signer.load_or_create(tmp_path / "other")
    paths = {finding.path for finding in verify(world.folder, None, other.public_key)}
    assert paths == {".edition/store.json.minisig", "edition/manifest.json.minisig"}


def test_no_edition_is_a_finding(tmp_path: Path) -> None:
    empty = DataFolder(tmp_path)
    key = Signer.load_or_create(tmp_path / "keys").public_key
    assert [finding.path for finding in verify(empty, None, key)] == ["current"]
    assert [finding.path for finding in verify(empty, 7, key)] == ["7"]


@pytest.mark.debian
def test_debian_accepts_the_manifest_with_the_published_key_and_no_altered_one(world: World) -> None:
    home = world.edition(2) / "edition"
    command = [program("minisign"), "-V", "-m", str(home / "manifest.json"), "-p", str(home / "minisign.pub")]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "edition:2 published:2026-11-26T09:01:00+08:00" in answer.stdout
    data = (home / "manifest.json").read_bytes()
    put(home / "manifest.json", data.replace(b'"trial":true', b'"trial":null'))
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0
