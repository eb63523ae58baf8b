"""One declaration per register: a column added to it is found everywhere."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cms import registers
from cms.registers import GOOD_DEEDS, REGISTERS, RegisterColumn
from publishing.structure import Column, Kind


def test_an_added_column_is_found_everywhere(
    edition: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    column = Column("letters", Kind.INTEGER, "题目字数", "Letters in the title", "题目有几个字。")
    wider = dataclasses.replace(
        GOOD_DEEDS, columns=(*GOOD_DEEDS.columns, RegisterColumn(column, lambda deed: len(deed.title)))
    )
    monkeypatch.setitem(registers.REGISTERS, "good-deeds", wider)
    folder = edition() / "data/good-deeds"
    latest = folder / "latest"
    fields = {field["name"]: field for field in json.loads((latest / "schema.json").read_bytes())["fields"]}
    assert fields["letters"]["type"] == "integer"
    assert "题目字数" in json.dumps(fields["letters"], ensure_ascii=False)
    header = (latest / "good-deeds.csv").read_text().splitlines()[0]
    assert header.endswith(",letters")
    assert json.loads((latest / "good-deeds.json").read_bytes())["items"][0]["letters"] > 0
    page = (folder / "index.html").read_text()
    assert page.count("题目字数") >= 2, "in the table and in the documentation"
    assert "Letters in the title" in page


@pytest.mark.parametrize("name", list(REGISTERS))
def test_every_register_is_whole(name: str, seeded: None) -> None:
    register = REGISTERS[name]
    structure = register.structure()
    assert len(set(structure.names())) == len(structure.columns)
    assert set(register.key) <= set(structure.names())
    assert structure.names()[-1] == "id"
    for column in structure.columns:
        assert column.label_zh and column.label_en and column.description, column.name
    assert all(len(row) == len(structure.columns) for row in register.rows())


def test_no_column_can_hold_a_private_person() -> None:
    assert GOOD_DEEDS.structure().column("asked_by").kind is Kind.CODE  # type: ignore[union-attr]
