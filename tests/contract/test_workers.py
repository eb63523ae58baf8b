"""Several reader processes on one folder: each answer belongs to one edition as a whole, and none is a failure."""

import http.client
import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from config.management.commands import up
from publishing.folder import DataFolder
from tests.contract.granian_server import GranianServer
from tests.publishing.reader.conftest import FILES
from tests.publishing.reader.edition_on_disk import HTML, EditionsOnDisk

EDITIONS = 24
PATHS = ("/", "/deeds/", "/edition.json")
LAG = 1.0
"""Seconds that a process may go on with the edition before. It looks every tenth; a busy machine stretches that."""


@dataclass
class Asker:
    """Asks in a thread until told to stop, and keeps every answer."""

    port: int
    stop: threading.Event
    answers: list[tuple[float, float, str, int, str, str]] = field(default_factory=list)
    """Begun, ended, path, status, ETag, SHA-256 of the body."""

    def run(self) -> None:
        """One path after the other on one connection, which stays with one process."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        while not self.stop.is_set():
            for path in PATHS:
                begun = time.monotonic()
                connection.request("GET", path)
                answer = connection.getresponse()
                body = answer.read()
                known = (answer.status, answer.headers["ETag"], sha256(body).hexdigest())
                self.answers.append((begun, time.monotonic(), path, *known))
            time.sleep(0.002)
        connection.close()


@pytest.fixture
def disk(tmp_path: Path) -> EditionsOnDisk:
    """A DATA folder with edition 1 in force."""
    made = EditionsOnDisk(DataFolder(tmp_path / "public"))
    made.publish(1, contents(1))
    return made


@pytest.fixture
def reader(disk: EditionsOnDisk, tmp_path: Path) -> Iterator[GranianServer]:
    """Two processes on it."""
    server = GranianServer(disk.folder.root, tmp_path / "granian.log", workers=2)
    end = time.monotonic() + 30
    # The first of them answers before the second listens.
    while listeners(server.port) < 2:
        assert time.monotonic() < end
        time.sleep(0.01)
    yield server
    server.stop()


def listeners(port: int) -> int:
    """How many sockets of this machine listen on the port; each process has one of its own."""
    sockets = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(fields[1].endswith(f":{port:04X}") and fields[3] == "0A" for fields in sockets)


def contents(number: int) -> dict[str, tuple[bytes, str]]:
    """Pages that all say the number, so that two editions share none; their lengths differ too."""
    page = f"<!doctype html>\n<html><title>{number}</title>{'。' * 50 * number}</html>".encode()
    own = {"/": (page, HTML), "/deeds/": (page + b"deeds", HTML)}
    return {**FILES, **own, "/edition.json": (f'{{"edition":{number}}}'.encode(), "application/json")}


def test_no_answer_mixes_two_editions(disk: EditionsOnDisk, reader: GranianServer) -> None:
    stop = threading.Event()
    askers = [Asker(reader.port, stop) for _ in range(6)]
    threads = [threading.Thread(target=asker.run) for asker in askers]
    for thread in threads:
        thread.start()
    in_force = [(0.0, 1)]
    for number in range(2, EDITIONS + 1):
        disk.write(number, contents(number))
        in_force.append((time.monotonic(), number))
        disk.put_in_force(number)
        time.sleep(0.15)
    time.sleep(LAG)
    stop.set()
    for thread in threads:
        thread.join(20)
    answers = [answer for asker in askers for answer in asker.answers]
    assert len(answers) > 1000
    number_of = {
        (path, sha256(contents(number)[path][0]).hexdigest()): number
        for number in range(1, EDITIONS + 1)
        for path in PATHS
    }
    seen = set()
    for begun, ended, path, status, etag, digest in answers:
        assert status == 200
        assert etag == f'"{digest}"'
        number = number_of[path, digest]
        oldest = max(known for since, known in in_force if since <= begun - LAG)
        newest = max(known for since, known in in_force if since <= ended)
        assert oldest <= number <= newest
        seen.add(number)
    assert {1, EDITIONS} <= seen and len(seen) > EDITIONS / 2
    for asker in askers:
        # One connection stays with one process, and a process never goes back.
        numbers = [number_of[path, digest] for _, _, path, _, _, digest in asker.answers]
        assert numbers == sorted(numbers)


def test_a_killed_process_is_replaced_while_the_other_answers(reader: GranianServer) -> None:
    def alive() -> set[int]:
        lists = Path(f"/proc/{reader.process.pid}/task").glob("*/children")
        return {int(pid) for children in lists for pid in children.read_text().split()}

    before = alive()
    assert len(before) == 2
    killed = min(before)
    os.kill(killed, signal.SIGKILL)
    end = time.monotonic() + 30
    while len(alive() - {killed}) < 2:
        assert time.monotonic() < end
        assert reader.process.poll() is None
        assert answers_at_last(reader) == FILES["/404.html"][0]
        time.sleep(0.05)
    assert alive() - before


def test_up_starts_as_many_as_asked() -> None:
    for readers in (1, 3):
        reader, desk, *_ = up._programs(8000, 8001, readers)
        assert f"--workers {readers} " in " ".join(reader.command)
        assert "--workers 1 " in " ".join(desk.command)
        assert "--respawn-failed-workers" in reader.command
    with pytest.raises(CommandError, match="至少要一个进程"):
        call_command("up", "--readers", "0")


def answers_at_last(reader: GranianServer) -> bytes:
    """The 404 page; a connection that the killed process had accepted is lost, the next one is not."""
    for _ in range(5):
        try:
            return reader.get("/nothing/").body
        except OSError:
            continue
    raise AssertionError("no process answers")
