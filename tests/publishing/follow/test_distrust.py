"""What a follower refuses though it came whole: lists that are not to be trusted, and old ones."""

import shutil
from pathlib import Path

import pytest

from publishing.announcement import ANNOUNCEMENT, announce, announcement_of
from publishing.canonical import sha256_hex
from publishing.edition.listing import STORE
from publishing.follow.faults import Refused
from publishing.minisign import Signer
from tests.publishing.follow.conftest import Following, refused


def test_a_forged_list_is_refused(behind: Following) -> None:
    root = behind.world.edition(2)
    forged = (root / STORE).read_bytes().replace(b"/deeds/lamp/", b"/deeds/lump/", 1)
    (root / STORE).unlink()
    (root / STORE).write_bytes(forged)
    announce(behind.world.folder, 2)
    refused(behind, Refused, "签名不对")


def test_a_list_signed_with_another_key_is_refused(behind: Following, tmp_path: Path) -> None:
    behind.resign(2, lambda store: None, Signer.load_or_create(tmp_path / "other"))
    refused(behind, Refused, "签名不对")


def test_another_pinned_key_refuses_everything(behind: Following, tmp_path: Path) -> None:
    refused(behind, Refused, "签名不对", key=Signer.load_or_create(tmp_path / "other").public_key)


def test_a_list_that_is_not_the_announced_one_is_refused(behind: Following) -> None:
    said = announcement_of(behind.world.edition(1)).as_bytes().replace(b'"edition":1', b'"edition":2')
    (behind.world.folder.editions / ANNOUNCEMENT).write_bytes(said)
    refused(behind, Refused, "不是 current.json 所指的")


@pytest.mark.parametrize(
    "said", [b"", b"{", b"[]", b"{}", b'{"edition":"2"}', b'{"edition":true}', b"[" * 4000, b"x" * 5000]
)
def test_an_announcement_that_is_none_is_refused(behind: Following, said: bytes) -> None:
    (behind.world.folder.editions / ANNOUNCEMENT).write_bytes(said)
    refused(behind, Refused, "没有采用")


@pytest.mark.parametrize(
    "name",
    [
        "../../escaped", "/etc/escaped", "a/../../../escaped", "..", ".", "a//b", "a\\b", "", "a\0b", "x/", "x\n",
        ".edition/store.json",
    ],
)  # fmt: skip
def test_a_name_that_leaves_the_folder_is_refused_even_when_signed(behind: Following, name: str) -> None:
    body = b"x"
    entry = {"path": name, "size": 1, "sha256": sha256_hex(body)}
    behind.resign(2, lambda store: store["files"].append(entry))
    refused(behind, Refused, "没有采用")
    assert not list(behind.folder.root.parent.rglob("escaped"))


@pytest.mark.parametrize("size", [-1, True, "1", None])
def test_a_size_that_is_none_is_refused(behind: Following, size: object) -> None:
    behind.resign(2, lambda store: store["files"][0].update(size=size))
    refused(behind, Refused, "读不懂")


def test_a_resource_without_a_file_is_refused(behind: Following) -> None:
    behind.resign(2, lambda store: store["resources"]["/"].update(file="nowhere.html"))
    refused(behind, Refused, "没有列出")


def test_another_editions_list_in_its_place_is_refused(behind: Following) -> None:
    shutil.rmtree(behind.world.edition(2) / ".edition")
    shutil.copytree(behind.world.edition(1) / ".edition", behind.world.edition(2) / ".edition")
    said = announcement_of(behind.world.edition(1)).as_bytes().replace(b'"edition":1', b'"edition":2')
    (behind.world.folder.editions / ANNOUNCEMENT).write_bytes(said)
    refused(behind, Refused, "的位置上是第 1 版")


def test_an_old_edition_shown_again_is_refused(behind: Following) -> None:
    behind.look()
    assert behind.in_force() == 2
    announce(behind.world.folder, 1)
    with pytest.raises(Refused, match="重放"):
        behind.look()
    # Not even when the link to the edition in force was lost.
    behind.folder.current.unlink()
    with pytest.raises(Refused, match="重放"):
        behind.look()
    announce(behind.world.folder, 2)
    assert behind.look()
    assert behind.in_force() == 2


def test_a_source_that_counts_anew_after_a_backup_is_followed_when_it_is_later(behind: Following) -> None:
    behind.build()
    behind.look()
    assert behind.in_force() == 3
    shutil.rmtree(behind.world.edition(3))
    behind.world.folder.current.unlink()
    shutil.rmtree(behind.world.edition(2))
    number = behind.build()
    assert number == 2
    assert behind.look()
    assert behind.in_force() == 2


def test_another_edition_of_the_number_in_force_is_refused(behind: Following) -> None:
    behind.look()
    behind.resign(2, lambda store: store.update(published="2026-12-31T00:00:00+08:00"))
    with pytest.raises(Refused, match="不是同一版"):
        behind.look()
    assert behind.in_force() == 2
