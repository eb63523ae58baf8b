"""Releases: cut once, signed, chained, and never changed."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from publishing.canonical import sha256_hex
from publishing.minisign import BadSignature, verify
from publishing.releases import (
    BadRelease,
    is_release_id,
    latest_release,
    read_rows,
    release_files,
    release_order,
    releases_of,
)
from publishing.structure import Kind
from tests.publishing.data_samples import (
    DAY,
    DEEDS,
    MORNING,
    NUMBERS,
    Releases,
    deed,
    observation,
    sample_numbers,
)


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    return Releases(tmp_path)


def _bytes(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_ids_are_shanghai_dates_then_turns(releases: Releases) -> None:
    late_in_utc = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    cuts = [releases.cut(DEEDS, [deed(n)], late_in_utc + timedelta(minutes=n)) for n in range(12)]
    assert [release.id for release in cuts] == ["2026-11-23", *(f"2026-11-23.{n}" for n in range(1, 12))]
    assert [release.id for release in releases_of(releases.folder, "deeds")] == [
        cut.id for cut in reversed(cuts)
    ]
    newest = latest_release(releases.folder, "deeds")
    assert newest == cuts[-1]
    assert newest.previous == "2026-11-23.10"
    assert releases.cut(DEEDS, [deed(99)], MORNING + DAY).id == "2026-11-24"


def test_release_ids_sort_by_turn_as_a_number() -> None:
    ids = ["2026-11-23.10", "2026-11-23", "2026-11-24", "2026-11-23.2"]
    assert sorted(ids, key=release_order) == ["2026-11-23", "2026-11-23.2", "2026-11-23.10", "2026-11-24"]
    assert not any(
        map(is_release_id, ["latest", "2026-11-23.0", "2026-11-23.01", "2026-11-23/..", ".2026-11-23.tmp"])
    )


def test_no_release_is_empty(releases: Releases) -> None:
    rows = sample_numbers()
    first = releases.cut(NUMBERS, rows)
    assert releases.try_cut(NUMBERS, list(reversed(rows)), MORNING + DAY) is None
    # The desk's database gives decimals their full width.
    wider = [observation("organisations", Decimal("120.0000"), note="来源未载时间，按 2025 年记"), *rows[1:]]
    assert releases.try_cut(NUMBERS, wider, MORNING + DAY, kind="correction", note="无") is None
    assert releases_of(releases.folder, "numbers") == [first]


def test_changed_columns_are_a_change(releases: Releases) -> None:
    releases.cut(DEEDS, [deed(1)])
    described = tuple(replace(column, description="新的说明。") for column in DEEDS.structure.columns)
    changed = replace(DEEDS, structure=replace(DEEDS.structure, columns=described))
    release = releases.cut(changed, [deed(1)], MORNING + DAY)
    changes = json.loads((release.folder / "changes.json").read_bytes())
    assert changes["structure_changed"] is True
    assert changes["revised"] == []


def test_a_released_column_keeps_its_kind(releases: Releases) -> None:
    releases.cut(DEEDS, [deed(1)])
    columns = tuple(
        replace(column, kind=Kind.TEXT) if column.name == "days" else column
        for column in DEEDS.structure.columns
    )
    changed = replace(DEEDS, structure=replace(DEEDS.structure, columns=columns))
    with pytest.raises(BadRelease, match="days"):
        releases.cut(changed, [deed(1)], MORNING + DAY)


def test_old_releases_never_change(releases: Releases) -> None:
    first = releases.cut(NUMBERS, sample_numbers())
    before = _bytes(first.folder)
    releases.cut(NUMBERS, sample_numbers()[:3], MORNING + DAY)
    assert _bytes(first.folder) == before
    for path in first.folder.iterdir():
        assert path.stat().st_mode & 0o222 == 0
        with pytest.raises(FileExistsError):
            path.open("xb")


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    one, other = Releases(tmp_path / "one"), Releases(tmp_path / "other")
    shutil.rmtree(other.folder.keys)
    shutil.copytree(one.folder.keys, other.folder.keys)
    other = Releases(tmp_path / "other")
    rows = sample_numbers()
    first = one.cut(NUMBERS, rows)
    second = other.cut(NUMBERS, list(reversed(rows)))
    assert _bytes(first.folder) == _bytes(second.folder)


def test_the_manifest_lists_every_file_and_is_signed(releases: Releases) -> None:
    first = releases.cut(NUMBERS, sample_numbers())
    second = releases.cut(NUMBERS, sample_numbers()[1:], MORNING + DAY)
    manifest = (second.folder / "manifest.json").read_bytes()
    listed = json.loads(manifest)
    assert set(listed) == {"dataset", "release", "published", "previous", "trial", "files"}
    assert (listed["dataset"], listed["release"], listed["trial"]) == ("numbers", "2026-11-24", True)
    assert listed["published"] == "2026-11-24T09:00:00+08:00"
    assert listed["previous"] == sha256_hex((first.folder / "manifest.json").read_bytes())
    assert json.loads((first.folder / "manifest.json").read_bytes())["previous"] is None
    names = {"numbers.csv", "numbers.json", "schema.json", "changes.json"}
    assert [entry["path"] for entry in listed["files"]] == sorted(
        f"/data/numbers/2026-11-24/{name}" for name in names
    )
    for entry in listed["files"]:
        data = (second.folder / entry["path"].rpartition("/")[2]).read_bytes()
        assert (entry["size"], entry["sha256"]) == (len(data), sha256_hex(data))
    signature = (second.folder / "manifest.json.minisig").read_bytes()
    assert "release:2026-11-24" in verify(manifest, signature, releases.signer.public_key)
    with pytest.raises(BadSignature):
        verify(manifest.replace(b"1", b"2", 1), signature, releases.signer.public_key)
    on_disk = {path.name for path in second.folder.iterdir()}
    assert on_disk == {*names, "manifest.json", "manifest.json.minisig"}
    assert {file.name for file in release_files(second)} == on_disk


def test_changes_hold_old_and_new_values(releases: Releases) -> None:
    rows = sample_numbers()
    releases.cut(NUMBERS, rows)
    revised = observation("wishes", 2700, qualifier="more_than", revision=2)
    added = observation("wishes", 9, period="2026-01")
    release = releases.cut(
        NUMBERS, [*rows[1:3], *rows[4:], revised, added], MORNING + DAY, kind="correction", note="补报"
    )
    changes = json.loads((release.folder / "changes.json").read_bytes())
    assert (changes["kind"], changes["note"], changes["previous"], changes["rows"]) == (
        "correction", "补报", "2026-11-23", 6,
    )  # fmt: skip
    assert changes["added"] == [{"indicator": "wishes", "area": "230822", "period": "2026-01"}]
    assert changes["removed"] == [{"indicator": "organisations", "area": "230822", "period": "2025"}]
    (change,) = changes["revised"]
    assert change["key"] == {"indicator": "wishes", "area": "230822", "period": "2025"}
    assert change["old"] == {"value": 2600, "revision": 1, "id": "/id/obs/wishes/230822/2025/r1"}
    assert change["new"] == {"value": 2700, "revision": 2, "id": "/id/obs/wishes/230822/2025/r2"}


def test_a_first_release_is_called_so_and_a_later_one_may_not_be(releases: Releases) -> None:
    assert releases.cut(DEEDS, [deed(1)], kind="update").kind == "first"
    with pytest.raises(BadRelease, match="first"):
        releases.cut(DEEDS, [deed(2)], MORNING + DAY, kind="first")


@pytest.mark.parametrize(
    ("kind", "note", "when", "message"),
    [
        ("correction", " ", MORNING + DAY, "原因"),
        ("whim", "", MORNING + DAY, "whim"),
        ("update", "", MORNING - DAY, "早于"),
    ],
)
def test_a_release_that_must_not_be_cut(
    releases: Releases, kind: str, note: str, when: datetime, message: str
) -> None:
    releases.cut(DEEDS, [deed(1)])
    with pytest.raises(BadRelease, match=message):
        releases.cut(DEEDS, [deed(2)], when, kind=kind, note=note)
    assert len(releases_of(releases.folder, "deeds")) == 1


def test_a_crash_leaves_no_release(releases: Releases, monkeypatch: pytest.MonkeyPatch) -> None:
    releases.cut(DEEDS, [deed(1)])

    def power_cut(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(Path, "rename", power_cut)
        with pytest.raises(KeyboardInterrupt):
            releases.cut(DEEDS, [deed(2)], MORNING + DAY)
    assert [release.id for release in releases_of(releases.folder, "deeds")] == ["2026-11-23"]
    assert (releases.folder.releases / "deeds" / ".2026-11-24.tmp").is_dir()
    assert releases.cut(DEEDS, [deed(3)], MORNING + DAY).id == "2026-11-24"
    assert not list((releases.folder.releases / "deeds").glob(".*.tmp"))


def test_cuts_at_the_same_moment_take_turns(releases: Releases) -> None:
    with ThreadPoolExecutor(4) as pool:
        cuts = list(pool.map(lambda n: releases.cut(DEEDS, [deed(n)]), range(8)))
    assert len({release.id for release in cuts}) == 8
    chain = releases_of(releases.folder, "deeds")
    assert [release.previous for release in chain] == [*(release.id for release in chain[1:]), None]


def test_a_release_is_never_written_over(releases: Releases, monkeypatch: pytest.MonkeyPatch) -> None:
    first = releases.cut(DEEDS, [deed(1)])
    before = _bytes(first.folder)
    monkeypatch.setattr("publishing.releases.last_release", lambda folder, code: None)
    with pytest.raises(FileExistsError):
        releases.cut(DEEDS, [deed(2)])
    assert _bytes(first.folder) == before


def test_rows_read_back_exactly(releases: Releases) -> None:
    release = releases.cut(NUMBERS, sample_numbers())
    rows = read_rows(release)
    assert [row["value"] for row in rows] == [-30, 120, Decimal("118.5"), None, Decimal("4.1"), 2600]
    assert [list(row) for row in rows] == [list(NUMBERS.structure.names())] * 6
    assert release.rows == 6


def test_a_release_of_nothing_is_possible(releases: Releases) -> None:
    release = releases.cut(DEEDS, [])
    assert read_rows(release) == []
    assert (release.folder / "deeds.csv").read_bytes() == b"deed,title,kind,asked,days,cost,page\r\n"
