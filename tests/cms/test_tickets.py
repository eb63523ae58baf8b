"""Reports taken out of the box: each becomes one ticket, and nothing is lost, read twice or told to anybody."""

import gzip
import os
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import brotli
import pytest
from django.core.management import call_command
from django.db import DataError, OperationalError
from django.utils import timezone
from wagtail.log_actions import registry

from cms import reports, tickets
from cms.models import Ticket, User
from cms.models.ticket import TicketKind, TicketOutcome, TicketState
from cms.public_content import PublicContent
from cms.reports import ABANDONED_AFTER, bad_reports, counts_by_year, due_on, take_in
from cms.signing import data_folder
from publishing.reports.report import KINDS, MOST_BYTES
from publishing.reports.spool import box
from tests.cms.ticket_files import leave, leave_bytes, make_report, make_ticket, moment, spoilt, uuid_of

pytestmark = pytest.mark.django_db


def box_now() -> list[str]:
    """The names in the box."""
    return sorted(path.name for path in box(data_folder()).glob("*"))


def bad_now() -> list[Path]:
    """What was put aside."""
    return sorted((data_folder().spool / "bad").glob("*"))


def test_both_sides_name_the_same_kinds() -> None:
    assert tuple(TicketKind.choices) == KINDS


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-23T09:00", date(2026, 11, 26)),  # Monday: Thursday
        ("2026-11-25T23:59", date(2026, 11, 30)),  # Wednesday: Monday
        ("2026-11-27T09:00", date(2026, 12, 2)),  # Friday: Wednesday
        ("2026-11-28T09:00", date(2026, 12, 2)),
        ("2026-11-29T23:59", date(2026, 12, 2)),
        ("2026-12-31T09:00", date(2027, 1, 5)),
    ],
)
def test_three_working_days_in_shanghai(received: str, due: date) -> None:
    assert due_on(moment(received)) == due


def test_the_day_is_that_of_shanghai_and_not_of_greenwich() -> None:
    late_on_monday_in_greenwich = moment("2026-11-24T01:00")
    assert late_on_monday_in_greenwich.utctimetuple().tm_mday == 23
    assert due_on(late_on_monday_in_greenwich) == date(2026, 11, 27)


def test_a_report_becomes_a_ticket_and_leaves_the_box() -> None:
    report = leave(message="一行\n“两行”<b>😀")
    assert take_in() == reports.Taken(1, 0)
    ticket = Ticket.objects.get()
    assert (ticket.uuid, ticket.number) == (report.uuid, report.number)
    assert ticket.received_at == report.received and ticket.due_on == due_on(report.received)
    assert (ticket.kind, ticket.path, ticket.edition) == ("wording", "/deeds/", 3)
    assert (ticket.quotation, ticket.message) == ("凉停", "一行\n“两行”<b>😀")
    assert (ticket.contact, ticket.state) == ("13800000000", TicketState.OPEN)
    assert box_now() == [] and take_in() == reports.Taken()
    assert [entry.action for entry in registry.get_logs_for_instance(ticket)] == [reports.TAKEN]


def test_a_look_that_was_cut_off_takes_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    leave()
    with monkeypatch.context() as cut:
        cut.setattr(Path, "unlink", lambda *_, **__: (_ for _ in ()).throw(OSError("killed")))
        take_in()
    assert Ticket.objects.count() == 1 and len(box_now()) == 1
    assert take_in() == reports.Taken(0, 0)
    assert Ticket.objects.count() == 1 and box_now() == []


BAD: dict[str, bytes] = {
    "empty": b"",
    "no JSON": b"\x00\xff",
    "a list": b"[]",
    "half of one": spoilt()[:-20],
    "nested too deep": b"[" * 5000,
    "too long": spoilt(message="a" * MOST_BYTES),
    "a field too many": spoilt(more="x"),
    "a field too few": spoilt(message=None),
    "no message": spoilt(message=""),
    "a long message": spoilt(message="a" * 2001),
    "an unknown kind": spoilt(kind="x"),
    "another type": spoilt(edition="3"),
    "edition 0": spoilt(edition=0),
    "edition beyond the column": spoilt(edition=2**31),
    "true for a number": spoilt(edition=True),
    "no offset": spoilt(received="2026-11-23T09:00:00"),
    "no day": spoilt(received="yesterday"),
    "foreign path": spoilt(path="//foreign.example/"),
    "script for a path": spoilt(path="javascript:alert(1)"),
    "two lines of path": spoilt(path="/a\n/b"),
    "NUL": spoilt(message="a\u0000b"),
    "half a pair": spoilt(message="a\ud800b"),
    "no UUID": spoilt(uuid="x"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_report_is_put_aside_with_a_line_in_the_log(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = leave_bytes(BAD[name])
    good = leave()
    assert take_in() == reports.Taken(1, 1)
    assert Ticket.objects.get().uuid == good.uuid and box_now() == []
    (aside,) = bad_now()
    assert aside.read_bytes() == BAD[name] and aside.name.endswith(path.name)
    assert bad_reports() == 1 and path.name in caplog.text
    assert "13800000000" not in caplog.text and "错字" not in caplog.text
    assert take_in() == reports.Taken()


def test_a_name_that_is_not_its_number_and_things_that_are_no_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    report = make_report()
    secret.write_bytes(report.as_json())
    leave_bytes(report.as_json(), "other.json")
    (box(data_folder()) / f"{report.uuid}.json").symlink_to(secret)
    (box(data_folder()) / f"{uuid4()}.json").mkdir()
    os.mkfifo(box(data_folder()) / f"{uuid4()}.json")
    assert take_in() == reports.Taken(0, 4)
    assert not Ticket.objects.exists() and box_now() == [] and secret.exists()


def test_drafts_are_let_alone_until_their_writer_must_be_dead() -> None:
    young, old = leave_bytes(b"{", ".young.tmp"), leave_bytes(b"{", ".old.tmp")
    before = time.time() - ABANDONED_AFTER - 1
    os.utime(old, (before, before))
    assert take_in() == reports.Taken()
    assert box_now() == [young.name] and bad_now() == []


def test_a_fast_clock_of_a_reader_gives_no_later_day() -> None:
    leave(received=timezone.now() + timedelta(days=30))
    take_in()
    assert Ticket.objects.get().received_at <= timezone.now()


@pytest.mark.parametrize("fault", [OperationalError("locked"), OSError("disk"), RuntimeError("?")])
def test_what_cannot_be_stored_now_waits(
    fault: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    leave()
    with monkeypatch.context() as broken:
        broken.setattr(Ticket.objects, "get_or_create", lambda **_: (_ for _ in ()).throw(fault))
        assert take_in() == reports.Taken()
    assert len(box_now()) == 1 and bad_now() == [] and "wait in the box" in caplog.text
    assert take_in() == reports.Taken(1, 0)


def test_what_the_database_refuses_for_ever_is_put_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    leave()
    monkeypatch.setattr(Ticket.objects, "get_or_create", lambda **_: (_ for _ in ()).throw(DataError("NUL")))
    assert take_in() == reports.Taken(0, 1) and box_now() == []


def test_a_full_box_is_emptied_in_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MOST_AT_ONCE", 2)
    for number in range(1, 6):
        leave(uuid=uuid_of(number))
    assert [take_in().reports for _ in range(4)] == [2, 2, 1, 0]


def test_the_scheduler_takes_them_in(capsys: pytest.CaptureFixture[str]) -> None:
    leave()
    call_command("scheduler", "--once")
    assert Ticket.objects.count() == 1 and "读者报错：收到 1 件" in capsys.readouterr().out


def test_the_public_counts_say_numbers_and_nothing_else() -> None:
    def one(received: str, closed: str = "", **facts: Any) -> None:
        state = TicketState.CLOSED if closed else TicketState.OPEN
        closed_at = moment(closed) if closed else None
        make_ticket(received_at=moment(received), state=state, closed_at=closed_at, **facts)

    assert counts_by_year() == ()
    one("2025-12-31T23:30", "2026-01-05T23:30")  # Wednesday; due on Monday
    one("2026-01-01T00:30", "2026-01-07T00:30")  # Thursday; due on Tuesday
    one("2026-11-23T09:00")
    one("2026-11-23T09:00", "2026-11-26T23:59")
    content = PublicContent(None, date(2026, 11, 23))
    assert content.answer(("ticket_counts",)) == ((2026, 3, 2, 1), (2025, 1, 1, 1))


def test_the_digest_changes_with_the_numbers_alone(editor: User) -> None:
    def digest() -> str:
        return PublicContent(None, date(2026, 11, 23)).digest(("ticket_counts",))

    ticket, empty = make_ticket(), ""
    before = digest()
    tickets.keep_working(ticket, editor, outcome="", answer="看过")
    Ticket.objects.update(message="另一句", contact="x", path="/")
    assert digest() == before
    tickets.close(ticket, editor, outcome=TicketOutcome.CORRECTED, answer="改了")
    closed = digest()
    tickets.reopen(ticket, editor)
    assert closed != before and digest() == before and empty not in {before, closed}


def test_nothing_of_a_report_is_in_any_published_byte(edition: Callable[[], Path], editor: User) -> None:
    mark = "金丝雀"
    leave(message=mark, quotation=mark, contact=mark)
    leave_bytes(mark.encode())
    take_in()
    ticket = make_ticket(message=mark, contact=mark)
    tickets.close(ticket, editor, outcome=TicketOutcome.CORRECTED, answer=mark)
    leave(message=mark)
    folder = edition()
    decoders: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.decompress, ".br": brotli.decompress}
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 150
    forms = (mark.encode(), mark.encode("unicode_escape"))
    for path in files:
        body = decoders.get(path.suffix, bytes)(path.read_bytes())
        assert not any(form in body for form in forms), path
