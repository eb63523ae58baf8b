"""An object that the disk cannot read any more is a lost one, and is written anew."""

import errno
from pathlib import Path

import pytest

from publishing.canonical import sha256_hex
from publishing.edition.store import LostObject, Store


def test_an_object_that_cannot_be_read_is_lost_and_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "objects")
    stored = store.put((b"text", False))
    bad = store.path(sha256_hex(b"text"))
    number, read = bad.stat().st_ino, Path.read_bytes

    def failing(path: Path) -> bytes:
        if path == bad and path.stat().st_ino == number:
            raise OSError(errno.EIO, "bad sector")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", failing)
    with pytest.raises(LostObject):
        store.read(stored.plain.sha256, "", stored.plain)
    assert store.put((b"text", False)) == stored
    assert store.read(stored.plain.sha256, "", stored.plain) == b"text"
