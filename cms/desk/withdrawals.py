"""隐私撤除 at the desk: the screen where an administrator asks for one, and the register of all."""

from typing import Any

from django import forms
from django.contrib.admin import display
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.log_actions import log

from cms.desk.build_status import plain_error
from cms.desk.read_only import ReadOnlyRegister, since
from cms.desk.staff import staff
from cms.identity import home_page
from cms.invisible import without_control_characters
from cms.models import PublicAddress, Withdrawal
from cms.rendering import public_path
from cms.withdrawals import ask_withdrawal, record_at
from publishing.edition.withdraw import BadWithdrawal

LOG_ACTION = "cms.withdraw"
LONGEST_REASON = Withdrawal._meta.get_field("reason").max_length
FAILED = "程序出错。请把下面的原文交给系统管理员，弄清以后再提一次。"


def may_withdraw(user: Any) -> bool:
    """Administrators: what is erased does not come back."""
    return bool(user.is_active and user.is_superuser)


def privacy_address(request: HttpRequest, record: Any) -> str:
    """Where an administrator asks to withdraw a page or entry; empty for others, or where it was never public."""
    path = record.public_path() if hasattr(record, "public_path") else _page_path(record)
    if not may_withdraw(request.user) or not PublicAddress.objects.filter(path=path).exists():
        return ""
    return f"{reverse('ask_withdrawal')}?path={path}"


def _page_path(page: Any) -> str:
    home = home_page()
    return public_path(page.url_path, home.url_path) if home and hasattr(page, "url_path") else ""


class WithdrawalForm(forms.Form):
    """What must go, and why."""

    path = forms.CharField(
        label="公开的地址",
        required=False,
        max_length=500,
        help_text="页面、条目、图片或文件的地址，以 / 开头。它从前用过的地址会一起撤除。",
    )
    words = forms.CharField(
        label="要抹去的词语",
        required=False,
        help_text="例如姓名，一行一个，至少两个字。提到它而没有链接的旧文件，也会一起抹去。用完不留底。",
        widget=AdminAutoHeightTextInput(attrs={"rows": 2, "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label="原因",
        max_length=LONGEST_REASON,
        error_messages={"required": "请写明原因。"},
        help_text=f"会公开，不要写要撤除的内容本身。例如：应当事人要求。不超过 {LONGEST_REASON} 字。",
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
    )
    sure = forms.BooleanField(
        label="我知道抹去以后不能恢复", error_messages={"required": "请先确认：抹去以后不能恢复。"}
    )

    def clean_words(self) -> list[str]:
        """One a line."""
        lines = self.cleaned_data["words"].splitlines()
        return [word for line in lines if (word := without_control_characters(line).strip())]

    def clean_reason(self) -> str:
        """In one line."""
        return " ".join(without_control_characters(self.cleaned_data["reason"]).split())


class AskWithdrawal(WagtailAdminTemplateMixin, FormView):
    """因隐私撤除: what will happen, and the form."""

    page_title = "因隐私撤除"
    header_icon = "cross"
    template_name = "desk/withdrawal.html"
    form_class = WithdrawalForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises PermissionDenied but for administrators."""
        if not may_withdraw(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Below the register."""
        items: list[dict[str, str]] = super().get_breadcrumbs_items()
        return [
            *items,
            {"url": reverse("withdrawals_modeladmin_index"), "label": "隐私撤除"},
            {"url": "", "label": self.page_title},
        ]

    def get_initial(self) -> dict[str, Any]:
        """The address that the link named."""
        return {"path": self.request.GET.get("path", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what the address is, where it is known."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        path = self.request.GET.get("path", "")
        return context | {"record": record_at(path) if path.startswith("/") else None}

    def form_valid(self, form: WithdrawalForm) -> HttpResponse:
        """Ask, or say beside the form why not."""
        user = staff(self.request)
        given = form.cleaned_data
        try:
            row = ask_withdrawal(given["path"].strip(), given["words"], given["reason"], str(user))
        except BadWithdrawal as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        log(instance=row, action=LOG_ACTION, user=user, data={"path": row.path})
        messages.success(self.request, "已提出撤除，正在后台进行。做完以后，这里会说抹去了多少。")
        return redirect("withdrawals_modeladmin_index")


class WithdrawalRegister(ReadOnlyRegister):
    """隐私撤除: every withdrawal, how it went, and never what was erased."""

    model = Withdrawal
    menu_label = "隐私撤除"
    menu_icon = "cross"
    base_url_path = "withdrawals"
    list_display = ("asked_shown", "state", "reason", "path", "asked_by", "erased_text", "error_text")
    list_filter = ("state", since("asked_at"))
    list_export = (
        "asked_at", "asked_by", "path", "reason", "state", "finished_at", "files", "editions", "releases", "error",
    )  # fmt: skip
    export_filename = "withdrawals"
    search_fields = ("path", "reason", "asked_by")
    ordering = ("-pk",)
    inspect_view_fields = (
        "asked_at", "asked_by", "path", "reason", "state", "finished_at", "files", "editions", "releases", "error",
    )  # fmt: skip

    @display(description="提出时间", ordering="asked_at")
    def asked_shown(self, row: Withdrawal) -> str:
        """When."""
        return f"{timezone.localtime(row.asked_at):%Y-%m-%d %H:%M}"

    @display(description="抹去了多少")
    def erased_text(self, row: Withdrawal) -> str:
        """In words; nothing before it is done."""
        if row.finished_at is None or row.error:
            return "—"
        return f"{row.editions} 版里的 {row.files} 个文件，{row.releases} 次数据发布"

    @display(description="没有完成的原因")
    def error_text(self, row: Withdrawal) -> str:
        """In plain words."""
        return plain_error(row.error, FAILED).text if row.error else "—"
