"""The index of a release is written once, and taken over while a signed list vouches for it."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from publishing.canonical import sha256_hex
from publishing.edition import private as private_module
from publishing.edition.verify import verify
from publishing.index import DatasetIndex, index_name, open_index, write_release_index
from publishing.releases import Release
from tests.publishing.data_samples import CATALOGUE, DAY, MORNING, NUMBERS, Releases, sample_numbers
from tests.publishing.edition_world import World

INDEX = index_name(NUMBERS.code, "2026-11-23")


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The releases whose index was written anew."""
    seen: list[str] = []
    real: Callable[..., None] = write_release_index

    def watched(path: Path, release: Release) -> None:
        seen.append(release.id)
        real(path, release)

    monkeypatch.setattr(private_module, "write_release_index", watched)
    return seen


@pytest.fixture
def world(tmp_path: Path) -> World:
    """One release and one edition of it."""
    made = World.make(tmp_path)
    Releases(made.folder.root).cut(NUMBERS, sample_numbers())
    made.build(made.submission(catalogue=CATALOGUE))
    return made


def next_edition(world: World) -> Path:
    """Builds edition 2 of the same catalogue; its index."""
    assert world.build(world.submission(catalogue=CATALOGUE), minutes=1, force=True).number == 2
    assert verify(world.folder, 2, world.signer.public_key) == []
    return world.edition(2) / INDEX


def rows(path: Path) -> list[tuple[Any, ...]]:
    """Everything that an index says of its rows."""
    with closing(open_index(path)) as connection:
        return sorted(connection.execute("SELECT *, item FROM rows"), key=repr)


def fresh_index(world: World, tmp_path: Path, name: str = INDEX) -> list[tuple[Any, ...]]:
    """The rows of an index made from the releases alone, in an empty editions folder."""
    other = World.make(tmp_path / "fresh", world.signer)
    other.folder.root.mkdir(parents=True, exist_ok=True)
    other.folder.releases.symlink_to(world.folder.releases)
    other.build(other.submission(catalogue=CATALOGUE))
    return rows(other.edition() / name)


def test_an_unchanged_index_is_the_same_file(world: World, written: list[str]) -> None:
    assert next_edition(world).samefile(world.edition() / INDEX)
    assert not written


def test_a_new_release_has_an_index_of_its_own(world: World, written: list[str], tmp_path: Path) -> None:
    newest = Releases(world.folder.root).cut(NUMBERS, sample_numbers()[:2], MORNING + DAY)
    assert next_edition(world).samefile(world.edition() / INDEX)
    assert written == [newest.id]
    name = index_name(NUMBERS.code, newest.id)
    assert rows(world.edition(2) / name) == fresh_index(world, tmp_path, name)
    known = DatasetIndex(world.edition(2), NUMBERS.code).releases
    assert [release.id for release in known] == [newest.id, "2026-11-23"]


@pytest.mark.parametrize("fault", ["list not signed", "another shape", "object lost"])
def test_an_index_that_nothing_vouches_for_is_written_anew(
    world: World, written: list[str], tmp_path: Path, fault: str
) -> None:
    listed = world.edition() / ".edition/store.json"
    stored = world.folder.objects.rglob(sha256_hex((world.edition() / INDEX).read_bytes()))
    if fault == "list not signed":
        listed.chmod(0o644)
        listed.write_bytes(listed.read_bytes().replace(b'"edition":1', b'"edition":7'))
    for path in stored:
        path.unlink()
        if fault == "another shape":
            path.write_bytes(b"SQLite format 3\0" + bytes(100))
    assert rows(next_edition(world)) == fresh_index(world, tmp_path)
    assert written[0] == "2026-11-23"


def test_releases_of_the_same_ids_but_other_rows_are_read_again(world: World, tmp_path: Path) -> None:
    other = Releases(tmp_path / "other")
    other.signer = world.signer
    other.cut(NUMBERS, sample_numbers()[:2])
    world.folder.releases.rename(tmp_path / "set-aside")
    other.folder.releases.rename(world.folder.releases)
    assert rows(next_edition(world)) == fresh_index(world, tmp_path)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        (INDEX, "changed"),
        (INDEX, "lost"),
        (".edition/frame.json", "changed"),
        ("deeds/index.html", "lost"),
        ("edition/manifest.json", "changed"),
    ],
)
def test_a_damaged_edition_is_mended_though_nothing_new_is_said(world: World, name: str, fault: str) -> None:
    path = world.edition() / name
    data = path.read_bytes()
    path.unlink()
    if fault == "changed":
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    summary = world.build(world.submission(catalogue=CATALOGUE), minutes=1)
    assert (summary.number, summary.changed) == (2, True)
    assert name in "".join(summary.notes) or "清单" in summary.notes[0]
    assert verify(world.folder, None, world.signer.public_key) == []
    assert not world.build(world.submission(catalogue=CATALOGUE), minutes=2).changed
