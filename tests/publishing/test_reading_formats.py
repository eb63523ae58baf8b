"""What is read back from the files of a release: its columns, and what stands before its rows."""

from dataclasses import replace
from pathlib import Path

import pytest

from publishing.formats.json_file import read_head
from publishing.formats.table_schema import schema_bytes, structure_of
from publishing.structure import Structure
from tests.publishing.data_samples import DEEDS, NUMBERS, TASKS, Releases, deed


@pytest.mark.parametrize("structure", [NUMBERS.structure, DEEDS.structure, TASKS.structure])
def test_a_schema_holds_the_whole_structure(structure: Structure) -> None:
    back = structure_of(schema_bytes(structure))
    assert back == structure
    assert schema_bytes(back) == schema_bytes(structure)


def test_a_key_is_never_null() -> None:
    columns = tuple(replace(column, nullable=True) for column in DEEDS.structure.columns)
    back = structure_of(schema_bytes(replace(DEEDS.structure, columns=columns)))
    assert [column.name for column in back.columns if not column.nullable] == ["deed"]


@pytest.mark.parametrize("count", [0, 3])
def test_the_head_is_read_without_the_rows(tmp_path: Path, count: int) -> None:
    release = Releases(tmp_path).cut(DEEDS, [deed(number) for number in range(count)])
    path = release.folder / "deeds.json"
    whole = path.read_bytes()
    head = read_head(path)
    assert (head["dataset"], head["release"], head["count"]) == ("deeds", "2026-11-23", count)
    assert list(head) == ["dataset", "release", "published", "licence", "cite", "count", "next", "items"]
    path.chmod(0o644)
    path.write_bytes(whole[: whole.index(b"\n") + 1] + b"what follows is not looked at")
    assert read_head(path) == head
