"""Each edition's index grows out of the one before, where its signed list vouches for that."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from publishing.edition import build as build_module
from publishing.edition.verify import verify
from publishing.index import open_index, write_index
from tests.publishing.data_samples import CATALOGUE, DAY, MORNING, NUMBERS, Releases, sample_numbers
from tests.publishing.edition_world import World

INDEX = f".edition/index/{NUMBERS.code}.sqlite3"


@pytest.fixture
def taken_over(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """The older index that each call of `write_index` was given."""
    seen: list[Path | None] = []
    real: Callable[..., None] = write_index

    def watched(path: Path, *args: Any, previous: Path | None = None) -> None:
        seen.append(previous)
        real(path, *args, previous=previous)

    monkeypatch.setattr(build_module, "write_index", watched)
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
    """Everything that the index says of releases and rows."""
    with closing(open_index(path)) as connection:
        found = [
            sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in ("releases", "rows")
        ]
        return [*found[0], *found[1]]


def fresh_index(world: World, tmp_path: Path) -> list[tuple[Any, ...]]:
    """The rows of an index made from the releases alone, in an empty editions folder."""
    other = World.make(tmp_path / "fresh", world.signer)
    other.folder.root.mkdir(parents=True, exist_ok=True)
    other.folder.releases.symlink_to(world.folder.releases)
    other.build(other.submission(catalogue=CATALOGUE))
    return rows(other.edition() / INDEX)


def test_an_unchanged_index_is_the_same_file(world: World, taken_over: list[Path | None]) -> None:
    assert next_edition(world).samefile(world.edition() / INDEX)
    assert taken_over == [world.edition() / INDEX]


def test_a_new_release_is_added_to_the_index(
    world: World, taken_over: list[Path | None], tmp_path: Path
) -> None:
    first = (world.edition() / INDEX).read_bytes()
    Releases(world.folder.root).cut(NUMBERS, sample_numbers()[:2], MORNING + DAY)
    index = next_edition(world)
    assert taken_over == [world.edition() / INDEX]
    assert rows(index) == fresh_index(world, tmp_path)
    assert (world.edition() / INDEX).read_bytes() == first


@pytest.mark.parametrize("fault", ["changed", "lost", "list not signed"])
def test_an_index_that_nothing_vouches_for_is_not_taken_over(
    world: World, taken_over: list[Path | None], tmp_path: Path, fault: str
) -> None:
    index, listed = world.edition() / INDEX, world.edition() / ".edition/store.json"
    if fault == "changed":
        index.chmod(0o644)
        index.write_bytes(index.read_bytes().replace(b"wishes", b"WISHES"))
    elif fault == "lost":
        index.unlink()
    else:
        listed.chmod(0o644)
        listed.write_bytes(listed.read_bytes().replace(b'"edition":1', b'"edition":7'))
    assert rows(next_edition(world)) == fresh_index(world, tmp_path)
    assert taken_over[0] is None


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
