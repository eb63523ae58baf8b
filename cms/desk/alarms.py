"""告警: what the watch found, for whoever sees to it; and the button 已处理, for one, some or all."""

from typing import Any

from django.contrib.admin import SimpleListFilter, display
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, re_path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin import messages
from wagtail_modeladmin.views import WMABaseView

from cms.desk.read_only import ReadingIndex, ReadingView, ReadOnlyRegister, since
from cms.desk.watch_status import MENDED, MOVED, UNMENDED
from cms.models import Alarm, User
from publishing.watch.mend import QUARANTINE

LARGEST_KEY = 18
"""Digits of a number that a database takes."""


class HandledFilter(SimpleListFilter):
    """By whether somebody saw to it."""

    title = "处理"
    parameter_name = "handled"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices."""
        return [("no", "没有处理"), ("yes", "已处理")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The alarms of that kind; all of them for an unknown choice."""
        chosen = {"no": queryset.filter(seen_at=None), "yes": queryset.exclude(seen_at=None)}
        return chosen.get(self.value() or "", queryset)


class MendedFilter(SimpleListFilter):
    """By whether the file is right again."""

    title = "修复"
    parameter_name = "mended"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices."""
        return [("no", "没有修复"), ("yes", "已修复")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The alarms of that outcome; all of them for an unknown choice."""
        chosen = {"no": queryset.filter(mended=False), "yes": queryset.filter(mended=True)}
        return chosen.get(self.value() or "", queryset)


def handle(alarms: QuerySet[Alarm], user: User) -> int:
    """Marks those that nobody has seen to; how many."""
    return alarms.filter(seen_at=None).update(seen_by=user, seen_at=timezone.now())


def advice(alarm: Alarm) -> str:
    """What to do about it."""
    if alarm.mended:
        return MOVED if QUARANTINE in alarm.what else MENDED
    return UNMENDED


class AlarmIndex(ReadingIndex):
    """The list, with the buttons above it."""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds how many wait, and the address of the buttons."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {
            "waiting": Alarm.objects.filter(seen_at=None).count(),
            "newest": Alarm.objects.aggregate(newest=Max("pk"))["newest"] or 0,
            "may_handle": self.permission_helper.user_can_act(self.request.user),
            "handle_address": self.url_helper.get_action_url("handle"),
        }


class AlarmInspect(ReadingView):
    """One alarm, with what to do."""

    def get_page_title(self) -> str:
        """告警."""
        return "告警"

    def get_page_subtitle(self) -> str:
        """None: the finding is told below."""
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the advice and the button."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "advice": advice(self.instance),
            "may_handle": self.permission_helper.user_can_act(self.request.user),
            "handle_address": self.url_helper.get_action_url("handle"),
        }


class AlarmHandle(WMABaseView):
    """已处理: the alarms that were ticked, or all."""

    http_method_names = ["post"]

    def check_action_permitted(self, user: Any) -> bool:
        """Whoever may change alarms."""
        return bool(self.permission_helper.user_can_act(user))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Back to the list with how many there were."""
        chosen = request.POST.getlist("alarm")
        numbers = [
            int(key) for key in chosen if key.isascii() and key.isdecimal() and len(key) <= LARGEST_KEY
        ]
        everything = "all" in request.POST
        # Those that came in after the list was shown are not meant.
        newest = request.POST.get("newest", "")
        alarms = Alarm.objects.filter(pk__in=numbers)
        if everything and newest.isascii() and newest.isdecimal() and len(newest) <= LARGEST_KEY:
            alarms = Alarm.objects.filter(pk__lte=int(newest))
        assert isinstance(request.user, User)  # whoever has the permission is somebody
        done = handle(alarms, request.user)
        if done:
            messages.success(request, f"已把 {done} 条告警记为已处理。")
        else:
            messages.warning(request, "没有可处理的告警。请先勾选还没有处理的。")
        return redirect(self.index_url)


class AlarmRegister(ReadOnlyRegister):
    """The register of alarms."""

    model = Alarm
    menu_label = "告警"
    menu_icon = "warning"
    base_url_path = "alarms"
    actions = ("view", "change")
    list_display = ("pick", "found_at", "path_shown", "what", "edition_text", "mended_text", "handled")
    list_display_add_buttons = "path_shown"
    list_filter = (HandledFilter, MendedFilter, since("found_at"))
    list_export = ("found_at", "edition", "path", "what", "mended", "seen_by", "seen_at")
    export_filename = "alarms"
    search_fields = ("path", "what")
    ordering = ("-found_at", "-pk")
    index_view_class = AlarmIndex
    index_template_name = "desk/alarms.html"
    inspect_view_class = AlarmInspect
    inspect_template_name = "desk/alarm.html"

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Also 已处理."""
        name = self.url_helper.get_action_url_name("handle")
        handle_them = re_path(rf"^{self.base_url_path}/handle/$", self.handle_view, name=name)
        return (*super().get_admin_urls_for_registration(), handle_them)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """No ticks for those who may only look."""
        may_handle = self.permission_helper.user_can_act(request.user)
        return self.list_display if may_handle else self.list_display[1:]

    def handle_view(self, request: HttpRequest) -> HttpResponse:
        """See `AlarmHandle`."""
        return AlarmHandle.as_view(model_admin=self)(request)

    @display(description="")
    def pick(self, alarm: Alarm) -> SafeString | str:
        """A tick that belongs to the form above the list."""
        if alarm.seen_at:
            return ""
        return format_html(
            '<input type="checkbox" name="alarm" value="{}" form="alarms" aria-label="选中 {}">',
            alarm.pk,
            alarm.path,
        )

    @display(description="文件", ordering="path")
    def path_shown(self, alarm: Alarm) -> SafeString:
        """The name, which may break anywhere."""
        return format_html('<span class="desk-path">{}</span>', alarm.path)

    @display(description="版", ordering="edition")
    def edition_text(self, alarm: Alarm) -> str:
        """The edition in words."""
        return f"第 {alarm.edition} 版" if alarm.edition else "—"

    @display(description="修复", ordering="mended")
    def mended_text(self, alarm: Alarm) -> SafeString | str:
        """Whether it could be mended; what could not stands out."""
        return "已修复" if alarm.mended else format_html('<strong class="desk-bad">{}</strong>', "没有修复")

    @display(description="处理", ordering="seen_at")
    def handled(self, alarm: Alarm) -> str:
        """Who saw to it, and when."""
        if not alarm.seen_at:
            return "没有处理"
        return f"{alarm.seen_by or '—'}，{timezone.localtime(alarm.seen_at):%Y-%m-%d %H:%M}"
