"""Reports as the reader leaves them in the box, and tickets as the desk has them."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.utils import timezone

from cms.models import Ticket
from cms.reports import due_on
from cms.signing import data_folder
from publishing.reports.report import Report
from publishing.reports.spool import box, put

SHANGHAI = ZoneInfo("Asia/Shanghai")


def make_report(**facts: Any) -> Report:
    """A report that came in now."""
    given: dict[str, Any] = {
        "uuid": uuid4(), "received": timezone.now(), "kind": "wording", "path": "/deeds/", "edition": 3,
        "quotation": "凉停", "message": "错字", "contact": "13800000000",
    }  # fmt: skip
    return Report(**(given | facts))


def leave(**facts: Any) -> Report:
    """The same in the box."""
    report = make_report(**facts)
    put(data_folder(), report)
    return report


def leave_bytes(data: bytes, name: str = "") -> Path:
    """Any file in the box."""
    folder = box(data_folder())
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (name or f"{uuid4()}.json")
    path.write_bytes(data)
    return path


def spoilt(**facts: Any) -> bytes:
    """A report with other fields than it should have; None takes a field out."""
    fields = json.loads(make_report().as_json()) | facts
    return json.dumps({name: value for name, value in fields.items() if value is not None}).encode()


def make_ticket(**facts: Any) -> Ticket:
    """A ticket that came in now."""
    received = facts.pop("received_at", timezone.now())
    given = {
        "uuid": uuid4(), "received_at": received, "due_on": due_on(received), "kind": "wording", "path": "/deeds/",
        "edition": 3, "quotation": "凉停", "message": "错字", "contact": "13800000000",
    }  # fmt: skip
    return Ticket.objects.create(**(given | facts))


def late_ticket(days: int = 1, **facts: Any) -> Ticket:
    """One whose day was some days ago; with 0 it is today."""
    due = timezone.localdate() - timedelta(days=days)
    return make_ticket(received_at=timezone.now() - timedelta(days=days + 5), due_on=due, **facts)


def moment(text: str) -> datetime:
    """A moment in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def uuid_of(number: int) -> UUID:
    """A UUID that says which."""
    return UUID(int=number)
