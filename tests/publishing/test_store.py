"""Objects are written once, whole, and believed only after they have been read back."""

import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing.canonical import sha256_hex
from publishing.edition.store import LostObject, Store, StoredObject

NOISE = b"".join(hashlib.sha256(bytes([number])).digest() for number in range(10))
TEXT = "好事实事 good deeds. ".encode() * 50


@pytest.fixture
def objects(tmp_path: Path) -> Iterator[Path]:
    """Where objects go; no half-written file is left beside them."""
    yield tmp_path / "editions/objects"
    assert not list((tmp_path / "editions/.objects.tmp").iterdir())


def put(objects: Path, body: bytes | Path, *, compress: bool = True) -> tuple[Store, StoredObject]:
    """Stores one body with a fresh store."""
    store = Store(objects)
    return store, store.put_all([(body, compress)])[body, compress]


def test_text_is_there_plain_and_coded(objects: Path) -> None:
    store, stored = put(objects, TEXT)
    name = sha256_hex(TEXT)
    assert stored.plain.sha256 == name
    assert store.path(name) == objects / name[:2] / name
    assert store.path(name).read_bytes() == TEXT
    assert gzip.decompress(store.path(name, ".gz").read_bytes()) == TEXT
    assert brotli.decompress(store.path(name, ".br").read_bytes()) == TEXT
    assert list(stored.codings) == ["br", "gzip"]
    for coding, suffix in (("br", ".br"), ("gzip", ".gz")):
        coded = store.path(name, suffix).read_bytes()
        assert (stored.codings[coding].size, stored.codings[coding].sha256) == (len(coded), sha256_hex(coded))


@pytest.mark.parametrize("body", [b"x" * 200, NOISE, b""])
def test_nothing_is_coded_without_gain(objects: Path, body: bytes) -> None:
    store, stored = put(objects, body)
    assert stored.codings == {}
    assert [path.name for path in store.path(sha256_hex(body)).parent.iterdir()] == [sha256_hex(body)]


def test_pictures_are_not_coded(objects: Path) -> None:
    assert put(objects, TEXT, compress=False)[1].codings == {}


def test_a_file_and_its_bytes_are_one_object(objects: Path, tmp_path: Path) -> None:
    (tmp_path / "editions").mkdir()
    file = tmp_path / "release.csv"
    file.write_bytes(TEXT)
    assert put(objects, file)[1] == put(objects, TEXT)[1]


def test_what_is_there_is_not_written_again(objects: Path) -> None:
    first, stored = put(objects, TEXT)
    assert len(first.written) == 3
    inodes = {path: path.stat().st_ino for path in first.written}
    second, again = put(objects, TEXT)
    assert again == stored
    assert not second.written
    assert inodes == {path: path.stat().st_ino for path in first.written}


@pytest.mark.parametrize("suffix", ["", ".br", ".gz"])
def test_a_damaged_object_is_made_anew(objects: Path, suffix: str) -> None:
    store, stored = put(objects, TEXT)
    path = store.path(sha256_hex(TEXT), suffix)
    good = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    second, again = put(objects, TEXT)
    assert again == stored
    assert second.written == {path}
    assert path.read_bytes() == good


def test_another_coding_of_the_same_bytes_is_as_good(objects: Path) -> None:
    first, _ = put(objects, TEXT)
    path = first.path(sha256_hex(TEXT), ".gz")
    path.unlink()
    path.write_bytes(gzip.compress(TEXT, 1, mtime=0))
    assert put(objects, TEXT)[1].codings["gzip"].sha256 == sha256_hex(path.read_bytes())


@pytest.mark.parametrize("fault", ["lost", "changed", "cut"])
def test_what_was_lost_is_not_read(objects: Path, fault: str) -> None:
    store, stored = put(objects, TEXT)
    path = store.path(stored.plain.sha256)
    assert store.read(stored.plain.sha256, "", stored.plain) == TEXT
    path.unlink()
    if fault != "lost":
        path.write_bytes(TEXT[:-1] + (b"x" if fault == "changed" else b""))
    with pytest.raises(LostObject):
        store.read(stored.plain.sha256, "", stored.plain)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.binary(max_size=600), max_size=6))
def test_any_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, bodies: list[bytes]) -> None:
    store = Store(tmp_path_factory.mktemp("store") / "objects")
    found = store.put_all([(body, True) for body in bodies])
    for (body, _), stored in found.items():
        assert store.path(stored.plain.sha256).read_bytes() == body
        assert stored.plain.size == len(body)
