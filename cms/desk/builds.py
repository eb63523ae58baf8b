"""公开站: the panel on the desk's home, its refresh, the button 重试, and the register of builds."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.admin import display
from django.forms import Media
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from cms.desk.build_status import first_reasons, is_trial, plain_error, public_site_status
from cms.desk.late import late_entries
from cms.desk.read_only import ReadOnlyRegister, since
from cms.desk.rollbacks import may_roll_back
from cms.desk.watch_status import watch_status
from cms.models import Build
from cms.tasks import request_build


class PublicSitePanel(Component):
    """公开站 on the home of the desk."""

    name = "public_site"
    order = 50
    template_name = "desk/public_site_panel.html"

    @property
    def media(self) -> Media:
        """Its style, and the script that asks again while a build is open."""
        return Media(css={"all": ["desk/desk.css"]}, js=["desk/public-site.js"])

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The status, the switches, and the request that the form's token belongs to."""
        return {
            **status_context(parent_context["request"].user),
            "request": parent_context["request"],
            "csrf_token": parent_context["csrf_token"],
        }


def status_context(user: Any) -> dict[str, Any]:
    """What the panel's templates need for somebody who looks."""
    return {
        "status": public_site_status(),
        "trial": is_trial(),
        "reviews_missing": settings.REVIEWS != 0,
        "public_address": f"{settings.BASE_URL}/",
        "late": late_entries(),
        "may_lift": may_roll_back(user),
        "watch": watch_status(),
        "may_see_alarms": user.has_perm("cms.view_alarm") or user.has_perm("cms.change_alarm"),
    }


@never_cache
@require_GET
def build_status(request: HttpRequest) -> JsonResponse:
    """`{"open": bool, "html": the inside of the panel}`."""
    context = status_context(request.user)
    html = render_to_string("desk/public_site_status.html", context, request=request)
    return JsonResponse({"open": context["status"].open_build is not None, "html": html})


@require_POST
def retry_build(request: HttpRequest) -> HttpResponse:
    """重试: ask for a build again."""
    request_build("重试", str(request.user))
    messages.success(request, "已提出重试，完成后这里会显示新的一版。")
    return redirect("wagtailadmin_home")


class BuildRegister(ReadOnlyRegister):
    """构建: every request to bring the public site up to date, and how it went."""

    model = Build
    menu_label = "构建记录"
    menu_icon = "history"
    base_url_path = "builds"
    list_display = (
        "edition_text", "state", "reason_text", "who", "requested_at", "finished_at", "error_text",
    )  # fmt: skip
    list_display_add_buttons = "reason_text"
    list_filter = ("state", since("requested_at"))
    list_export = (
        "pk", "state", "edition", "reason", "asked_by", "requested_at", "started_at", "finished_at",
        "attempts", "error",
    )  # fmt: skip
    export_filename = "builds"
    search_fields = ("reason", "asked_by", "error")
    ordering = ("-pk",)
    inspect_view_fields = (
        "state", "edition", "reason", "asked_by", "requested_at", "started_at", "finished_at", "attempts",
        "error",
    )  # fmt: skip

    @staticmethod
    @display(description="版")
    def edition_text(build: Build) -> str:
        """Which edition came of it."""
        return f"第 {build.edition} 版" if build.edition else "—"

    @staticmethod
    @display(description="缘由")
    def reason_text(build: Build) -> str:
        """The first reasons, and how many more there are."""
        return "；".join(first_reasons(build))

    @staticmethod
    @display(description="谁")
    def who(build: Build) -> str:
        """Whose changes; the system itself where nobody's are known."""
        return "、".join(build.asked_by.splitlines()) or "系统"

    @staticmethod
    @display(description="失败原因")
    def error_text(build: Build) -> str:
        """The failure in plain words."""
        return plain_error(build.error).text if build.error else "—"
