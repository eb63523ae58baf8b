"""Releases that were withdrawn for privacy: what stays of them, what readers are told, and how the next ones go on."""

import json

import pytest

from publishing.edition.withdraw import BadWithdrawal, withdraw_releases
from publishing.release_check import release_faults
from publishing.releases import (
    WithdrawnRelease,
    last_release,
    latest_release,
    read_rows,
    releases_of,
)
from tests.publishing.withdrawal_world import (
    CANARY,
    LATER,
    PATH,
    REASON,
    Withdrawals,
    deed_row,
)


def test_a_withdrawn_release_keeps_its_manifest_and_says_why(site: Withdrawals) -> None:
    site.clean()
    withdrawn = releases_of(site.folder, "deeds")[1]
    assert withdrawn.withdrawn and withdrawn.note == REASON and withdrawn.rows == 2
    assert {path.name for path in withdrawn.folder.iterdir()} == {
        "manifest.json", "manifest.json.minisig", "schema.json", "withdrawn.json", "withdrawn.json.minisig",
    }  # fmt: skip
    assert list(release_faults(withdrawn, site.key)) == []
    with pytest.raises(WithdrawnRelease):
        read_rows(withdrawn)
    note = withdrawn.folder / "withdrawn.json"
    note.chmod(0o644)
    note.write_bytes(note.read_bytes().replace(REASON.encode(), "别的原因".encode()))
    assert "没有可信的签名" in next(release_faults(withdrawn, site.key))


def test_an_edition_tells_readers_that_a_release_was_withdrawn(site: Withdrawals) -> None:
    summary = site.clean()
    edition = site.folder.edition(summary.number)
    entries = json.loads((edition / "data/deeds/releases.json").read_bytes())["releases"]
    assert [entry["status"] for entry in entries] == ["current", "withdrawn", "superseded"]
    assert entries[1]["reason"] == REASON and entries[0]["kind"] == "withdrawal"
    assert "已撤除" in (edition / "data/deeds/index.html").read_text()
    store = json.loads((edition / ".edition/store.json").read_bytes())
    gone = store["routes"]["/data/deeds/2026-11-24/deeds.csv"]
    assert gone["target"] is None and REASON in gone["reason"]
    assert "/data/deeds/2026-11-24/manifest.json" in store["resources"]
    assert ".edition/index/deeds/2026-11-24.sqlite3" not in {entry["path"] for entry in store["files"]}


def test_a_release_for_withdrawal_does_not_say_what_was(site: Withdrawals) -> None:
    rows = [deed_row("pavilion", "凉亭"), deed_row("xiaoman", "修屋顶"), deed_row("new", "新的")]
    release = site.release(rows, day=2, kind="withdrawal")
    changes = json.loads((release.folder / "changes.json").read_bytes())
    assert changes["revised"] == [{"key": {"deed": "xiaoman"}, "old": {}, "new": {"title": "修屋顶"}}]
    assert changes["added"] == [{"deed": "new"}] and changes["removed"] == []
    again = site.release(rows, day=3, kind="withdrawal")
    assert again.previous == release.id, "it is cut even where nothing differs"


def test_releases_go_on_after_a_withdrawn_one(site: Withdrawals) -> None:
    """A dataset that is not published any more: its newest release goes, too."""
    withdraw_releases(
        site.folder, site.signer, paths=[PATH], words=[], reason=REASON, at=LATER, abandoned={"deeds"}
    )
    last, known = last_release(site.folder, "deeds"), latest_release(site.folder, "deeds")
    assert last is not None and known is not None
    assert (last.id, known.id) == ("2026-11-24", "2026-11-23")
    made = site.release([deed_row("pavilion", "亭")], day=3)
    assert made.previous == "2026-11-24"
    manifest = json.loads((made.folder / "manifest.json").read_bytes())
    assert manifest["previous"] == last.manifest_sha256, "the chain of manifests has no gap"
    changes = json.loads((made.folder / "changes.json").read_bytes())
    assert [change["old"] for change in changes["revised"]] == [{"title": "凉亭"}], (
        "compared with what has rows"
    )


def test_a_dataset_without_any_rows_left_is_not_in_the_edition(site: Withdrawals) -> None:
    withdraw_releases(
        site.folder, site.signer, paths=["/deeds/pavilion/"], words=[CANARY], reason=REASON, at=LATER,
        abandoned={"deeds"},
    )  # fmt: skip
    assert latest_release(site.folder, "deeds") is None
    edition = site.folder.edition(site.build().number)
    assert not (edition / "data/deeds").exists()
    made = site.release([deed_row("lamp", "灯")], day=3)
    changes = json.loads((made.folder / "changes.json").read_bytes())
    assert (made.kind, changes["added"]) == ("update", [{"deed": "lamp"}]), "everything is new"


def test_the_newest_release_must_be_clean_first(site: Withdrawals) -> None:
    with pytest.raises(BadWithdrawal, match="最新的数据发布里还有要撤除的内容：deeds 的 2026-11-24"):
        withdraw_releases(site.folder, site.signer, paths=[PATH], words=[], reason=REASON, at=LATER)
    assert not any(release.withdrawn for release in releases_of(site.folder, "deeds"))
