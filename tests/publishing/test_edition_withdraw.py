"""A withdrawal for privacy leaves not one byte of the thing below editions, releases and cache, and breaks nothing."""

import json
import shutil

import pytest

from publishing import minisign
from publishing.contract import Route
from publishing.edition import withdraw as withdrawing
from publishing.edition.held_traces import NothingInForce
from publishing.edition.read import current_number, numbers
from publishing.edition.verify import inspect, verify
from publishing.edition.withdraw import BadWithdrawal, preview, withdraw
from publishing.edition.withdrawals import BadWithdrawals, add_withdrawal, read_withdrawals
from publishing.reader import paths
from publishing.reader.current import CurrentEdition
from publishing.resource import BadSubmission
from tests.publishing.edition_world import page
from tests.publishing.withdrawal_world import (
    CANARY,
    DOCUMENT,
    LATER,
    PATH,
    PICTURE,
    REASON,
    Withdrawals,
    deed_row,
)


def test_not_one_byte_is_left(site: Withdrawals) -> None:
    assert len(site.held()) > 50, "the search of this test finds it in every form while it is there"
    site.clean()
    (site.folder.cache / "pictures").mkdir(parents=True)
    (site.folder.cache / "pictures/roof.json").write_text(CANARY)
    (site.folder.objects / "ff").mkdir(exist_ok=True)
    (site.folder.objects / "ff" / ("f" * 64)).write_text(f"{CANARY}, of a build that failed")
    shutil.copytree(site.folder.edition(3), site.folder.editions / ".gone/3-1")
    summary = site.withdraw()
    assert site.held() == []
    assert set(summary.editions) == {2, 3} and summary.files == sum(summary.editions.values()) > 50
    assert not list(site.folder.root.glob("editions/*/media/fed*")), "the picture on the page goes with it"
    assert not list(site.folder.root.glob(f"editions/*{DOCUMENT}"))
    latest = site.folder.edition(2) / "data/deeds/latest/changes.json"
    assert not latest.exists(), "the bytes of a withdrawn release go under every address"
    assert not (site.folder.editions / withdrawing.JOURNAL).exists()


def test_every_edition_verifies_and_says_what_was_withdrawn(site: Withdrawals) -> None:
    site.clean()
    site.withdraw()
    after = site.build(*site.left(), routes=(Route(PATH, None, REASON),))
    assert after.changed, "the list is published with the next edition"
    for number in numbers(site.folder):
        found = inspect(site.folder, number, site.key)
        assert (number, list(found.findings)) == (number, [])
        assert bool(found.withdrawn) is (number in {2, 3})
    published = site.folder.edition(after.number) / "edition/withdrawals.json"
    signature = published.with_name("withdrawals.json.minisig").read_bytes()
    minisign.verify(published.read_bytes(), signature, site.key)
    assert b"xiaoman" not in published.read_bytes()


def test_a_file_that_is_missing_and_not_listed_is_a_fault(site: Withdrawals) -> None:
    site.clean()
    site.withdraw()
    (site.folder.edition(2) / "deeds/lamp/index.html").unlink()
    assert [one.path for one in verify(site.folder, 2, site.key)] == ["deeds/lamp/index.html"]
    # Nothing that is public now counts as withdrawn.
    entries = json.loads((site.folder.edition(4) / ".edition/store.json").read_bytes())["files"]
    lamp = next(entry["sha256"] for entry in entries if entry["path"] == "deeds/lamp/index.html")
    add_withdrawal(site.folder, [lamp], "不该有", LATER, site.signer)
    (site.folder.edition(4) / "deeds/lamp/index.html").unlink()
    assert [one.path for one in verify(site.folder, 4, site.key)] == ["deeds/lamp/index.html"]


def test_a_list_that_was_tampered_with_excuses_nothing(site: Withdrawals) -> None:
    site.clean()
    site.withdraw()
    path = site.folder.editions / "withdrawals.json"
    path.write_bytes(path.read_bytes().replace(b"sha256", b"sha25x", 1))
    found = verify(site.folder, 2, site.key)
    assert found[0].path == "withdrawals.json" and len(found) > 30
    with pytest.raises(BadWithdrawals, match="签名不符"):
        read_withdrawals(site.folder, site.key)
    with pytest.raises(BadSubmission, match="签名不符"):
        site.build(*site.left(), *page("/new/", "新"))


def test_the_edition_in_force_must_be_clean(site: Withdrawals) -> None:
    before = site.held()
    with pytest.raises(
        BadWithdrawal, match=r"现在公开的这一版里还有.*：/about/index\.json、/content\.json、.*等 \d+ 处"
    ):
        site.withdraw()
    assert site.held() == before
    assert not (site.folder.editions / "withdrawals.json").exists()


def test_what_would_go_is_counted_and_stays(site: Withdrawals) -> None:
    before = site.held()
    said = preview(site.folder, site.key, paths=[PATH], words=[CANARY])
    assert said.releases == ("deeds/2026-11-24",) and said.editions[2] > 25 and len(said.in_force) > 25
    assert site.held() == before


def test_only_what_names_the_address_goes_without_words(site: Withdrawals) -> None:
    """`/deeds/xiaoman-b/` begins alike, and the page 关于 tells the name alone."""
    site.clean()
    site.withdraw(words=())
    second = site.folder.edition(2)
    assert not (second / "deeds/xiaoman/index.html").exists()
    assert not (second / "deeds/2026/index.html").exists(), "it leads there"
    assert (second / "deeds/xiaoman-b/index.html").exists()
    assert (second / "about/index.json").exists()
    assert (second / "about/index.html").exists()


def test_a_word_in_a_signed_list_takes_the_whole_edition(site: Withdrawals) -> None:
    site.clean()
    with pytest.raises(BadWithdrawal, match=r"\.edition/store\.json"):
        site.withdraw(words=["xiaoman"])
    site.release([deed_row("pavilion", "凉亭"), deed_row("x", "别的")], day=3)
    site.build()
    summary = site.withdraw(words=["xiaoman"], paths=[])
    assert summary.removed == (4, 3, 2) and numbers(site.folder) == [5, 1]
    assert site.held("xiaoman") == []
    assert verify(site.folder, None, site.key) == []


@pytest.mark.parametrize(
    ("paths", "words", "said"),
    [
        ([], [], "请写明要撤除的地址或词语"),
        (["/"], [], "不能整个撤除"),
        (["/data/deeds/"], [], "不能整个撤除"),
        (["deeds"], [], "不可用"),
        (["/../etc/"], [], "不可用"),
        ([], ["满"], "太短"),
        ([], [f" {CANARY}"], "太短"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    site: Withdrawals, paths: list[str], words: list[str], said: str
) -> None:
    with pytest.raises(BadWithdrawal, match=said):
        site.withdraw(paths=paths, words=words)


def test_the_public_reason_must_not_tell_it(site: Withdrawals) -> None:
    with pytest.raises(BadWithdrawal, match="原因会公开"):
        site.clean(reason=f"{CANARY}要求")


def test_without_an_edition_in_force_nothing_is_erased(site: Withdrawals) -> None:
    site.clean()
    site.folder.current.unlink()
    with pytest.raises(NothingInForce):
        site.withdraw()
    assert (site.folder.edition(2) / "about/index.json").exists()


def test_it_may_be_repeated_and_a_second_one_is_listed_beside_the_first(site: Withdrawals) -> None:
    site.clean()
    site.withdraw()
    assert site.withdraw().files == 0
    assert len(read_withdrawals(site.folder, site.key)) == 1
    site.build(*[item for item in site.left() if "xiaoman-b" not in item.path])
    withdraw(site.folder, site.signer, paths=["/deeds/xiaoman-b/"], words=(), reason="另一件", at=LATER)
    assert [entry.reason for entry in read_withdrawals(site.folder, site.key)] == [REASON, "另一件"]
    assert current_number(site.folder) == 5


def test_a_reader_that_runs_does_not_stumble_over_it(site: Withdrawals) -> None:
    """It lends the hashed names of earlier editions, and does not know yet that one was erased."""
    site.clean()
    edition = CurrentEdition(site.folder, site.key).get()
    assert edition is not None
    asked = {"REQUEST_METHOD": "GET"}
    assert paths.answer(edition, PICTURE, asked).status == 200
    site.withdraw()
    assert paths.answer(edition, PICTURE, asked).status == 404
    gone = paths.answer(edition, "/data/deeds/2026-11-24/deeds.csv", asked)
    assert gone.status == 410 and isinstance(gone.body, bytes)
    assert b"release-withdrawn" in gone.body and REASON.encode() in gone.body
    assert paths.answer(edition, PATH, asked).status == 410


def test_a_build_takes_nothing_back_from_its_memories(site: Withdrawals) -> None:
    """The next build makes anew what it remembered, and ends with the same."""
    site.clean()
    site.withdraw()
    assert not site.folder.cache.exists()
    site.build(*site.left(), routes=(Route(PATH, None, REASON),))
    again = site.build(*site.left(), routes=(Route(PATH, None, REASON),))
    assert not again.changed and again.notes == ()
    assert not list(site.folder.root.glob(f"editions/*{PICTURE}"))
