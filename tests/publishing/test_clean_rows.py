"""The gate in front of a release: what does not fit its structure is named, in Chinese, and nothing is cut."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from publishing.releases import BadRelease, cut, read_rows, releases_of
from publishing.structure import Column, Kind, Structure
from tests.publishing.data_samples import DEEDS, FACTS, MORNING, Releases, deed


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    return Releases(tmp_path)


def _structure(*columns: Column, key: tuple[str, ...] = ("a",)) -> Structure:
    return Structure(columns, key)


def _column(name: str, kind: Kind = Kind.TEXT, *, nullable: bool = False) -> Column:
    return Column(name, kind, name, name, "", nullable=nullable)


@pytest.mark.parametrize(
    ("structure", "message"),
    [
        (_structure(_column("limit"), key=("limit",)), "limit"),
        (_structure(_column('a"; drop')), "列名"),
        (_structure(_column("A")), "列名"),
        (_structure(_column("a"), _column("a")), "重复"),
        (_structure(_column("b")), "主键"),
        (_structure(_column("a"), key=()), "主键"),
    ],
)
def test_a_structure_that_cannot_be_published(releases: Releases, structure: Structure, message: str) -> None:
    with pytest.raises(BadRelease, match=message):
        cut(
            releases.folder,
            replace(DEEDS, structure=structure),
            [],
            frame_facts=FACTS,
            published=MORNING,
            kind="update",
            note="",
            signer=releases.signer,
        )


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.INTEGER, "3"),
        (Kind.INTEGER, True),
        (Kind.INTEGER, Decimal("3.5")),
        (Kind.NUMBER, Decimal("NaN")),
        (Kind.NUMBER, Decimal("1E+999999")),
        (Kind.DATE, "2025-02-29"),
        (Kind.DATE, "20250201"),
        (Kind.PERIOD, "2025-13"),
        (Kind.TEXT, 3),
        (Kind.TEXT, "\ud800"),
        (Kind.TEXT, None),
        (Kind.TEXT, ""),
    ],
)
def test_a_value_that_does_not_fit_is_named(
    releases: Releases, kind: Kind, value: str | int | Decimal | None
) -> None:
    structure = _structure(_column("a"), _column("b", kind))
    with pytest.raises(BadRelease, match=r"第 2 行的“b”"):
        releases.cut(replace(DEEDS, structure=structure), [("x", _good(kind)), ("y", value)])
    assert releases_of(releases.folder, "deeds") == []


def _good(kind: Kind) -> str | int:
    fitting: dict[Kind, str | int] = {
        Kind.INTEGER: 1,
        Kind.NUMBER: 1,
        Kind.DATE: "2025-01-01",
        Kind.PERIOD: "2025",
    }
    return fitting.get(kind, "x")


def test_rows_of_another_width_and_equal_keys_are_refused(releases: Releases) -> None:
    with pytest.raises(BadRelease, match="第 1 行有 2 个值"):
        releases.cut(DEEDS, [("d", "t")])
    with pytest.raises(BadRelease, match="主键相同"):
        releases.cut(DEEDS, [deed(1), deed(1, kind="repair")])


def test_empty_text_becomes_null_where_null_is_allowed(releases: Releases) -> None:
    structure = _structure(_column("a"), _column("b", nullable=True))
    release = releases.cut(replace(DEEDS, structure=structure), [("x", "")])
    assert read_rows(release) == [{"a": "x", "b": None}]
