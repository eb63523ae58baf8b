"""The watch on the cms side: alarms, the sign of life, the register, and what it does without its database."""

import logging
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from cms import watch
from cms.models import Alarm, Build, DeedPage, Edition, Heartbeat
from cms.watch import MOST_ALARMS, Watching, write_alarms
from publishing.watch.found import Fault, Sweep
from tests.cms.small_site import build_renamed, folder, make_small_site

PAGE = "deeds/liang-ting/index.html"


@pytest.fixture
def deed(db: None) -> DeedPage:
    """The page that each edition changes."""
    return make_small_site()


@pytest.fixture
def edition(deed: DeedPage) -> Edition:
    """One edition, in the register."""
    return build_renamed(deed, "一")


@pytest.fixture
def watching() -> Watching:
    """A watch in a hurry."""
    return Watching(hurry=True)


def damage(name: str = PAGE) -> Path:
    """Other bytes for one published file."""
    path = folder(1) / name
    path.unlink()
    path.write_bytes(b"else")
    return path


def make_unmendable(name: str = PAGE) -> None:
    """Damages a file and everything that it could be made of."""
    for path in folder(1).parent.joinpath("objects").rglob("*.*"):
        path.unlink()
    for path in folder(1).parent.joinpath("objects").rglob("?" * 64):
        path.unlink()
    for suffix in ("", ".br", ".gz"):
        if (folder(1) / (name + suffix)).exists():
            damage(name + suffix)


def facts() -> dict[str, Any]:
    """What the sign of life says."""
    return dict(Heartbeat.objects.get(name="watch").facts)


def test_a_whole_edition_beats_and_is_verified(edition: Edition, watching: Watching) -> None:
    assert edition.verified_at is None
    watching.once()
    edition.refresh_from_db()
    assert edition.verified_at is not None and edition.problems == ""
    said = facts()
    assert said["edition"] == 1 and said["files"] > 20 and said["bytes"] > 1000 and said["every"] == 60
    assert said["faults"] == said["mended"] == 0 and said["seconds"] >= 0
    assert not Alarm.objects.exists() and not Build.objects.filter(reason__startswith="自动修复").exists()


def test_a_fault_is_mended_told_and_logged(
    edition: Edition, watching: Watching, caplog: pytest.LogCaptureFixture
) -> None:
    good = (folder(1) / PAGE).read_bytes()
    damage()
    caplog.set_level(logging.ERROR, "cms.watch")
    watching.once()
    assert (folder(1) / PAGE).read_bytes() == good
    alarm = Alarm.objects.get()
    assert (alarm.edition, alarm.path, alarm.mended, alarm.seen_at) == (1, PAGE, True, None)
    assert alarm.what == "内容与签名清单不符，已从存储恢复"
    assert f"edition 1, {PAGE}: 内容与签名清单不符" in caplog.text
    assert (facts()["faults"], facts()["mended"]) == (1, 1)
    edition.refresh_from_db()
    assert edition.verified_at is None
    watching.once()
    edition.refresh_from_db()
    assert edition.verified_at is not None and facts()["faults"] == 0
    assert Alarm.objects.count() == 1


def test_mending_clears_what_the_button_found(edition: Edition, watching: Watching) -> None:
    edition.problems = "x：缺失。"
    edition.save()
    watching.once()
    edition.refresh_from_db()
    assert edition.problems == ""


def test_another_manifest_than_the_register_knew_is_not_called_verified(
    edition: Edition, watching: Watching
) -> None:
    Edition.objects.update(manifest_sha256="0" * 64)
    watching.once()
    edition.refresh_from_db()
    assert edition.verified_at is None


def test_the_same_damage_again_is_told_again(edition: Edition, watching: Watching) -> None:
    for _ in range(2):
        damage()
        watching.once()
    assert Alarm.objects.filter(path=PAGE, mended=True).count() == 2


def test_what_cannot_be_mended_is_told_once_and_built_anew(
    edition: Edition, watching: Watching, django_capture_on_commit_callbacks: Any
) -> None:
    make_unmendable()
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(3):
            watching.once()
    alarms = Alarm.objects.filter(mended=False)
    assert {alarm.path for alarm in alarms} >= {PAGE} and len({alarm.path for alarm in alarms}) == len(alarms)
    assert Build.objects.get(reason__contains="自动修复").full
    assert facts()["faults"] > facts()["mended"]
    alarms.update(seen_at=edition.published_at)
    watching.once()
    assert Alarm.objects.filter(mended=False, seen_at=None, path=PAGE).exists(), "seen to, and still there"


def fault(number: int, **changes: Any) -> Fault:
    """A made-up fault."""
    return replace(Fault(1, f"{number}.html", "缺失", True), **changes)


def test_a_flood_is_summed_up(db: None) -> None:
    write_alarms([fault(number) for number in range(MOST_ALARMS + 50)])
    assert Alarm.objects.count() == MOST_ALARMS + 1
    last = Alarm.objects.order_by("-pk")[0]
    assert "另有 50 处" in last.what and "50 处已修复" in last.what and last.mended
    write_alarms([fault(number, mended=number > 0) for number in range(MOST_ALARMS + 2, -1, -1)])
    assert not Alarm.objects.order_by("-pk")[0].mended


def test_long_and_broken_names_fit(db: None) -> None:
    write_alarms([fault(1, path="长" * 900 + ".html", what="x" * 400), fault(2, path="a\udcff\0b")])
    long, broken = Alarm.objects.order_by("pk")
    assert len(long.path) == 600 and long.path.endswith("…") and len(long.what) == 300
    assert broken.path == "a?b"


def test_a_locked_database_keeps_alarms_for_later(
    edition: Edition, watching: Watching, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    good = (folder(1) / PAGE).read_bytes()
    damage()

    def locked(*_: object) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(watch, "write_alarms", locked)
        watching.once()
    assert (folder(1) / PAGE).read_bytes() == good, "mended all the same"
    assert not Alarm.objects.exists() and "database is locked" in caplog.text
    watching.once()
    assert Alarm.objects.get().path == PAGE
    watching.once()
    assert Alarm.objects.count() == 1


def test_a_fault_of_the_program_does_not_end_the_watch(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    calls: list[int] = []
    watching = Watching(every=0.01)

    def broken(self: Watching) -> Sweep:
        calls.append(1)
        if len(calls) == 3:
            watching.stop.set()
        raise MemoryError("内存不够")

    monkeypatch.setattr(Watching, "once", broken)
    monkeypatch.setattr(watch, "connection", type("Closed", (), {"close": staticmethod(lambda: None)}))
    watching.run()
    assert len(calls) == 3 and "内存不够" in caplog.text


def test_stopping_takes_less_than_a_second_and_keeps_what_was_found(edition: Edition) -> None:
    """A sweep that is spread over minutes ends where it is; what was mended before is told."""
    watching = Watching(every=3600, begun=True)
    damage("about/index.html") if (folder(1) / "about/index.html").exists() else damage()
    monkey = pytest.MonkeyPatch()
    monkey.setattr("publishing.watch.sweep.REST_AFTER", 5)
    timer = threading.Timer(0.3, watching.stop.set)
    started = time.monotonic()
    timer.start()
    try:
        sweep = watching.once()
    finally:
        monkey.undo()
    assert time.monotonic() - started < 1.3 and not sweep.whole
    assert Alarm.objects.count() == len(sweep.faults)


def test_the_first_sweep_does_not_wait(edition: Edition) -> None:
    """Until it is done the desk says that nobody watches."""
    watching = Watching(every=3600)
    started = time.monotonic()
    assert watching.once().whole and watching.begun
    assert time.monotonic() - started < 20


def test_an_edition_that_was_in_force_is_known_to_the_next_watch(deed: DeedPage) -> None:
    build_renamed(deed, "一")
    build_renamed(deed, "二")
    Watching(hurry=True).once()
    current = folder(1).parent / "current"
    current.unlink()
    current.symlink_to("1")
    Watching(hurry=True).once()
    assert current.readlink().name == "2" and "指向了旧版" in Alarm.objects.get().what


@pytest.mark.parametrize("name", ["watch"])
def test_the_command_once(edition: Edition, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    call_command(name, "--once")
    assert "文件全部相符" in capsys.readouterr().out
    damage()
    with pytest.raises(CommandError, match="发现 1 处不符，已修复 1 处"):
        call_command(name, "--once")
    assert PAGE in capsys.readouterr().out
    with pytest.raises(CommandError, match="大于 0"):
        call_command(name, "--every", "0")


def test_before_the_first_edition(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("watch", "--once")
    assert "还没有公开版" in capsys.readouterr().out and facts()["edition"] is None
