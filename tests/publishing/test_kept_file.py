"""What is remembered between builds is believed as a whole or not at all."""

from pathlib import Path

import pytest

from publishing.kept_file import read_kept, write_kept

DOCUMENT = {"甲": [1, None, "乙"], "b": {"c": "d"}}


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "cache/x.json"
    write_kept(path, DOCUMENT)
    write_kept(path, DOCUMENT)
    assert read_kept(path) == DOCUMENT
    assert [found.name for found in path.parent.iterdir()] == ["x.json"]


@pytest.mark.parametrize("fault", ["lost", "empty", "cut", "one bit", "other hash", "a folder"])
def test_no_part_of_a_damaged_file_is_believed(tmp_path: Path, fault: str) -> None:
    path = tmp_path / "x.json"
    write_kept(path, DOCUMENT)
    data = path.read_bytes()
    path.unlink()
    damaged = {
        "empty": b"",
        "cut": data[:-3],
        "one bit": data[:-5] + bytes([data[-5] ^ 1]) + data[-4:],
        "other hash": b"0" + data[1:] if data[:1] != b"0" else b"1" + data[1:],
    }
    if fault == "a folder":
        path.mkdir()
    elif fault != "lost":
        path.write_bytes(damaged[fault])
    assert read_kept(path) is None
