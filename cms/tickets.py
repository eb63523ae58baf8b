"""What becomes of a reader's report at the desk: worked on, closed with an answer, opened again."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.log_actions import log
from wagtail.models import Page

from cms.identity import home_page
from cms.models import CorrectionsPage, Dataset, Ticket, User
from cms.models.ticket import TicketState
from cms.row_digests import SNIPPETS
from cms.tasks import request_build

WORKED, CLOSED, REOPENED = "cms.ticket_worked", "cms.ticket_closed", "cms.ticket_reopened"
"""Log actions."""
_BY_FOLDER = {model.public_folder: model for model in SNIPPETS.values()}


class AlreadyDone(Exception):
    """Somebody else has closed or opened it meanwhile; the message says so."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How a report stands against its day: in words, and `late`, `soon` or `calm` for the eye."""

    text: str
    tone: str = "calm"


def clock(ticket: Ticket, today: date) -> Clock:
    """Days are counted on the calendar; the day itself was found by working days."""
    if ticket.state == TicketState.CLOSED and ticket.closed_at is not None:
        over = (timezone.localdate(ticket.closed_at) - ticket.due_on).days
        return Clock("按期办结" if over <= 0 else f"晚 {over} 天办结")
    over = (today - ticket.due_on).days
    if over > 0:
        return Clock(f"逾期 {over} 天", "late")
    if over == 0:
        return Clock("今天到期", "soon")
    return Clock("明天到期" if over == -1 else f"{-over} 天后到期")


def waiting() -> tuple[int, int]:
    """How many are not closed, and how many of them are overdue."""
    still = Ticket.objects.exclude(state=TicketState.CLOSED)
    return still.count(), still.filter(due_on__lt=timezone.localdate()).count()


def keep_working(ticket: Ticket, by: User, *, outcome: str, answer: str) -> Ticket:
    """Notes how far it is. Raises AlreadyDone for one that is closed."""
    return _change(
        ticket, by, WORKED, closed=False, state=TicketState.UNDER_WAY, outcome=outcome, answer=answer
    )


def close(ticket: Ticket, by: User, *, outcome: str, answer: str) -> Ticket:
    """Closes it and erases the contact, in one write. Raises AlreadyDone for one that is closed already."""
    assert outcome and answer, "a report is closed with an outcome and an answer"
    facts = {"outcome": outcome, "answer": answer, "contact": "", "closed_at": timezone.now()}
    return _change(ticket, by, CLOSED, closed=False, state=TicketState.CLOSED, **facts)


def reopen(ticket: Ticket, by: User) -> Ticket:
    """Opens it again; what was answered stays to be gone on with. Raises AlreadyDone for one that is open."""
    return _change(ticket, by, REOPENED, closed=True, state=TicketState.UNDER_WAY, closed_at=None)


def edit_address(path: str, user: User) -> str:
    """Where staff edit what is at a public path; empty where there is nothing, or nothing that they may edit."""
    subject = _subject(path)
    return (AdminURLFinder(user).get_edit_url(subject) or "") if subject is not None else ""


def corrections_address(user: User) -> str:
    """Where staff write down a correction; empty where there is no such page, or for those who may not."""
    page = CorrectionsPage.objects.first()
    return (AdminURLFinder(user).get_edit_url(page) or "") if page is not None else ""


@transaction.atomic
def _change(ticket: Ticket, by: User, action: str, *, closed: bool, **facts: Any) -> Ticket:
    fresh = Ticket.objects.select_for_update(of=("self",)).select_related("handler").get(pk=ticket.pk)
    if (fresh.state == TicketState.CLOSED) is not closed:
        who = fresh.handler or "别人"
        raise AlreadyDone(f"{who}刚才已{'重新打开' if closed else '办结'}这件报错，没有再改。")
    for name, value in (facts | {"handler": by}).items():
        setattr(fresh, name, value)
    fresh.save(update_fields=[*facts, "handler"])
    # Nothing of what the reader or the answer says: logs are kept for longer than a contact may be.
    data = {"outcome": fresh.get_outcome_display()} if action == CLOSED else {}
    log(instance=fresh, action=action, user=by, title=str(fresh), data=data)
    if action != WORKED and CorrectionsPage.objects.live().exists():
        request_build("读者报错的件数", str(by))
    return fresh


def _subject(path: str) -> Any:
    """The page, entry or dataset of a public path; None for any other."""
    home = home_page()
    if home is not None:
        page = Page.objects.filter(url_path=home.url_path + path.removeprefix("/")).first()
        if page is not None:
            return page
    folder, _, code = path.removesuffix("/").rpartition("/")
    if folder == "/data":
        return Dataset.objects.filter(code=code).first()
    model = _BY_FOLDER.get(f"{folder}/")
    return model._default_manager.filter(code=code).first() if model else None
