"""Taking over a new edition: by itself, whole, and never a broken one."""

import json
import threading
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler

from publishing.frame_file import FrameFile
from publishing.minisign import Signer
from publishing.reader import current
from publishing.reader.current import CurrentEdition
from publishing.reader.files import EditionFiles
from publishing.reader.store_list import StoreList, read_edition
from tests.publishing.reader.conftest import FILES
from tests.publishing.reader.edition_on_disk import (
    DATASET,
    HTML,
    NEIGHBOURS,
    SECOND_DAY,
    STATIC,
    EditionsOnDisk,
    observation,
)
from tests.publishing.reader.wsgi_client import WsgiClient

NEWER = {**FILES, "/": (b"<!doctype html>\n<html>newer</html>", HTML)}
CSS = STATIC["css/site.css"]
THIRD_DAY = SECOND_DAY + timedelta(days=1)


def without_css(number: int) -> dict[str, tuple[bytes, str]]:
    """Files of an edition that has a style sheet of its own only."""
    files = {path: content for path, content in FILES.items() if path != CSS}
    return files | {f"/static/css/site.{number:08d}.css": (b"p{}", "text/css; charset=utf-8")}


def test_a_new_edition_is_taken_over_by_itself(editions: EditionsOnDisk, reader: WsgiClient) -> None:
    assert reader.get("/").body == FILES["/"][0]
    editions.publish(2, NEWER)
    assert reader.get("/").body == NEWER["/"][0]
    assert json.loads(reader.get("/healthz").body)["edition"] == 2


def test_an_edition_that_is_not_in_force_is_not_served(editions: EditionsOnDisk, reader: WsgiClient) -> None:
    editions.write(2, NEWER)
    assert reader.get("/").body == FILES["/"][0]


def test_the_link_is_looked_at_no_more_than_every_tenth_of_a_second(
    editions: EditionsOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(current, "monotonic", lambda: now[0])
    editions.publish(1, FILES)
    holder = CurrentEdition(editions.folder)
    first = holder.get()
    editions.publish(2, NEWER)
    now[0] += 0.09
    assert holder.get() is first
    now[0] += 0.02
    found = holder.get()
    assert found is not None
    assert found.number == 2


def test_the_first_requests_wait_for_the_edition(
    editions: EditionsOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    editions.publish(1, FILES)
    holder = CurrentEdition(editions.folder)
    loading, go_on = threading.Event(), threading.Event()

    def slowly(root: Path, public_key: str | None) -> tuple[StoreList, FrameFile]:
        loading.set()
        go_on.wait(5)
        return read_edition(root, public_key)

    monkeypatch.setattr(current, "read_edition", slowly)
    seen: list[object] = []
    threads = [threading.Thread(target=lambda: seen.append(holder.get())) for _ in range(4)]
    for thread in threads:
        thread.start()
        loading.wait(5)
    threads[-1].join(0.05)
    assert seen == []
    go_on.set()
    for thread in threads:
        thread.join(5)
    assert len(seen) == 4 and None not in seen


def test_hashed_names_of_two_earlier_editions_are_still_answered(
    editions: EditionsOnDisk, reader: WsgiClient
) -> None:
    for number in (2, 3):
        editions.publish(number, without_css(number))
        assert reader.get(CSS).body == b"body{}"
    reply = reader.get(CSS)
    assert "immutable" in reply.headers["cache-control"]
    editions.publish(4, without_css(4))
    assert reader.get(CSS).status == HTTPStatus.NOT_FOUND
    assert reader.get("/static/css/site.00000002.css").status == HTTPStatus.OK


def test_a_reader_that_starts_later_answers_earlier_hashed_names_too(editions: EditionsOnDisk) -> None:
    editions.publish(1, FILES)
    editions.publish(2, without_css(2))
    edition = CurrentEdition(editions.folder).get()
    assert edition is not None
    assert edition.file(CSS) is not None
    assert edition.file("/media/none") is None


def test_other_paths_of_earlier_editions_are_gone(editions: EditionsOnDisk, reader: WsgiClient) -> None:
    assert reader.get("/deeds/").status == HTTPStatus.OK
    editions.publish(2, {path: content for path, content in FILES.items() if path != "/deeds/"})
    assert reader.get("/deeds/").status == HTTPStatus.NOT_FOUND


def test_a_forged_list_is_refused_and_the_edition_before_stays(
    editions: EditionsOnDisk, reader: WsgiClient
) -> None:
    reader.get("/")
    root = editions.write(2, NEWER)
    path = root / ".edition/store.json"
    path.write_bytes(path.read_bytes().replace(b'"size":34', b'"size":35'))
    editions.put_in_force(2)
    assert reader.get("/").body == FILES["/"][0]
    health = json.loads(reader.get("/healthz").body)
    assert health["edition"] == 1
    assert "BadSignature" in health["refused"]
    editions.publish(3, NEWER)
    assert reader.get("/").body == NEWER["/"][0]
    assert json.loads(reader.get("/healthz").body)["refused"] is None


def test_a_frame_that_is_not_in_the_list_is_refused(editions: EditionsOnDisk) -> None:
    root = editions.write(1, FILES)
    path = root / ".edition/frame.json"
    path.write_bytes(path.read_bytes().replace("桦南治理公开".encode(), "别的县治理公开".encode()))
    editions.put_in_force(1)
    holder = CurrentEdition(editions.folder)
    assert holder.get() is None
    assert "frame.json" in str(holder.refused)


def test_a_pinned_key_refuses_another_signer(editions: EditionsOnDisk) -> None:
    editions.publish(1, FILES)
    stranger = Signer.load_or_create(editions.folder.root / "other-keys")
    assert CurrentEdition(editions.folder, editions.signer.public_key).get() is not None
    assert CurrentEdition(editions.folder, stranger.public_key).get() is None


def test_a_missing_list_is_refused(editions: EditionsOnDisk) -> None:
    root = editions.write(1, FILES)
    (root / ".edition/store.json").unlink()
    editions.put_in_force(1)
    holder = CurrentEdition(editions.folder)
    assert holder.get() is None
    assert holder.refused


def test_requests_during_a_swap_see_one_edition_or_the_other(
    editions: EditionsOnDisk, reader: WsgiClient
) -> None:
    reader.get("/")
    bodies = {FILES["/"][0], NEWER["/"][0]}
    seen: list[bytes] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            seen.append(reader.get("/").body)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(2, 8):
        editions.publish(number, NEWER if number % 2 == 0 else FILES)
    stop.set()
    for thread in threads:
        thread.join()
    assert set(seen) == bodies


def test_one_request_is_one_edition_in_the_views_too(editions: EditionsOnDisk, reader: WsgiClient) -> None:
    """The swap falls between the outer layer and the view; the view keeps to the first edition."""
    views = WSGIHandler()

    def swap_then_answer(environ: dict[str, Any], start_response: Any) -> Any:
        editions.release([observation(NEIGHBOURS, "2025", "130", revision=3)], THIRD_DAY)
        editions.publish(2, NEWER)
        return views(environ, start_response)

    rows = f"/data/{DATASET}/latest/rows.json"
    during = WsgiClient(EditionFiles(swap_then_answer, current.current_edition())).get(rows)
    assert json.loads(during.body)["release"] == "2026-11-23"
    assert json.loads(reader.get(rows).body)["release"] == "2026-11-24"
