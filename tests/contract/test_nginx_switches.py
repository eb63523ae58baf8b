"""nginx on the folder alone while real builds switch: a page that was just opened finds everything it names."""

import http.client
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import pytest

from publishing.contract import Item
from publishing.folder import DataFolder
from tests.contract.nginx_server import NginxServer
from tests.publishing.edition_world import PICTURE, START, World

pytestmark = pytest.mark.debian

BUILDS = 25


PROMISED = 2
"""So many editions before the one in force answer for names that carry a hash."""


def picture(number: int) -> Item:
    """A picture that one edition alone holds."""
    return Item(f"/media/{number:016x}.png", PICTURE + bytes([number]), "image/png", START, START)


@dataclass
class Opener:
    """Opens a page and then its picture, again and again: the edition may change in between."""

    port: int
    folder: DataFolder
    stop: threading.Event
    answers: list[tuple[int, int]] = field(default_factory=list)
    """Edition of the page, status of its picture."""

    def run(self) -> None:
        """On one connection."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        while not self.stop.is_set():
            number = int(self.folder.current.readlink().name)
            connection.request("GET", picture(number).path)
            answer = connection.getresponse()
            answer.read()
            # On a busy machine this thread may sleep through more editions than are promised to answer.
            late = int(self.folder.current.readlink().name) - number > PROMISED
            self.answers.append((number, HTTPStatus.OK if late else answer.status))
        connection.close()


def test_no_picture_of_an_open_page_is_missing(tmp_path: Path) -> None:
    world = World.make(tmp_path)
    world.build(world.submission(picture(1)))
    server = NginxServer(world.folder.root, tmp_path / "nginx", reader=None)
    stop = threading.Event()
    openers = [Opener(server.port, world.folder, stop) for _ in range(3)]
    threads = [threading.Thread(target=opener.run) for opener in openers]
    for thread in threads:
        thread.start()
    try:
        for number in range(2, BUILDS + 1):
            made = world.build(world.submission(picture(number)), minutes=number)
            assert made.number == number
            known = {older: server.get(picture(older).path).status for older in range(1, number + 1)}
            assert [older for older, status in known.items() if status == 200] == [*known][-3:]
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        server.stop()
    answers = [answer for opener in openers for answer in opener.answers]
    assert {number for number, _ in answers} == set(range(1, BUILDS + 1))
    assert [answer for answer in answers if answer[1] != 200] == []
