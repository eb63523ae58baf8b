"""读者报错 at the desk: the queue with its clocks, the answer, the erased contact, and who may do what."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry

from cms.models import CorrectionsPage, HomePage, Ticket, User
from cms.models.ticket import TicketOutcome, TicketState
from cms.tickets import AlreadyDone, clock, close, edit_address, keep_working, reopen
from tests.cms.desk_records import make_clerk, make_dataset, make_deed
from tests.cms.ticket_files import late_ticket, leave_bytes, make_ticket

pytestmark = pytest.mark.django_db

INDEX, INSPECT = "tickets_modeladmin_index", "tickets_modeladmin_inspect"
ANSWER = {"outcome": "corrected", "answer": "改成了“亭”，下一版公开。"}


@pytest.fixture
def admin() -> User:
    """Somebody who may do everything at the desk."""
    return User.objects.create_superuser("admin", last_name="王", first_name="芳")


@pytest.fixture
def desk(client: Client, admin: User) -> Client:
    """A browser of the administrator."""
    client.force_login(admin)
    return client


def page_of(desk: Client, name: str, *arguments: Any, **query: str) -> str:
    """What a screen says."""
    answer = desk.get(reverse(name, args=arguments), query)
    assert answer.status_code == 200
    return answer.content.decode()


def send(desk: Client, ticket: Ticket, do: str, **fields: str) -> str:
    """What is said after a button was pressed."""
    answer = desk.post(reverse(INSPECT, args=[ticket.pk]), {"do": do, **fields}, follow=True)
    assert answer.status_code == 200
    ticket.refresh_from_db()
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("due", "text", "tone"),
    [(-2, "逾期 2 天", "late"), (0, "今天到期", "soon"), (1, "明天到期", "calm"), (4, "4 天后到期", "calm")],
)
def test_the_clock_says_in_words_what_its_colour_says(due: int, text: str, tone: str) -> None:
    today = date(2026, 11, 23)
    stands = clock(Ticket(due_on=today + timedelta(days=due), state=TicketState.OPEN), today)
    assert (stands.text, stands.tone) == (text, tone)


def test_a_closed_report_has_no_clock_that_runs() -> None:
    now = timezone.now()
    ticket = Ticket(due_on=timezone.localdate(now), state=TicketState.CLOSED, closed_at=now)
    assert clock(ticket, date(2099, 1, 1)).text == "按期办结"
    ticket.closed_at = now + timedelta(days=3)
    assert clock(ticket, date(2099, 1, 1)) == clock(ticket, date(2020, 1, 1))
    assert clock(ticket, date(2099, 1, 1)).text == "晚 3 天办结"


def test_the_queue_begins_with_what_is_most_urgent(desk: Client) -> None:
    assert "还没有读者报错" in page_of(desk, INDEX)
    closed = make_ticket(state=TicketState.CLOSED, closed_at=timezone.now(), path="/closed/")
    calm, today, late = (
        make_ticket(path="/calm/"),
        late_ticket(0, path="/today/"),
        late_ticket(9, path="/late/"),
    )
    page = page_of(desk, INDEX)
    shown = re.findall(r'desk-path">([^<]*)<', page)
    assert shown == [one.path for one in (late, today, calm, closed)]
    for words in (
        "逾期 9 天",
        "今天到期",
        "desk-clock--late",
        "desk-clock--soon",
        "3 件没有办结",
        "1 件逾期",
        late.number,
    ):
        assert words in page
    for english in ("Any date", "Inspect", "Add ", "None"):
        assert english not in page


def test_the_queue_is_filtered_searched_and_exported_without_contacts(desk: Client) -> None:
    make_ticket(path="/a/", kind="privacy", message="王某的电话", quotation='=HYPERLINK("x")')
    late_ticket(3, path="/b/", state=TicketState.UNDER_WAY)
    late_ticket(0, path="/c/")
    late_ticket(3, path="/d/", state=TicketState.CLOSED, closed_at=timezone.now())

    def shown(**query: str) -> set[str]:
        return set(re.findall(r'desk-path">/(\w)/<', page_of(desk, INDEX, **query)))

    assert shown() == {"a", "b", "c", "d"} == shown(state="nonsense")
    assert shown(state="not-closed") == {"a", "b", "c"} and shown(state="closed") == {"d"}
    assert (
        shown(state="under-way") == {"b"} and shown(clock="late") == {"b"} and shown(clock="today") == {"c"}
    )
    assert shown(kind__exact="privacy") == {"a"} and shown(q="王某") == {"a"}
    assert shown(q=Ticket.objects.get(path="/b/").number) == {"b"}
    csv = b"".join(desk.get(reverse(INDEX), {"export": "csv"})).decode()
    assert "王某的电话" in csv and "逾期 3 天" in csv and "<span" not in csv
    assert "13800000000" not in csv and "'=HYPERLINK" in csv and csv.startswith("\ufeff")
    assert desk.get(reverse(INDEX), {"export": "xlsx"}).status_code == 200


def test_what_was_put_aside_is_told(desk: Client) -> None:
    folder = leave_bytes(b"{").parent.parent / "bad"
    folder.mkdir()
    (folder / "1-x.json").write_bytes(b"{")
    assert "1 份报错读不出来" in page_of(desk, INDEX)


def test_one_report_shows_what_was_said_and_where(desk: Client) -> None:
    make_deed().save_revision().publish()
    ticket = make_ticket(
        path="/deeds/liang-ting/", message="一行\n<script>alert(1)</script>", quotation="“凉停”"
    )
    page = page_of(desk, INSPECT, ticket.pk)
    assert "&lt;script&gt;alert(1)" in page and "<script>alert(1)" not in page
    assert 'href="http://127.0.0.1:8000/deeds/liang-ting/"' in page and "打开编辑" in page
    assert (
        "第 3 版" in page and "13800000000" in page and ticket.number in page and "记入更正记录" not in page
    )


def test_pages_entries_and_datasets_are_found_by_their_path(admin: User) -> None:
    deed, dataset = make_deed(), make_dataset()
    assert edit_address("/deeds/liang-ting/", admin) == reverse("wagtailadmin_pages:edit", args=[deed.pk])
    assert f"/{deed.community.pk}/" in edit_address("/areas/230822/", admin)
    assert f"/{dataset.pk}/" in edit_address("/data/governance-indicators/", admin)
    for path in (
        "/nothing/",
        "/areas/none/",
        "/areas/",
        "/data/x/latest/x.csv",
        "/",
        "/x",
        "//",
        "/a\u0000/",
    ):
        assert isinstance(edit_address(path, admin), str)
    assert edit_address("/nothing/", admin) == edit_address("/areas/none/", admin) == ""


def test_closing_needs_an_outcome_and_an_answer(desk: Client) -> None:
    ticket = make_ticket()
    for fields in ({}, {"outcome": "corrected"}, {"answer": "改了"}, {"outcome": "x", "answer": "改了"}):
        said = send(desk, ticket, "close", **fields)
        assert "没有保存" in said and ticket.state == TicketState.OPEN and ticket.contact
    assert "改了" in send(desk, ticket, "close", answer="改了"), "what was written comes back"
    assert "没有保存" in send(desk, ticket, "close", outcome="corrected", answer="字" * 2001)


def test_closing_erases_the_contact_in_the_same_write(desk: Client, admin: User) -> None:
    ticket = make_ticket()
    assert "已保存" in send(desk, ticket, "save", outcome="", answer="在核实")
    assert (ticket.state, ticket.handler, ticket.contact) == (TicketState.UNDER_WAY, admin, "13800000000")
    said = send(desk, ticket, "close", **ANSWER)
    assert "已办结，联系方式已抹去" in said and "13800000000" not in said
    assert (ticket.state, ticket.contact) == (TicketState.CLOSED, "") and ticket.closed_at is not None
    assert "王芳：办结了这件报错，联系方式已抹去，已更正" in said and "王芳：记下了处理情况" in said
    for entry in registry.get_logs_for_instance(ticket):
        assert (
            "13800000000" not in f"{entry.data}{entry.label}" and "错字" not in f"{entry.data}{entry.label}"
        )


def test_a_closed_report_is_opened_again_and_keeps_its_answer(desk: Client) -> None:
    ticket = make_ticket()
    send(desk, ticket, "close", **ANSWER)
    assert "重新打开" in page_of(desk, INSPECT, ticket.pk)
    assert "已重新打开" in send(desk, ticket, "reopen")
    assert (ticket.state, ticket.closed_at) == (TicketState.UNDER_WAY, None)
    assert (ticket.answer, ticket.outcome) == (ANSWER["answer"], TicketOutcome.CORRECTED)


def test_two_who_work_on_one_do_not_overwrite_each_other(desk: Client, admin: User) -> None:
    other = User.objects.create_user("li", last_name="李", first_name="明")
    ticket = make_ticket()
    close(ticket, other, outcome="explained", answer="没有错")
    for do in ("save", "close"):
        assert "李明刚才已办结这件报错" in send(desk, ticket, do, **ANSWER)
    assert (ticket.answer, ticket.handler) == ("没有错", other)
    reopen(ticket, other)
    assert "李明刚才已重新打开这件报错" in send(desk, ticket, "reopen")
    with pytest.raises(AlreadyDone):
        reopen(ticket, admin)
    keep_working(ticket, admin, outcome="", answer="")


def test_the_way_to_the_log_of_corrections(desk: Client) -> None:
    make_deed()
    HomePage.objects.get().add_child(instance=CorrectionsPage(title="更正记录", slug="corrections"))
    page = page_of(desk, INSPECT, make_ticket().pk)
    assert reverse("wagtailadmin_pages:edit", args=[CorrectionsPage.objects.get().pk]) in page
    assert "记入更正记录" in page


def test_the_home_says_how_many_wait_and_how_many_are_late(desk: Client) -> None:
    assert "没有等着处理的" in page_of(desk, "wagtailadmin_home")
    make_ticket()
    late_ticket(2)
    home = page_of(desk, "wagtailadmin_home")
    assert "2 件没有办结" in home and "1 件逾期" in home and f"{reverse(INDEX)}?state=not-closed" in home


def test_who_may_look_and_who_may_answer(client: Client) -> None:
    ticket = make_ticket()
    client.force_login(make_clerk("view_ticket"))
    page = page_of(client, INSPECT, ticket.pk)
    assert "错字" in page and 'name="do"' not in page
    assert client.post(reverse(INSPECT, args=[ticket.pk]), {"do": "close", **ANSWER}).status_code in {
        302,
        403,
    }
    ticket.refresh_from_db()
    assert ticket.state == TicketState.OPEN and ticket.contact


def test_others_see_nothing_of_reports(client: Client) -> None:
    ticket = make_ticket()
    client.force_login(make_clerk("add_observation"))
    home = page_of(client, "wagtailadmin_home")
    assert "没有办结" not in home and reverse(INDEX) not in home
    for address in (reverse(INDEX), reverse(INSPECT, args=[ticket.pk])):
        assert client.get(address).status_code in {302, 403}
    client.logout()
    assert client.get(reverse(INSPECT, args=[ticket.pk])).status_code == 302


@pytest.mark.parametrize("action", ["create", "edit", "delete"])
def test_nobody_makes_or_deletes_a_report(desk: Client, action: str) -> None:
    ticket = make_ticket()
    arguments = [] if action == "create" else [ticket.pk]
    assert desk.post(reverse(f"tickets_modeladmin_{action}", args=arguments), {}).status_code in {302, 403}
    assert Ticket.objects.get() == ticket
