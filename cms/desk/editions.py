"""版: the register of editions at the desk, one edition with what changed, and 现在核验."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.admin import SimpleListFilter, display
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin import messages
from wagtail_modeladmin.views import InstanceSpecificView

from cms.desk.read_only import ReadingView, ReadOnlyRegister, since
from cms.desk.rollbacks import EditionRollback, may_roll_back
from cms.editions import Changes, EditionGone, changes_of, check, in_force, is_gone, paths_in_force
from cms.models import Edition
from cms.signing import data_folder, public_key
from publishing.edition.verify import withdrawn_files

SHOWN = 200
REASONS = 3


def changes_text(edition: Edition) -> str:
    """How much changed, in words."""
    if edition.added is None:
        return "上一版已清理，没有比较"
    counts = (("新增", edition.added), ("改动", edition.changed), ("撤下", edition.removed))
    return "，".join(f"{word} {count}" for word, count in counts if count) or "文件没有变动"


def verified_text(edition: Edition) -> str:
    """What the last check found."""
    if edition.verified_at is None:
        return "还没有核验"
    found = len(edition.problems.splitlines())
    return f"{found} 处不符" if found else "相符"


def who_text(edition: Edition) -> str:
    """Whose changes; the system itself where nobody's are known."""
    return edition.asked_by or "系统"


class VerifiedFilter(SimpleListFilter):
    """By what the last check found."""

    title = "核验"
    parameter_name = "verified"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices."""
        return [("good", "相符"), ("bad", "有不符"), ("never", "还没有核验")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The editions of that outcome; all of them for an unknown choice."""
        checked = queryset.exclude(verified_at=None)
        chosen = {
            "good": checked.filter(problems=""),
            "bad": checked.exclude(problems=""),
            "never": queryset.filter(verified_at=None),
        }
        return chosen.get(self.value() or "", queryset)


class EditionInspect(ReadingView):
    """One edition: its facts, its problems, and what changed."""

    def get_page_title(self) -> str:
        """版."""
        return "版"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what the template shows beside the facts."""
        edition, user = self.instance, self.request.user
        gone = is_gone(edition)
        changes = None if gone else changes_of(edition)
        current = edition.number == in_force()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "current": current,
            "gone": gone,
            "who": who_text(edition),
            "changes_text": changes_text(edition),
            "verified_text": verified_text(edition),
            "public": f"{settings.BASE_URL}/" if current else "",
            "changes": _listed(changes) if changes else None,
            "left_out": max(sum(changes.counts()) - SHOWN, 0) if changes else 0,
            "may_verify": not gone and self.permission_helper.user_can_act(user),
            "may_roll_back": not gone and not current and may_roll_back(user),
            "rollback_address": self.url_helper.get_action_url("rollback", self.pk_quoted),
            "withdrawn": 0 if gone else len(withdrawn_files(data_folder(), edition.number, public_key())),
            "verify_address": self.url_helper.get_action_url("verify", self.pk_quoted),
        }


def _listed(changes: Changes) -> list[dict[str, Any]]:
    """At most 200 paths. A page that readers can open now is a link."""
    open_now = paths_in_force()
    kinds: tuple[tuple[str, Iterable[str]], ...] = (
        ("新增", changes.added),
        ("改动", changes.changed),
        ("撤下", changes.removed),
    )
    paths = [(kind, path) for kind, found in kinds for path in found][:SHOWN]
    return [
        {
            "kind": kind,
            "path": path,
            "url": settings.BASE_URL + path if path.endswith("/") and path in open_now else "",
        }
        for kind, path in paths
    ]


class EditionVerify(InstanceSpecificView):
    """现在核验: check every byte now, and say what was found."""

    http_method_names = ["post"]

    def check_action_permitted(self, user: Any) -> bool:
        """Whoever may change editions in name: nobody changes one."""
        return bool(self.permission_helper.user_can_act(user))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Back to the edition with the outcome."""
        edition = self.instance
        try:
            problems = check(edition)
        except EditionGone:
            messages.warning(request, f"{edition}已清理，文件不在了，不能核验。")
        else:
            if problems:
                messages.error(
                    request, f"{edition}有 {len(problems)} 处不符，例如 {problems[0]}{_advice(edition)}"
                )
            else:
                messages.success(
                    request, f"{edition}核验通过：签名有效，{edition.files} 个文件都和清单一致。"
                )
        return redirect(self.url_helper.get_action_url("inspect", self.pk_quoted))


def _advice(edition: Edition) -> str:
    """What to do about problems."""
    if edition.number == in_force():
        return "请马上告诉系统管理员：查明是谁动了文件，再运行 manage.py edition build 重新生成。"
    return "这一版已不是公众看到的；请系统管理员查明是谁动了文件。"


class EditionRegister(ReadOnlyRegister):
    """The register of editions."""

    model = Edition
    menu_label = "版"
    menu_icon = "tag"
    base_url_path = "editions"
    actions = ("view", "change")
    list_display = (
        "number_shown", "published_at", "who", "reason_text", "changes_shown", "files", "verified_shown",
    )  # fmt: skip
    list_filter = (since("published_at"), "trial", VerifiedFilter)
    list_export = (
        "number", "published_at", "who", "reason", "changes_shown", "files", "trial", "manifest_sha256",
        "verified", "verified_at", "problems", "state",
    )  # fmt: skip
    export_filename = "editions"
    search_fields = ("reason", "asked_by")
    ordering = ("-number",)
    inspect_view_class = EditionInspect
    inspect_template_name = "desk/edition.html"

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Also 现在核验 and 回到这一版."""
        return (
            *super().get_admin_urls_for_registration(),
            self.address("verify", self.verify_view),
            self.address("rollback", self.rollback_view),
        )

    def verify_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        """See `EditionVerify`."""
        return EditionVerify.as_view(model_admin=self, instance_pk=instance_pk)(request)

    @transaction.non_atomic_requests
    def rollback_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        """See `EditionRollback`."""
        return EditionRollback.as_view(model_admin=self, instance_pk=instance_pk)(request)

    @display(description="版号", ordering="number")
    def number_shown(self, edition: Edition) -> SafeString | str:
        """The number, marked where it is in force or gone."""
        mark = self.state(edition)
        if not mark:
            return str(edition)
        look = "desk-current" if mark == "现行" else "w-status"
        return format_html('{} <span class="{}">{}</span>', str(edition), look, mark)

    @display(description="状态")
    def state(self, edition: Edition) -> str:
        """Whether it is what readers get, or gone from the disk."""
        if edition.number == in_force():
            return "现行"
        return "已清理" if is_gone(edition) else ""

    @display(description="谁", ordering="asked_by")
    def who(self, edition: Edition) -> str:
        """See `who_text`."""
        return who_text(edition)

    @display(description="为什么")
    def reason_text(self, edition: Edition) -> str:
        """The first reasons, and how many more there are."""
        lines = edition.reason.splitlines()
        more = f"；另有 {len(lines) - REASONS} 项" if len(lines) > REASONS else ""
        return "；".join(lines[:REASONS]) + more

    @display(description="改动")
    def changes_shown(self, edition: Edition) -> str:
        """See `changes_text`."""
        return changes_text(edition)

    @display(description="核验", ordering="verified_at")
    def verified_shown(self, edition: Edition) -> SafeString | str:
        """See `verified_text`; problems stand out."""
        text = verified_text(edition)
        return format_html('<strong class="desk-bad">{}</strong>', text) if edition.problems else text

    @display(description="核验")
    def verified(self, edition: Edition) -> str:
        """See `verified_text`."""
        return verified_text(edition)
