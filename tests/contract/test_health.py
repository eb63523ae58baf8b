"""`/healthz` of a running reader is honest: what it serves, with which key it was checked, what it refused."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from publishing.folder import DataFolder
from publishing.minisign import Signer
from tests.contract.granian_server import GranianServer
from tests.publishing.reader.conftest import FILES
from tests.publishing.reader.edition_on_disk import HTML, SECOND_DAY, EditionsOnDisk

NEWER = {**FILES, "/": (b"<!doctype html>\n<html>newer</html>", HTML)}
TAKEN_OVER = 3.0
"""Seconds within which a reader has certainly looked at the link."""

Reading = Callable[..., AbstractContextManager[GranianServer]]


@pytest.fixture
def disk(tmp_path: Path) -> EditionsOnDisk:
    """A DATA folder with edition 1 in force."""
    made = EditionsOnDisk(DataFolder(tmp_path / "public"))
    made.publish(1, FILES)
    return made


@pytest.fixture
def reading(disk: EditionsOnDisk, tmp_path: Path) -> Reading:
    """Runs a reader on the folder; it trusts our key alone unless `pinned` says otherwise."""

    @contextmanager
    def run(*, pinned: bool = True) -> Iterator[GranianServer]:
        key = disk.signer.public_key if pinned else ""
        server = GranianServer(disk.folder.root, tmp_path / "granian.log", public_key=key)
        try:
            yield server
        finally:
            server.stop()

    return run


def test_it_says_what_is_served_and_with_which_key(disk: EditionsOnDisk, reading: Reading) -> None:
    with reading() as reader:
        said = health(reader)
        age = (datetime.now(UTC) - SECOND_DAY).total_seconds()
        assert said.pop("age_seconds") == pytest.approx(age, abs=5)
        assert len(said.pop("manifest_sha256")) == 64
        assert said == {
            "edition": 1,
            "published": SECOND_DAY.isoformat(),
            "verified": True,
            "key": disk.signer.public_key,
            "pinned": True,
            "refused": None,
        }


def test_a_forged_list_is_refused_aloud_while_the_old_edition_goes_on(
    disk: EditionsOnDisk, reading: Reading, tmp_path: Path
) -> None:
    with reading() as reader:
        path = disk.write(2, NEWER) / ".edition/store.json"
        path.write_bytes(path.read_bytes().replace(b'"size":34', b'"size":35'))
        disk.put_in_force(2)
        said = until(reader, lambda said: said["refused"])
        assert (said["edition"], said["verified"]) == (1, True)
        assert said["refused"].startswith("edition 2: BadSignature")
        assert str(tmp_path) not in said["refused"]
        assert reader.get("/").body == FILES["/"][0]
        disk.publish(3, NEWER)
        said = until(reader, lambda said: said["edition"] == 3)
        assert (said["verified"], said["refused"]) == (True, None)
        assert reader.get("/").body == NEWER["/"][0]


def test_a_whole_edition_of_a_forger_is_refused_by_a_pinned_key(
    disk: EditionsOnDisk, reading: Reading, tmp_path: Path
) -> None:
    """The forger signs everything with a key of his own, and puts that key into the frame."""
    ours = disk.signer
    with reading() as reader:
        disk.signer = Signer.load_or_create(tmp_path / "forger")
        disk.frame = replace(disk.frame, site_name="别的县")
        disk.publish(2, NEWER)
        forged, disk.signer = disk.signer, ours
        said = until(reader, lambda said: said["refused"])
        assert (said["edition"], said["key"]) == (1, ours.public_key)
        assert reader.get("/").body == FILES["/"][0]
    with reading(pinned=False) as careless:
        said = health(careless)
        assert (said["edition"], said["pinned"], said["key"]) == (2, False, forged.public_key)


def test_a_reader_that_finds_nothing_but_a_forgery_serves_nothing(
    disk: EditionsOnDisk, reading: Reading
) -> None:
    signature = disk.folder.edition(1) / ".edition/store.json.minisig"
    signature.write_bytes(signature.read_bytes().replace(b"edition:1", b"edition:2"))
    with reading() as reader:
        reply = reader.get("/healthz")
        assert reply.status == 503
        said = json.loads(reply.body)
        assert (said["edition"], said["verified"]) == (None, False)
        assert "edition 1" in said["refused"]
        assert reader.get("/").status == 503


def health(reader: GranianServer) -> dict[str, Any]:
    """What /healthz says."""
    found: dict[str, Any] = json.loads(reader.get("/healthz").body)
    return found


def until(reader: GranianServer, true: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """What /healthz says as soon as it is as wished. Fails with what it said last."""
    end = time.monotonic() + TAKEN_OVER
    while not true(said := health(reader)):
        assert time.monotonic() < end, said
        time.sleep(0.02)
    return said
