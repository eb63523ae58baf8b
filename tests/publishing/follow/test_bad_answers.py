"""Sources that answer badly or not at all, and a disk that fills up. The next pull succeeds."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from publishing.announcement import ANNOUNCEMENT
from publishing.edition.listing import STORE
from publishing.follow import draft, http_source
from publishing.follow.faults import Fault, Missing, Refused, Unreachable
from tests.conftest import program
from tests.publishing.follow.conftest import Following, refused
from tests.publishing.follow.source_server import Misbehaviour, hang_up, send

FILE = "/try-2/index.html"


def recovers(behind: Following) -> None:
    """The next look brings the edition in."""
    behind.server.misbehave.clear()
    assert behind.look()
    assert behind.in_force() == 2


def cut_off(length: Callable[[bytes], int]) -> Misbehaviour:
    """All but the last bytes of the file, under a length that promises more."""

    def instead(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        send(handler, body[:-9], length=length(body))
        hang_up(handler)

    return instead


def endless(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    """The right file, and then more, until the follower hangs up."""
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(body)
    for _ in range(100_000):
        handler.wfile.write(b"x" * 65536)
    raise AssertionError("nobody hung up")


BAD: dict[str, tuple[Misbehaviour, type[Fault], str]] = {
    "truncated": (cut_off(len), Unreachable, "取不到"),
    "short": (lambda h, body: send(h, body[:-9]), Unreachable, "没有取完"),
    "changed": (lambda h, body: send(h, body[:-1] + b"!"), Refused, "与清单不符"),
    "longer": (lambda h, body: send(h, body + b"!"), Refused, "比清单所列的长"),
    "endless": (endless, Refused, "比清单所列的长"),
    "huge length": (cut_off(lambda body: 10**15), Unreachable, "取不到"),
    "gone": (lambda h, body: send(h, b"", status=404), Missing, "来源没有"),
    "error": (lambda h, body: send(h, b"", status=503), Unreachable, "503"),
    "teapot": (lambda h, body: send(h, b"", status=418), Refused, "418"),
    "elsewhere": (lambda h, body: send(h, b"", status=302, Location="http://127.0.0.2:9/x"), Refused, "另一台主机"),
    "downgrade": (lambda h, body: send(h, b"", status=302, Location="ftp://127.0.0.1/x"), Refused, "另一台主机"),
    "no address": (lambda h, body: send(h, b"", status=302, Location="http://["), Refused, "读不懂"),
    "no ASCII": (lambda h, body: send(h, b"", status=302, Location="/é/"), Refused, "读不懂"),
    "circle": (lambda h, body: send(h, b"", status=302, Location=h.path), Refused, "一再转向"),
    "hangs up": (lambda h, body: hang_up(h), Unreachable, "取不到"),
    "silent": (lambda h, body: time.sleep(1), Unreachable, "取不到"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("end", [FILE, STORE, ANNOUNCEMENT], ids=["file", "list", "announcement"])
def test_a_bad_answer_leaves_the_edition_in_force(
    behind: Following, case: str, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead, kind, match = BAD[case]
    if case == "silent":
        monkeypatch.setattr(http_source, "TIMEOUT", 0.3)
    behind.server.misbehave[end] = instead
    if end == FILE:
        refused(behind, kind, match)
    else:
        with pytest.raises(Fault):
            behind.look()
        assert behind.in_force() == 1
    recovers(behind)


def test_a_redirect_on_the_same_host_is_followed(behind: Following) -> None:
    behind.server.misbehave[FILE] = lambda h, body: send(h, b"", status=302, Location=h.path + "?again")
    behind.server.misbehave["?again"] = lambda h, body: send(
        h, (behind.world.edition(2) / FILE[1:]).read_bytes()
    )
    assert behind.look()
    assert behind.in_force() == 2


def test_a_fault_that_passes_is_tried_again(behind: Following) -> None:
    left = [503, 500]
    behind.server.misbehave[FILE] = lambda h, body: send(
        h, *([b""] if left else [body]), status=left.pop() if left else 200
    )
    assert behind.look()
    assert behind.in_force() == 2


def test_a_drip_is_given_up(behind: Following, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_source, "TIMEOUT", 0.3)
    monkeypatch.setattr(http_source, "SLOWEST", 10**9)

    def drip(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        for byte in body:
            handler.wfile.write(bytes([byte]))
            time.sleep(0.05)

    behind.server.misbehave[FILE] = drip
    started = time.monotonic()
    refused(behind, Unreachable, "太慢")
    assert time.monotonic() - started < 5


def test_a_source_that_was_never_announced_is_said_to_be_empty(behind: Following) -> None:
    (behind.world.folder.editions / ANNOUNCEMENT).unlink()
    refused(behind, Missing, "还没有公开任何一版")


def test_a_source_that_nobody_serves_is_unreachable(behind: Following) -> None:
    refused(behind, Unreachable, "取不到", address="http://127.0.0.1:9/editions")


def test_rsync_brings_no_changed_file_and_no_link(behind: Following) -> None:
    source = str(behind.world.folder.editions)
    file = behind.world.edition(2) / FILE[1:]
    body = file.read_bytes()
    file.unlink()
    file.write_bytes(body[:-1] + b"!")
    refused(behind, Refused, "与清单不符", address=source)
    file.write_bytes(body * 2)
    refused(behind, Unreachable, "没有取到", address=source)
    file.unlink()
    refused(behind, Missing, "缺文件", address=source)
    file.symlink_to("/etc/passwd")
    refused(behind, Unreachable, "没有取到", address=source)
    file.unlink()
    file.write_bytes(body)
    recovers(behind)


@pytest.mark.debian
@pytest.mark.parametrize("name", [ANNOUNCEMENT, "2" + FILE])
def test_rsync_enters_no_folder_in_the_place_of_a_file(
    behind: Following, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("rsync")
    home = tmp_path / "tmp"
    home.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(home))
    monkeypatch.setattr(tempfile.TemporaryDirectory, "cleanup", lambda self: self._finalizer.detach())
    place = behind.world.folder.editions / name
    place.unlink()
    place.mkdir()
    (place / "flood").write_bytes(b"x")
    refused(behind, Refused, "没有采用", address=str(behind.world.folder.editions))
    assert not [*home.rglob("flood"), *behind.folder.editions.rglob("flood")]


def test_a_full_disk_is_said_before_anything_is_fetched(
    behind: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(behind.folder.root)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=2**20))
    refused(behind, Fault, "磁盘只剩 1.0 MB")
    assert behind.server.fetched() == []
    monkeypatch.undo()
    recovers(behind)


def test_a_disk_that_fills_up_on_the_way_is_not_taken_for_the_network(
    behind: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = [0]

    def full(handle: int, chunk: bytes) -> None:
        count[0] += 1
        if count[0] > 5:
            raise OSError(28, "No space left on device")
        os.write(handle, chunk)

    monkeypatch.setattr(draft, "_write_all", full)
    refused(behind, Fault, "磁盘已满")
    assert len(behind.server.fetched()) < 20, "a full disk is no reason to ask again"
    monkeypatch.undo()
    recovers(behind)
