"""A release that has changed on disk does not get an edition's signature."""

from pathlib import Path

import pytest

from publishing.edition.build import BadSubmission
from publishing.edition.read import current_number
from publishing.minisign import Signer
from publishing.release_check import release_faults
from publishing.releases import MANIFEST, SIGNATURE, Release
from tests.publishing.data_samples import CATALOGUE, NUMBERS, Releases, sample_numbers
from tests.publishing.edition_world import World

FILES = ["numbers.csv", "numbers.json", "schema.json", "changes.json", MANIFEST, SIGNATURE]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An empty DATA folder."""
    return World.make(tmp_path)


@pytest.fixture
def release(world: World) -> Release:
    """One release in it."""
    return Releases(world.folder.root).cut(NUMBERS, sample_numbers())


def faults(world: World, release: Release) -> list[str]:
    """What is wrong with the release."""
    return list(release_faults(release, world.signer.public_key))


def test_a_release_as_cut_has_no_fault(world: World, release: Release) -> None:
    assert faults(world, release) == []


@pytest.mark.parametrize("name", FILES)
def test_each_flipped_byte_is_found(world: World, release: Release, name: str) -> None:
    path = release.folder / name
    data = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(data[:20] + bytes([data[20] ^ 1]) + data[21:])
    assert len(faults(world, release)) == 1


@pytest.mark.parametrize("name", FILES)
def test_each_lost_file_is_named(world: World, release: Release, name: str) -> None:
    (release.folder / name).unlink()
    (fault,) = faults(world, release)
    assert name in fault


def test_another_key_does_not_vouch(release: Release, tmp_path: Path) -> None:
    other = Signer.load_or_create(tmp_path / "other")
    assert list(release_faults(release, other.public_key))


def test_a_file_that_was_not_signed_is_named(world: World, release: Release) -> None:
    listed = (release.folder / MANIFEST).read_bytes().replace(b"numbers.csv", b"numbers.tsv")
    (release.folder / MANIFEST).chmod(0o644)
    (release.folder / MANIFEST).write_bytes(listed)
    (release.folder / SIGNATURE).chmod(0o644)
    (release.folder / SIGNATURE).write_bytes(world.signer.sign(listed, "again"))
    assert [fault.split("/")[-1] for fault in faults(world, release)] == [
        "numbers.tsv",
        "numbers.csv 不在签名清单里",
    ]


def test_no_edition_is_made_of_a_changed_release(world: World, release: Release) -> None:
    world.build()
    path = release.folder / "numbers.csv"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"2025", b"2024"))
    with pytest.raises(BadSubmission, match=r"numbers\.csv 与签名清单不符"):
        world.build(world.submission(catalogue=CATALOGUE), minutes=1)
    assert current_number(world.folder) == 1
