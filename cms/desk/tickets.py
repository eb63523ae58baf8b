"""读者报错: the queue of what readers reported, each with its clock, and the screen where one is answered."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.admin import SimpleListFilter, display
from django.core.exceptions import PermissionDenied
from django.db.models import Case, DateField, F, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin import messages
from wagtail.log_actions import registry

from cms.desk.read_only import ReadingIndex, ReadingView, ReadOnlyRegister, since
from cms.desk.spreadsheet import BYTE_ORDER_MARK, FORMULA
from cms.desk.staff import staff
from cms.desk.ticket_form import CLOSE, REOPEN, TicketForm
from cms.models import Ticket
from cms.models.ticket import TicketState
from cms.reports import bad_reports
from cms.tickets import (
    AlreadyDone,
    clock,
    close,
    corrections_address,
    edit_address,
    keep_working,
    reopen,
    waiting,
)

NOT_CLOSED = "not-closed"
STATES = {
    NOT_CLOSED: "没有办结",
    TicketState.OPEN: "待处理",
    TicketState.UNDER_WAY: "处理中",
    TicketState.CLOSED: "已办结",
}


class StateFilter(SimpleListFilter):
    """By where the report is."""

    title = "状态"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices."""
        return list(STATES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The reports in that state; all of them for an unknown choice."""
        if self.value() == NOT_CLOSED:
            return queryset.exclude(state=TicketState.CLOSED)
        return queryset.filter(state=self.value()) if self.value() in STATES else queryset


class ClockFilter(SimpleListFilter):
    """By how it stands against its day."""

    title = "时限"
    parameter_name = "clock"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices."""
        return [("late", "逾期"), ("today", "今天到期")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those that wait and are late, or due today; all for an unknown choice."""
        still, today = queryset.exclude(state=TicketState.CLOSED), timezone.localdate()
        chosen = {"late": still.filter(due_on__lt=today), "today": still.filter(due_on=today)}
        return chosen.get(self.value() or "", queryset)


class TicketIndex(ReadingIndex):
    """The list, and what was put aside because nobody could read it."""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds how many wait, and how many files are no reports."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        still, late = waiting()
        return context | {"still": still, "late": late, "bad_files": bad_reports()}

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """One row. What a stranger wrote is marked as text where a spreadsheet would calculate it."""
        row = super().to_row_dict(item)
        return {name: f"'{value}" if _is_formula(value) else value for name, value in row.items()}

    def stream_csv(self, queryset: QuerySet[Any]) -> Iterator[bytes]:
        """The lines, as Excel reads them."""
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)


def _is_formula(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(FORMULA)


class TicketInspect(ReadingView):
    """One report: what was said, where, how it stands, and the form to answer it."""

    def get_page_title(self) -> str:
        """读者报错."""
        return "读者报错"

    def get_page_subtitle(self) -> str:
        """The number that the reader was told."""
        return str(self.instance.number)

    def get_meta_title(self) -> str:
        """For the browser's tab."""
        return f"读者报错 {self.instance.number}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the ways to the page and to its form, the clock, the form, and the history."""
        ticket, user = self.instance, staff(self.request)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "ticket": ticket,
            "closed": ticket.state == TicketState.CLOSED,
            "clock": clock(ticket, timezone.localdate()),
            "public": settings.BASE_URL + ticket.path if ticket.path else "",
            "edit_page": edit_address(ticket.path, user) if ticket.path else "",
            "corrections": corrections_address(user),
            "may_act": self.permission_helper.user_can_act(user),
            "form": kwargs.get("form") or TicketForm(instance=ticket),
            "history": registry.get_logs_for_instance(ticket)
            .select_related("user")
            .order_by("-timestamp", "-pk"),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """保存, 办结 or 重新打开. What is not right comes back with the form."""
        if not self.permission_helper.user_can_act(request.user):
            raise PermissionDenied
        if request.POST.get("do") == REOPEN:
            return self._done(lambda: reopen(self.instance, staff(request)), "已重新打开。")
        closing = request.POST.get("do") == CLOSE
        form = TicketForm(request.POST, instance=Ticket.objects.get(pk=self.instance.pk), closing=closing)
        if not form.is_valid():
            messages.error(request, "没有保存，请看下面标出的地方。")
            return self.render_to_response(self.get_context_data(form=form))
        act, said = (close, "已办结，联系方式已抹去。") if closing else (keep_working, "已保存。")
        return self._done(lambda: act(self.instance, staff(request), **form.cleaned_data), said)

    def _done(self, act: Any, said: str) -> HttpResponse:
        """Back to the report, with what came of it."""
        try:
            act()
        except AlreadyDone as error:
            messages.warning(self.request, str(error))
        else:
            messages.success(self.request, said)
        return redirect(self.url_helper.get_action_url("inspect", self.pk_quoted))


class TicketRegister(ReadOnlyRegister):
    """The register of reports. Its own entry in the menu: somebody looks every day."""

    model = Ticket
    menu_label = "读者报错"
    menu_icon = "comment"
    menu_order = 250
    add_to_admin_menu = True
    base_url_path = "tickets"
    actions = ("view", "change")
    list_display = ("number_shown", "kind", "path_shown", "received_at", "clock_shown", "state", "handler")
    list_display_add_buttons = "number_shown"
    list_filter = (StateFilter, ClockFilter, "kind", since("received_at"))
    # Never the contact: a file is copied, and it would outlive the report.
    list_export = (
        "number_shown", "kind", "path", "quotation", "message", "received_at", "due_on", "clock_text", "state",
        "outcome", "answer", "handler", "closed_at",
    )  # fmt: skip
    list_select_related = ("handler",)
    export_filename = "tickets"
    search_fields = ("uuid", "path", "quotation", "message", "answer")
    ordering = ("is_closed", "open_due", "-received_at")
    index_view_class = TicketIndex
    index_template_name = "desk/tickets.html"
    inspect_view_class = TicketInspect
    inspect_template_name = "desk/ticket.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Those that wait first, by their day; then those closed, the newest first."""
        closed = When(state=TicketState.CLOSED, then=Value(1))
        due = When(state=TicketState.CLOSED, then=Value(None))
        ordered = Ticket.objects.annotate(
            is_closed=Case(closed, default=Value(0), output_field=IntegerField()),
            open_due=Case(due, default=F("due_on"), output_field=DateField()),
        )
        return ordered.order_by(*self.ordering)

    @display(description="编号")
    def number_shown(self, ticket: Ticket) -> str:
        """What the reader was told."""
        return ticket.number

    @display(description="页面", ordering="path")
    def path_shown(self, ticket: Ticket) -> SafeString | str:
        """The path, which may break anywhere."""
        return format_html('<span class="desk-path">{}</span>', ticket.path) if ticket.path else "—"

    @display(description="时限")
    def clock_text(self, ticket: Ticket) -> str:
        """In words."""
        return clock(ticket, timezone.localdate()).text

    @display(description="时限", ordering="due_on")
    def clock_shown(self, ticket: Ticket) -> SafeString:
        """In words; late ones and those of today stand out."""
        stands = clock(ticket, timezone.localdate())
        return format_html('<span class="desk-clock desk-clock--{}">{}</span>', stands.tone, stands.text)
