"""Withdrawals for privacy: bytes that the builder erased are erased at the follower too."""

from pathlib import Path

import pytest

from publishing.announcement import announce
from publishing.canonical import canonical_json, sha256_hex
from publishing.contract import Item
from publishing.edition.read import current_number
from publishing.edition.withdrawals import LIST
from publishing.follow import withdrawn as withdrawn_module
from publishing.follow.faults import Refused
from publishing.minisign import Signer
from tests.publishing.edition_world import START
from tests.publishing.follow.conftest import Following

PICTURE = b"\x89PNG a face" * 90
TEXT = ("一个名字。" * 90).encode()


@pytest.fixture
def published(following: Following) -> Following:
    """Edition 2 holds a picture and a text that will be withdrawn; both are at the follower."""
    world = following.world
    some = (
        Item("/media/ffff.png", PICTURE, "image/png", START, START),
        Item("/files/ffff/list.txt", TEXT, "text/plain", START, START),
    )
    announce(world.folder, world.build(world.submission(*some), minutes=5).number)
    following.look()
    assert following.in_force() == 2
    return following


def withdrawn(*bodies: bytes) -> bytes:
    """The list."""
    digests = [sha256_hex(body) for body in bodies]
    return canonical_json({"withdrawals": [{"sha256": digests, "reason": "个人信息", "at": "2026-11-26"}]})


def erased_at_the_source(following: Following, data: bytes) -> None:
    """A signed list at the source, and an edition without the bytes."""
    world = following.world
    (world.folder.editions / LIST).write_bytes(data)
    signature = world.signer.sign(data, "withdrawals")
    (world.folder.editions / f"{LIST}.minisig").write_bytes(signature)
    announce(world.folder, world.build(world.submission(), minutes=6).number)


def left(following: Following, body: bytes) -> list[Path]:
    """Files below the follower's DATA that still hold the bytes."""
    return [path for path in following.folder.root.rglob("*") if path.is_file() and path.read_bytes() == body]


def test_withdrawn_bytes_are_erased_from_older_editions_in_every_coding(published: Following) -> None:
    assert left(published, PICTURE)
    erased_at_the_source(published, withdrawn(PICTURE, TEXT))
    assert published.look()
    assert published.in_force() == 3
    assert not left(published, PICTURE)
    assert not list(published.folder.root.rglob("list.txt*"))
    assert "擦除了旧版里的 4 个文件" in published.said[-1]
    # The list itself comes along, so that a check here can say "withdrawn".
    for name in (LIST, f"{LIST}.minisig"):
        ours = published.folder.editions / name
        assert ours.read_bytes() == (published.world.folder.editions / name).read_bytes()


def test_the_list_inside_the_new_edition_is_enough(published: Following) -> None:
    world = published.world
    number = world.build(world.submission(), minutes=6).number
    data = withdrawn(PICTURE)
    inside = f"edition/{LIST}"
    (world.edition(number) / inside).write_bytes(data)
    entry = {"path": inside, "size": len(data), "sha256": sha256_hex(data)}
    published.resign(number, lambda store: store["files"].append(entry))
    assert published.look()
    assert published.in_force() == number
    assert not left(published, PICTURE)


def test_a_crash_after_the_switch_is_made_good_at_the_next_start(
    published: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    erased_at_the_source(published, withdrawn(PICTURE))

    def dies(*args: object) -> int:
        raise InterruptedError

    monkeypatch.setattr(withdrawn_module, "erase", dies)
    with pytest.raises(InterruptedError):
        published.look()
    monkeypatch.undo()
    assert current_number(published.folder) == 3
    assert left(published, PICTURE)
    assert not published.look()
    assert not left(published, PICTURE)


def test_a_forged_list_erases_nothing(published: Following, tmp_path: Path) -> None:
    world, data = published.world, withdrawn(PICTURE)
    announce(world.folder, world.build(world.submission(), minutes=6).number)
    (world.folder.editions / LIST).write_bytes(data)
    forged = Signer.load_or_create(tmp_path / "other").sign(data, "withdrawals")
    (world.folder.editions / f"{LIST}.minisig").write_bytes(forged)
    with pytest.raises(Refused, match="签名不对"):
        published.look()
    assert published.in_force() == 3
    assert left(published, PICTURE)


def test_a_shorter_list_is_a_replay(published: Following) -> None:
    erased_at_the_source(published, withdrawn(PICTURE, TEXT))
    published.look()
    ours = (published.folder.editions / LIST).read_bytes()
    world = published.world
    (world.folder.editions / LIST).write_bytes(withdrawn(PICTURE))
    signature = world.signer.sign(withdrawn(PICTURE), "withdrawals")
    (world.folder.editions / f"{LIST}.minisig").write_bytes(signature)
    with pytest.raises(Refused, match="重放"):
        published.look()
    assert (published.folder.editions / LIST).read_bytes() == ours


def test_what_is_public_now_is_never_erased(published: Following) -> None:
    home = (published.world.edition(2) / "deeds/lamp/index.html").read_bytes()
    erased_at_the_source(published, withdrawn(PICTURE, home))
    published.look()
    assert published.in_force() == 3
    assert published.folder.edition(2) / "deeds/lamp/index.html" in left(published, home)
