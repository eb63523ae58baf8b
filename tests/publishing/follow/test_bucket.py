"""From the builder through a bucket to a follower: Debian's rclone, a folder in place of the bucket, Debian's nginx."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from publishing.announcement import ANNOUNCEMENT, announce, announcement_of
from publishing.canonical import canonical_json, sha256_hex
from publishing.edition.read import read_store
from publishing.edition.verify import verify
from publishing.folder import DataFolder
from publishing.follow import bucket
from publishing.follow.bucket import headers_of
from publishing.minisign import Signer
from tests.conftest import program
from tests.publishing.edition_world import PICTURE, World, page
from tests.publishing.follow.conftest import Following, replace
from tests.publishing.follow.source_server import SourceServer

SCRIPT = Path(__file__).parents[3] / "site/deploy/push-bucket.sh"
pytestmark = pytest.mark.debian


@dataclass
class Bucket:
    """A folder that rclone takes for a bucket."""

    root: Path
    following: Following

    def start(self, **options: str) -> subprocess.Popen[str]:
        """Begins a push."""
        command = [program("bash"), str(SCRIPT), str(self.following.world.folder.root), str(self.root)]
        environment = {**os.environ, "PYTHON": sys.executable, **options}
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, env=environment, stdout=pipe, stderr=pipe, text=True, start_new_session=True
        )

    def push(self, **options: str) -> str:
        """A push that succeeds; what it said."""
        process = self.start(**options)
        said, faults = process.communicate(timeout=60)
        assert (process.returncode, faults) == (0, "")
        return said

    def fails(self, **options: str) -> str:
        """A push that fails; what it said."""
        process = self.start(**options)
        faults = process.communicate(timeout=60)[1]
        assert process.returncode != 0
        return faults

    def editions(self) -> list[str]:
        """The editions in the bucket."""
        return sorted(path.name for path in self.root.iterdir() if path.is_dir())

    def bring(self) -> int | None:
        """What a follower has in force after a look."""
        self.following.follower(str(self.root)).look()
        return self.following.in_force()


@pytest.fixture(scope="module")
def first_push(tmp_path_factory: pytest.TempPathFactory, signer: Signer) -> Path:
    """A builder's DATA and a bucket with its edition 1, to be copied: a first push starts rclone many times."""
    program("rclone")
    root = tmp_path_factory.mktemp("pushed")
    world = World.make(root / "source", signer)
    world.folder.editions.mkdir(parents=True)
    following = Following(world, SourceServer(world.folder.editions), DataFolder(root / "mirror"))
    following.build()
    following.server.stop()
    assert Bucket(root / "bucket/editions", following).push() == "第 1 版已在桶里公开。\n"
    return root


@pytest.fixture
def pushed(first_push: Path, following: Following, tmp_path: Path) -> Bucket:
    """Edition 1 is in force at the builder and in the bucket."""
    shutil.rmtree(following.world.folder.root)
    for name in ("source", "bucket"):
        shutil.copytree(first_push / name, tmp_path / name, symlinks=True, dirs_exist_ok=True)
    return Bucket(tmp_path / "bucket/editions", following)


@pytest.fixture
def nginx(pushed: Bucket, tmp_path: Path) -> Iterator[str]:
    """The address at which nginx serves the bucket's folder, as plain files."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    home = tmp_path / "nginx"
    home.mkdir()
    tmp_path.chmod(0o755)
    (home / "nginx.conf").write_text(
        f"daemon off; pid {home}/pid; error_log {home}/error.log; events {{}}\n"
        f"http {{ access_log off; client_body_temp_path {home}; proxy_temp_path {home}; fastcgi_temp_path {home};\n"
        f"uwsgi_temp_path {home}; scgi_temp_path {home};\n"
        f"server {{ listen 127.0.0.1:{port}; root {pushed.root.parent}; }} }}\n"
    )
    user = ["-g", "user root;"] if os.getuid() == 0 else []
    process = subprocess.Popen(
        [program("nginx"), "-c", str(home / "nginx.conf"), *user], stderr=subprocess.DEVNULL
    )
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/editions"
    process.terminate()
    process.wait(timeout=10)


def test_a_follower_pulls_from_the_bucket_behind_nginx(pushed: Bucket, nginx: str) -> None:
    following = pushed.following
    assert following.follower(nginx).look()
    assert following.in_force() == 1
    number = following.build()
    pushed.push()
    assert following.follower(nginx).look()
    assert following.in_force() == number


def test_the_bucket_holds_each_edition_byte_for_byte(pushed: Bucket) -> None:
    pushed.following.build()
    pushed.push()
    key = pushed.following.world.signer.public_key
    folder = DataFolder(pushed.root.parent)
    assert [verify(folder, number, key) for number in (1, 2)] == [[], []]


def test_nothing_is_done_while_nothing_is_new(pushed: Bucket) -> None:
    before = (pushed.root / ANNOUNCEMENT).stat().st_mtime_ns
    assert pushed.push() == ""
    assert (pushed.root / ANNOUNCEMENT).stat().st_mtime_ns == before


def test_old_editions_go_and_those_pruned_here_too(pushed: Bucket) -> None:
    for _ in range(2):
        pushed.following.build()
        pushed.push(KEEP="2")
    assert pushed.editions() == ["2", "3"]
    shutil.rmtree(pushed.following.world.edition(2))
    assert pushed.push(KEEP="9") == "已从桶里删去第 2 版。\n"
    assert pushed.editions() == ["3"]


def test_withdrawn_files_leave_the_bucket(pushed: Bucket) -> None:
    following = pushed.following
    picture = "media/0123456789abcdef.png"
    digest = sha256_hex((following.world.edition(1) / picture).read_bytes())
    assert digest == sha256_hex(PICTURE)
    entry = {"sha256": [digest], "reason": "个人信息", "at": "2026-11-26"}
    data = canonical_json({"withdrawals": [entry]})
    (following.world.folder.editions / "withdrawals.json").write_bytes(data)
    signature = following.world.signer.sign(data, "withdrawals")
    (following.world.folder.editions / "withdrawals.json.minisig").write_bytes(signature)
    few = [item for item in following.world.submission().items if item.path != f"/{picture}"]
    submission = following.world.submission(items=tuple(few))
    announce(following.world.folder, following.world.build(submission, minutes=7).number)
    pushed.push()
    assert not list(pushed.root.rglob(Path(picture).name))
    assert pushed.bring() == 2
    assert (following.folder.editions / "withdrawals.json").read_bytes() == data


def test_an_object_that_somebody_changed_stops_the_switch(pushed: Bucket) -> None:
    pushed.following.build()
    replace(pushed.root / "1/deeds/lamp/index.html", b"forged")
    assert "没有换版" in pushed.fails()
    assert b'"edition":1' in (pushed.root / ANNOUNCEMENT).read_bytes()


def test_an_object_of_an_edition_is_never_replaced(pushed: Bucket) -> None:
    number = pushed.following.build()
    there = pushed.root / f"{number}/try-{number}/index.html"
    there.parent.mkdir(parents=True)
    there.write_bytes(b"another edition of that number")
    assert "immutable" in pushed.fails()
    assert there.read_bytes() == b"another edition of that number"
    assert b'"edition":1' in (pushed.root / ANNOUNCEMENT).read_bytes()


def test_an_older_data_folder_does_not_turn_the_bucket_back(pushed: Bucket) -> None:
    later = announcement_of(pushed.following.world.edition(1)).as_bytes().replace(b"2026-", b"2027-")
    (pushed.root / ANNOUNCEMENT).write_bytes(later)
    assert "没有上传" in pushed.fails()
    assert (pushed.root / ANNOUNCEMENT).read_bytes() == later


@pytest.mark.parametrize("seconds", [0.3, 1.0, 1.8])
def test_a_push_that_dies_leaves_the_bucket_in_force(pushed: Bucket, seconds: float) -> None:
    number = pushed.following.build()
    process = pushed.start()
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    assert pushed.bring() in {1, number}
    pushed.push()
    pushed.following.follower(str(pushed.root)).look()
    assert pushed.following.in_force() == number


def test_files_go_up_with_the_headers_of_the_reader(following: Following, tmp_path: Path) -> None:
    world = following.world
    headers = headers_of(read_store(world.edition(1), world.signer.public_key))
    html, short = "Content-Type: text/html; charset=utf-8", "Cache-Control: public, max-age=60"
    assert headers["index.html"] == (html, short)
    assert headers["index.html.br"] == (html, short, "Content-Encoding: br")
    assert headers["index.html.gz"] == (html, short, "Content-Encoding: gzip")
    immutable = "Cache-Control: public, max-age=31536000, immutable"
    assert headers["media/0123456789abcdef.png"] == ("Content-Type: image/png", immutable)
    assert headers[".edition/frame.json"][0] == "Content-Type: application/octet-stream"


def test_only_what_changed_goes_up(following: Following, tmp_path: Path) -> None:
    world = following.world
    announce(world.folder, world.build(world.submission(*page("/new/", "新页")), minutes=3).number)
    assert bucket.main([str(world.folder.root), str(tmp_path), "1"]) == 0
    listed = [line for path in tmp_path.glob("[0-9]*.files") for line in path.read_text().splitlines()]
    assert "new/index.html" in listed
    assert "deeds/lamp/index.html" not in listed
    same = (tmp_path / "not-the-same").read_text().splitlines()
    assert "/try-1/index.html" in same
    assert "/deeds/lamp/index.html" not in same
