"""Somebody changes a published file on the server: readers get the true bytes again, and the desk is told."""

import json
import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.running_site import RunningSite, everything_below, running_site

pytestmark = [pytest.mark.journey, pytest.mark.debian]

EVERY = 4


@pytest.fixture(scope="module")
def site(prepared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The seeded site, watched every few seconds."""
    data = tmp_path_factory.mktemp("watched") / "data"
    shutil.copytree(prepared_data, data)
    with running_site(data, "--watch-every", str(EVERY)) as running:
        yield running


def change_in_place(path: Path) -> None:
    """Other bytes through every hard link of a file, with its time as it was."""
    known = path.stat()
    path.chmod(0o644)
    with path.open("r+b") as file:
        file.seek(known.st_size - 20)
        file.write(b"TAMPERED")
    path.chmod(0o444)
    os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))


def test_a_changed_page_is_mended_and_the_desk_is_told(site: RunningSite, desk: Page) -> None:
    good = site.get("/deeds/")[1]
    page = site.data / "editions/current/deeds/index.html"
    change_in_place(page)
    (page.parent / "planted.html").write_text("planted")
    assert b"TAMPERED" in site.get("/deeds/")[1], "readers would have got it"
    site.wait_until("/deeds/", "TAMPERED", there=False, seconds=EVERY + 4)
    assert site.get("/deeds/")[1] == good and not (page.parent / "planted.html").exists()
    for _ in range(20):
        desk.goto(site.desk)
        if desk.get_by_text("2 条告警没有处理").count():
            break
        desk.wait_for_timeout(200)
    expect(desk.get_by_text("最近巡查")).to_be_visible()
    desk.get_by_role("link", name="查看告警").click()
    expect(desk.get_by_text("内容与签名清单不符，已从存储恢复")).to_be_visible()
    desk.get_by_role("checkbox", name="选中 deeds/index.html").check()
    desk.get_by_role("button", name="勾选的记为已处理").click()
    expect(desk.get_by_text("已把 1 条告警记为已处理")).to_be_visible()
    desk.get_by_role("button", name="全部 1 条记为已处理").click()
    desk.goto(site.desk)
    expect(desk.get_by_text("条告警没有处理")).to_have_count(0)
    assert json.loads(site.get("/healthz")[1])["edition"] == 1


def watch_of(site: RunningSite) -> int | None:
    """The process of the watch."""
    processes = everything_below(site.data).items()
    return next((pid for pid, command in processes if " watch --every" in command), None)


def test_the_watch_stops_at_once_and_is_started_again(site: RunningSite) -> None:
    pid = watch_of(site)
    assert pid is not None
    started = time.monotonic()
    os.kill(pid, signal.SIGTERM)
    while watch_of(site) == pid:
        assert time.monotonic() - started < 2, "it should take less than a second on a quiet machine"
        time.sleep(0.02)
    while watch_of(site) is None:
        assert time.monotonic() - started < 20
        time.sleep(0.1)
    change_in_place(site.data / "editions/current/deeds/index.html")
    site.wait_until("/deeds/", "TAMPERED", there=False, seconds=40)
