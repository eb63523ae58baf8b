"""Going back: the files of an earlier edition, the data of today, nothing that was withdrawn, and builds on hold."""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from publishing.canonical import sha256_hex
from publishing.contract import Link, Route
from publishing.edition import assemble
from publishing.edition.build import EditionSummary, StaleSubmission
from publishing.edition.hold import Held, lift, read_hold
from publishing.edition.read import current_number, numbers
from publishing.edition.rollback import AWAY, BadRollback, rollback
from publishing.edition.verify import inspect, verify
from publishing.minisign import Signer
from publishing.reader.current import CurrentEdition
from tests.publishing.edition_world import START, frame, page
from tests.publishing.withdrawal_world import CANARY, PATH, REASON, Withdrawals, deed_row

AT = START + timedelta(days=4)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Withdrawals:
    """1: the usual. 2: a page more, another frame, an old address. 3: other texts, no such page, a later release."""
    made = Withdrawals(tmp_path_factory.mktemp("grown"))
    made.release([deed_row("pavilion", "凉亭")], day=0)
    made.build()
    made.build(
        *page("/about/", "关于从前"),
        routes=(Route("/old/", "/about/"), Route("/data/none/", None, "没有")),
        frame=frame(made.signer.public_key, navigation=(Link("关于", "/about/"),)),
    )
    made.release([deed_row("pavilion", "凉亭"), deed_row("lamp", "路灯")], day=1)
    made.build(*page("/now/", "现在"), routes=(Route("/about/", "/now/"),))
    return made


@pytest.fixture
def site(grown: Withdrawals, tmp_path: Path) -> Withdrawals:
    """A copy to work on."""
    shutil.copytree(grown.folder.root, tmp_path / "data", symlinks=True)
    made = Withdrawals(tmp_path)
    made.minutes = grown.minutes
    return made


def back(site: Withdrawals, number: int, reason: str = "第三版写错了") -> EditionSummary:
    """Goes back."""
    return rollback(site.folder, site.signer, number, by="李梅", reason=reason, at=AT)


def store(site: Withdrawals, number: int) -> dict[str, Any]:
    """The signed list of an edition."""
    data = (site.folder.edition(number) / ".edition/store.json").read_bytes()
    document: dict[str, Any] = json.loads(data)
    return document


def test_the_files_of_then_and_the_data_of_today(site: Withdrawals) -> None:
    summary = back(site, 2)
    assert (summary.number, summary.changed, current_number(site.folder)) == (4, True, 4)
    assert verify(site.folder, 4, site.signer.public_key) == []
    then, today, made = (store(site, number)["resources"] for number in (2, 3, 4))
    for path, entry in made.items():
        if path.startswith(("/data/", "/codes/")):
            assert entry["sha256"] == today[path]["sha256"], path
        elif not path.startswith(("/edition", "/static/")):
            assert entry["sha256"] == then[path]["sha256"], path
    assert {path for path in today if path.startswith(("/data/", "/codes/", "/static/"))} <= made.keys()
    assert {path for path in then if path.startswith("/static/")} <= made.keys()
    assert "/about/" in made and "/now/" not in made
    assert made["/content.json"]["sha256"] == then["/content.json"]["sha256"]


def test_it_chains_to_the_edition_before(site: Withdrawals) -> None:
    before = (site.folder.edition(3) / "edition/manifest.json").read_bytes()
    back(site, 1)
    manifest = json.loads((site.folder.edition(4) / "edition/manifest.json").read_bytes())
    assert manifest["previous"] == sha256_hex(before) and manifest["edition"] == 4


def test_a_page_that_was_not_there_then_says_that_it_is_away(site: Withdrawals) -> None:
    back(site, 2)
    routes = store(site, 4)["routes"]
    assert routes["/now/"] == {"target": None, "reason": AWAY}
    assert routes["/old/"]["target"] == "/about/"
    assert "/about/" not in routes, "it is there again"
    assert "/data/none/" not in routes or routes["/data/none/"]["reason"] == "没有"


def test_a_page_that_was_not_there_then_and_is_gone_now_says_so(site: Withdrawals) -> None:
    site.build(routes=(Route("/now/", None, "写错了"), Route("/deeds/none/", "/deeds/lamp/")))
    back(site, 1)
    routes = store(site, 5)["routes"]
    assert routes["/now/"] == {"target": None, "reason": "写错了"}
    assert routes["/deeds/none/"]["target"] == "/deeds/lamp/"


def test_a_hold_that_cannot_be_read_stays_where_going_back_fails(site: Withdrawals) -> None:
    site.folder.hold.write_text("{")
    with pytest.raises(StaleSubmission):
        rollback(site.folder, site.signer, 1, by="", reason="试", at=START)
    assert read_hold(site.folder) is not None


def test_a_reader_serves_it(site: Withdrawals) -> None:
    back(site, 2)
    current = CurrentEdition(site.folder, site.signer.public_key)
    edition = current.get()
    assert edition is not None and current.refused is None and edition.number == 4
    assert edition.file("/about/") is not None
    assert edition.frame.navigation == (Link("关于", "/about/"),)
    assert [release.id for release in edition.index("deeds").releases] == ["2026-11-24", "2026-11-23"]


def test_builds_are_on_hold_until_somebody_lifts_it(site: Withdrawals) -> None:
    back(site, 2)
    held = read_hold(site.folder)
    assert held is not None and (held.by, held.reason) == ("李梅", "回到第 2 版：第三版写错了")
    site.minutes = 3000
    with pytest.raises(Held, match="李梅"):
        site.build()
    assert back_again(site) == 5, "going back is possible all the same"
    lift(site.folder)
    assert site.build(*page("/now/", "现在")).number == 6
    assert verify(site.folder, None, site.signer.public_key) == []


def back_again(site: Withdrawals) -> int:
    """Forward to where it came from."""
    return back(site, 3, "看过了").number


def test_what_was_withdrawn_never_comes_back(tmp_path: Path) -> None:
    site = Withdrawals(tmp_path)
    site.with_it()
    site.clean()
    site.withdraw()
    summary = rollback(site.folder, site.signer, 2, by="", reason="试", at=START + timedelta(days=40))
    assert site.held() == []
    assert verify(site.folder, summary.number, site.signer.public_key) == []
    document = store(site, summary.number)
    assert PATH not in document["resources"]
    assert document["routes"][PATH] == {"target": None, "reason": REASON}
    about = document["resources"]["/about/index.json"]["sha256"]
    assert about == store(site, 4)["resources"]["/about/index.json"]["sha256"], "as it is today"
    assert "/data/deeds/2026-11-24/deeds.csv" in document["routes"]
    assert "/edition/withdrawals.json" in document["resources"]
    assert not inspect(site.folder, summary.number, site.signer.public_key).withdrawn


def test_bytes_that_were_put_back_by_hand_do_not_come_back_either(tmp_path: Path) -> None:
    """As from a backup."""
    site = Withdrawals(tmp_path)
    site.with_it()
    shutil.copytree(site.folder.editions, tmp_path / "backup", symlinks=True)
    site.clean()
    site.withdraw()
    shutil.copytree(tmp_path / "backup/2", site.folder.edition(2), dirs_exist_ok=True)
    assert CANARY.encode() in (site.folder.edition(2) / "deeds/xiaoman/index.html").read_bytes()
    shutil.copytree(tmp_path / "backup/objects", site.folder.objects, dirs_exist_ok=True)
    summary = rollback(site.folder, site.signer, 2, by="", reason="试", at=START + timedelta(days=40))
    assert not [name for name in site.held() if name.startswith(f"editions/{summary.number}/")]


def test_a_damaged_edition_is_mended_from_the_store_and_the_store_from_the_edition(site: Withdrawals) -> None:
    page_file = site.folder.edition(2) / "about/index.html"
    digest = store(site, 2)["resources"]["/about/"]["sha256"]
    page_file.unlink()
    lamp = store(site, 2)["resources"]["/deeds/lamp/"]["sha256"]
    (site.folder.objects / lamp[:2] / lamp).unlink()
    back(site, 2)
    assert sha256_hex((site.folder.edition(4) / "about/index.html").read_bytes()) == digest
    assert verify(site.folder, 4, site.signer.public_key) == []
    assert (site.folder.objects / lamp[:2] / lamp).exists()


def test_what_neither_has_is_refused_and_named(site: Withdrawals) -> None:
    digest = store(site, 2)["resources"]["/about/"]["sha256"]
    (site.folder.objects / digest[:2] / digest).unlink()
    (site.folder.edition(2) / "about/index.html").unlink()
    with pytest.raises(BadRollback, match=r"第 2 版的 about/index\.html 缺失或被改动.*不能回到第 2 版"):
        back(site, 2)
    assert read_hold(site.folder) is None and numbers(site.folder) == [3, 2, 1]


@pytest.mark.parametrize(
    ("number", "said"),
    [(9, "没有第 9 版"), (3, "就是现在公开的一版")],
)
def test_there_is_no_going_there(site: Withdrawals, number: int, said: str) -> None:
    with pytest.raises(BadRollback, match=said):
        back(site, number)
    assert read_hold(site.folder) is None


def test_a_reason_is_asked(site: Withdrawals) -> None:
    with pytest.raises(BadRollback, match="为什么"):
        back(site, 2, "  ")


def test_an_edition_of_another_key_is_refused(site: Withdrawals, tmp_path: Path) -> None:
    other = Signer.load_or_create(tmp_path / "other")
    path = site.folder.edition(2) / ".edition/store.json"
    signature = path.with_name("store.json.minisig")
    signature.unlink()
    signature.write_bytes(other.sign(path.read_bytes(), "store"))
    with pytest.raises(BadRollback, match="不是用现在的密钥签的"):
        back(site, 2)


def test_a_changed_list_is_refused(site: Withdrawals) -> None:
    path = site.folder.edition(2) / ".edition/store.json"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"about", b"adout", 1))
    with pytest.raises(BadRollback, match="清单缺失或被改动"):
        back(site, 2)


def test_another_address_of_the_site_is_refused(site: Withdrawals) -> None:
    site.build(frame=frame(site.signer.public_key, base_url="https://example.org/zhili"))
    with pytest.raises(
        BadRollback, match=r"那一版的网址是 http://127\.0\.0\.1:8000，现在是 https://example\.org"
    ):
        back(site, 2)


def test_a_clock_that_was_put_back_leaves_no_hold(site: Withdrawals) -> None:
    with pytest.raises(StaleSubmission):
        rollback(site.folder, site.signer, 2, by="", reason="试", at=START)
    assert read_hold(site.folder) is None and current_number(site.folder) == 3


def test_a_crash_before_the_switch_leaves_the_edition_in_force(
    site: Withdrawals, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(assemble, "put_in_force", crash)
    with pytest.raises(KeyboardInterrupt):
        back(site, 2)
    assert current_number(site.folder) == 3 and numbers(site.folder) == [3, 2, 1]
    assert read_hold(site.folder) is None
    assert verify(site.folder, None, site.signer.public_key) == []
