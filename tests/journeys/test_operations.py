"""The whole site as one command: it starts, mends itself, stops, starts again, and is read without its desk."""

import hashlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.running_site import ROOT, RunningSite, free_port, manage, running_site


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The DATA folder that the tests of this module share, in order."""
    return tmp_path_factory.mktemp("operations")


def children_of(pid: int) -> dict[int, str]:
    """Process ids and command lines of everything that a process started, and so on down."""
    found: dict[int, str] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if parent == pid:
            found[int(entry.name)] = command
            found |= children_of(int(entry.name))
    return found


@contextmanager
def reader_alone(data: Path) -> Iterator[str]:
    """The reader without desk, worker and supervisor; its address."""
    port = free_port()
    command = f"-m granian --interface wsgi --host 127.0.0.1 --port {port} publishing.reader.wsgi:application"
    environment = {
        **os.environ,
        "DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "publishing.reader.settings",
    }
    process = subprocess.Popen([sys.executable, *command.split()], cwd=ROOT, env=environment)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def wait_for(site: RunningSite, path: str) -> None:
    """Wait until a public path answers 200."""
    deadline = time.monotonic() + 30
    while True:
        try:
            if site.get(path)[0] == 200:
                return
        except OSError:
            pass
        assert time.monotonic() < deadline, "".join(site.lines)
        time.sleep(0.1)


@pytest.fixture(scope="module")
def ports() -> tuple[int, int]:
    """The addresses are part of an edition, so both starts have the same."""
    return free_port(), free_port()


def test_it_starts_mends_itself_and_stops_whole(data: Path, ports: tuple[int, int]) -> None:
    with running_site(data, ports=ports) as site:
        text = "".join(site.lines)
        assert site.url in text and site.desk in text
        assert "试用" in text
        started = children_of(site.process.pid)
        readers = [pid for pid, command in started.items() if "publishing.reader" in command]
        assert len(readers) == 2, "the server and its worker"
        os.kill(min(readers), signal.SIGKILL)
        time.sleep(1)
        wait_for(site, "/deeds/")
        health = json.loads(site.get("/healthz")[1])
        assert health["edition"] == 1
    assert site.process.returncode == 0
    assert not [pid for pid in started if Path(f"/proc/{pid}").exists()]


def test_the_second_start_is_quick_and_changes_nothing(data: Path, ports: tuple[int, int]) -> None:
    before = (data / "editions/current").readlink()
    started = time.monotonic()
    with running_site(data, ports=ports) as site:
        assert time.monotonic() - started < 20, "the audit measures this more strictly, on a quiet machine"
        assert (data / "editions/current").readlink() == before
        assert not [line for line in site.lines if "密码" in line], "an administrator is made once"


def test_a_build_that_a_killed_worker_left_is_taken_up(data: Path) -> None:
    with closing(sqlite3.connect(data / "db.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO cms_build (state, reason, asked_by, requested_at, attempts, error, full)"
            " VALUES (?, ?, ?, ?, ?, ?, 0)",
            ("running", "一次没做完的构建", "", "2026-01-01 00:00:00", 1, ""),
        )
    environment = {**os.environ, "HUANAN_REVIEWS": "0", "DATA_DIR": str(data)}
    worker = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, env=environment)
    try:
        deadline = time.monotonic() + 60
        while build_state(data) != "done":
            assert worker.poll() is None and time.monotonic() < deadline, build_state(data)
            time.sleep(0.2)
    finally:
        worker.terminate()
        worker.wait(20)


def build_state(data: Path) -> str:
    """The state of the newest build that the desk remembers."""
    with closing(sqlite3.connect(data / "db.sqlite3", timeout=20)) as database:
        return str(database.execute("SELECT state FROM cms_build ORDER BY id DESC").fetchone()[0])


def test_a_busy_port_is_told_plainly(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = manage(data, "up", "--port", str(port), "--desk-port", str(free_port()))
    assert answer.returncode == 1
    assert f"端口 {port}" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_without_a_trial_nothing_more_is_published(data: Path) -> None:
    before = (data / "editions/current").readlink()
    answer = manage(data, "up", "--port", str(free_port()), "--desk-port", str(free_port()), reviews="3")
    assert answer.returncode == 1
    assert "三审" in answer.stderr
    assert (data / "editions/current").readlink() == before


def test_verify_names_a_changed_byte(data: Path) -> None:
    assert manage(data, "edition", "verify").returncode == 0
    page = data / "editions/current/deeds/index.html"
    body = page.read_bytes()
    # A file of its own, since names of one content are links to one store.
    page.resolve().unlink()
    page.write_bytes(body[:100] + bytes([body[100] ^ 1]) + body[101:])
    answer = manage(data, "edition", "verify")
    assert answer.returncode == 1
    assert "deeds/index.html" in answer.stdout
    page.unlink()
    page.write_bytes(body)
    assert manage(data, "edition", "verify").returncode == 0


def test_readers_keep_reading_without_desk_and_database(data: Path) -> None:
    for name in ("db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm"):
        (data / name).unlink(missing_ok=True)
    assert not list(data.glob("db.sqlite3*"))
    with reader_alone(data) as url:
        with urllib.request.urlopen(f"{url}/edition/manifest.json") as answer:
            manifest = json.loads(answer.read())
        assert len(manifest["files"]) > 150
        for file in manifest["files"]:
            with urllib.request.urlopen(url + file["path"]) as answer:
                body = answer.read()
                assert answer.status == 200
            assert (len(body), hashlib.sha256(body).hexdigest()) == (file["size"], file["sha256"]), file[
                "path"
            ]
        rows = f"{url}/data/governance-indicators/latest/rows.json?limit=1"
        with urllib.request.urlopen(rows) as answer:
            assert json.loads(answer.read())["count"] == 35
