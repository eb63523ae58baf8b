"""A host that follows: what it fetches, what it links, what it serves, and what it keeps."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from publishing.announcement import ANNOUNCEMENT, announce
from publishing.edition.read import numbers
from publishing.folder import DataFolder
from publishing.follow import switch
from publishing.follow.command import main
from publishing.follow.faults import Fault, Unreachable
from publishing.reader.current import CurrentEdition
from tests.conftest import program
from tests.contract.http_server import free_port
from tests.publishing.edition_world import World, page
from tests.publishing.follow.conftest import Following
from tests.publishing.follow.source_server import hang_up


@pytest.fixture(params=["http", "rsync"])
def address(request: pytest.FixtureRequest, following: Following) -> str:
    """The source over HTTP and by rsync."""
    by_rsync = request.param == "rsync" and program("rsync")
    return str(following.world.folder.editions) if by_rsync else following.server.address


def files(edition: Path) -> dict[str, tuple[bytes, int, int]]:
    """Bytes, time and mode of every file of an edition; the signed list's own time is nobody's business."""
    found = {}
    for path in edition.rglob("*"):
        if path.is_file():
            name = path.relative_to(edition).as_posix()
            moment = 0 if name.startswith(".edition/store.json") else path.stat().st_mtime_ns
            found[name] = (path.read_bytes(), moment, path.stat().st_mode & 0o777)
    return found


def test_a_first_pull_is_the_edition_and_a_reader_serves_it(following: Following, address: str) -> None:
    assert following.follower(address).look()
    assert following.in_force() == 1
    assert files(following.folder.edition(1)) == files(following.world.folder.edition(1))
    edition = CurrentEdition(following.folder, following.world.signer.public_key).get()
    assert edition is not None
    served = edition.file("/deeds/lamp/")
    assert served is not None
    assert served.read() == (following.world.edition() / "deeds/lamp/index.html").read_bytes()


@pytest.mark.debian
def test_an_rsync_daemon_is_a_source_too(following: Following, tmp_path: Path) -> None:
    port = free_port()
    settings = tmp_path / "rsyncd.conf"
    settings.write_text(
        f"address = 127.0.0.1\nport = {port}\nuse chroot = no\npid file = {tmp_path}/rsyncd.pid\n"
        f"[huanan]\npath = {following.world.folder.root}\nread only = yes\nexclude = /keys /releases\n"
    )
    command = [program("rsync"), "--daemon", "--no-detach", f"--config={settings}"]
    daemon = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    try:
        address = f"rsync://127.0.0.1:{port}/huanan/editions"
        for attempt in range(50):
            try:
                assert following.follower(address).look()
                break
            except Unreachable:
                assert attempt < 49
                time.sleep(0.1)
        assert following.in_force() == 1
    finally:
        daemon.terminate()
        daemon.wait(timeout=10)


@pytest.mark.debian
def test_a_folder_over_ssh_is_a_source_too(
    following: Following, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("rsync")
    shell = tmp_path / "ssh"
    shell.write_text('#!/bin/sh\n[ "$1 $2 $3" = "-l reader far" ] || exit 9\nshift 3\nexec "$@"\n')
    shell.chmod(0o755)
    monkeypatch.setenv("RSYNC_RSH", str(shell))
    assert following.follower(f"reader@far:{following.world.folder.editions}").look()
    assert following.in_force() == 1


def test_nothing_is_fetched_while_nothing_is_new(following: Following, address: str) -> None:
    follower = following.follower(address)
    assert follower.look()
    following.server.asked.clear()
    assert not follower.look()
    assert following.server.asked in ([], [f"/{ANNOUNCEMENT}"])


def test_what_did_not_change_is_linked_and_only_the_rest_is_fetched(following: Following) -> None:
    following.look()
    following.server.fetched()
    number = following.build()
    assert following.look()
    assert following.in_force() == number
    fetched = following.server.fetched()
    assert f"/{number}/try-{number}/index.html" in fetched
    assert not [path for path in fetched if path.startswith((f"/{number}/static", f"/{number}/deeds/lamp"))]
    one, two = (following.folder.edition(edition) / "deeds/lamp/index.html" for edition in (1, number))
    assert one.samefile(two)


def test_a_damaged_file_of_an_earlier_edition_is_not_taken_over(following: Following, address: str) -> None:
    following.follower(address).look()
    damaged = following.folder.edition(1) / "deeds/lamp/index.html"
    facts = damaged.stat()
    damaged.chmod(0o644)
    damaged.write_bytes(b"x" * facts.st_size)
    os.utime(damaged, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    number = following.build()
    assert following.follower(address).look()
    assert following.in_force() == number


def test_a_path_that_gets_its_old_bytes_back_gets_a_file_of_its_own(following: Following) -> None:
    """A link would change the time in the earlier edition, which its signed list names."""
    following.look()
    following.build()
    following.look()
    one = following.folder.edition(1)
    before = files(one)
    # `/try-1/` is gone in edition 2 and back in edition 3, with the time of edition 3.
    world = following.world
    number = world.build(world.submission(*page("/try-1/", "第1次")), minutes=9).number
    announce(world.folder, number)
    following.server.fetched()
    following.look()
    assert following.in_force() == number
    back, was = (following.folder.edition(edition) / "try-1/index.html" for edition in (number, 1))
    assert back.read_bytes() == was.read_bytes()
    assert not back.samefile(was)
    assert back.stat().st_mtime != was.stat().st_mtime
    assert files(one) == before
    assert f"/{number}/try-1/index.html" not in following.server.fetched()


def test_editions_that_were_skipped_do_not_matter(following: Following) -> None:
    following.look()
    following.build()
    number = following.build()
    assert following.look()
    assert following.in_force() == number
    assert not following.folder.edition(2).exists()
    assert (following.folder.editions / "previous-1").readlink().name == "1"


def test_old_editions_go_and_the_previous_two_are_named(following: Following, address: str) -> None:
    follower = following.follower(address)
    for _ in range(5):
        follower.look()
        following.build()
    follower.look()
    editions = following.folder.editions
    assert sorted(path.name for path in editions.iterdir() if path.is_dir()) == sorted(
        ["4", "5", "6", "current", "previous-1", "previous-2"]
    )
    assert [(editions / name).readlink().name for name in ("current", "previous-1", "previous-2")] == [
        "6",
        "5",
        "4",
    ]
    assert not list(editions.glob(".*"))


def test_more_are_kept_where_that_is_asked_for(following: Following) -> None:
    for _ in range(5):
        following.follower(keep=4).look()
        following.build()
    found = [path.name for path in following.folder.editions.iterdir() if path.name.isdecimal()]
    assert sorted(found) == ["2", "3", "4", "5"]


def test_a_host_can_follow_a_follower(following: Following, tmp_path: Path) -> None:
    following.look()
    second = Following(following.world, following.server, DataFolder(tmp_path / "second"))
    assert second.follower(str(following.folder.editions)).look()
    assert second.in_force() == 1


def test_the_command_says_what_it_did(
    following: Following, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "minisign.pub"
    key.write_bytes(following.world.signer.public_key_file)
    command = [following.server.address, "--data", str(following.folder.root), "--key", str(key), "--once"]
    assert main(command) == 0
    assert following.in_force() == 1
    following.server.misbehave[ANNOUNCEMENT] = lambda handler, body: hang_up(handler)
    assert main(command) == 1
    assert main([*command[:-2], "nonsense", "--once"]) == 2


@pytest.mark.parametrize("bad", ["http://", "https://u:p@host/x", "http://host/x?y", "-e sh", ""])
def test_an_address_that_is_none_is_refused(bad: str, following: Following, tmp_path: Path) -> None:
    key = following.world.signer.public_key
    assert main([f"--data={tmp_path}", f"--key={key}", "--once", "--", bad]) == 2


def test_the_builders_own_folder_is_not_followed_into(following: Following, tmp_path: Path) -> None:
    world = World.make(tmp_path / "other")
    following.folder = world.folder
    with pytest.raises(Fault, match="编辑台"):
        following.look()


def test_the_names_of_the_edition_before_are_there_at_every_instant(
    behind: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An open page asks for them right after the switch."""
    point = switch.point

    def checked(link: Path, number: int) -> None:
        point(link, number)
        seen.append({path.name: path.readlink().name for path in link.parent.iterdir() if path.is_symlink()})

    seen: list[dict[str, str]] = []
    monkeypatch.setattr(switch, "point", checked)
    assert behind.look()
    switched = next(links for links in seen if links["current"] == "2")
    assert switched["previous-1"] == "1"


def test_a_builders_folder_is_not_followed_into_even_where_its_keys_are_hidden(following: Following) -> None:
    """As the unit shows it: the editions alone. Clearing away would leave three of them."""
    for _ in range(4):
        following.build()
    following.folder = DataFolder(following.folder.root.parent / "seen")
    following.folder.root.mkdir()
    following.folder.editions.symlink_to(following.world.folder.editions)
    with pytest.raises(Fault, match="编辑台自己的数据目录"):
        following.look()
    assert len(numbers(following.world.folder)) == 5
