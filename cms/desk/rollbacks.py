"""回到这一版: what will happen, exactly, and then the act; and lifting the hold that comes with it."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail_modeladmin.views import InstanceSpecificView

from cms.desk.staff import staff
from cms.editions import in_force, is_gone, paths_between
from cms.models import Edition
from cms.rollbacks import lift_hold, roll_back
from publishing.edition.rollback import BadRollback
from publishing.resource import BadSubmission

LONGEST = 200


def may_roll_back(user: Any) -> bool:
    """Administrators: it decides what the public reads."""
    return bool(user.is_active and user.is_superuser)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label="为什么",
        max_length=LONGEST,
        error_messages={"required": "请写明为什么。"},
        help_text=f"同事在编辑台会看到。不超过 {LONGEST} 字。",
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
    )


class EditionRollback(InstanceSpecificView):
    """The confirmation, and going back itself."""

    page_title = "回到这一版"
    template_name = "desk/rollback.html"

    def check_action_permitted(self, user: Any) -> bool:
        """See `may_roll_back`."""
        return may_roll_back(user)

    def get_meta_title(self) -> str:
        """For the browser's tab."""
        return f"回到{self.instance}"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go back, or show why not."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            summary = roll_back(
                self.instance.number, by=str(staff(request)), reason=form.cleaned_data["reason"]
            )
        except (BadRollback, BadSubmission) as error:
            messages.error(request, str(error))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(
            request,
            f"公众现在看到的是第 {summary.number} 版，内容是{self.instance}的。生成新版已暂停，可在首页“公开站”解除。",
        )
        edition = Edition.objects.filter(number=summary.number).first()
        return redirect(self.url_helper.get_action_url("inspect", edition.pk if edition else self.pk_quoted))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What would come back and what would go."""
        current = in_force()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        gone = is_gone(self.instance)
        back = None if gone or current is None else paths_between(current, self.instance.number)
        return (
            {"form": ReasonForm()}
            | context
            | {
                "current": current,
                "gone": gone,
                "is_current": self.instance.number == current,
                "back": back,
                "inspect_address": self.url_helper.get_action_url("inspect", self.pk_quoted),
            }
        )


@require_POST
def lift(request: HttpRequest) -> HttpResponse:
    """解除: let builds go on. Raises PermissionDenied but for administrators."""
    if not may_roll_back(request.user):
        raise PermissionDenied
    if lift_hold(str(staff(request))):
        messages.success(request, "已解除暂停，等着的改动随后公开。")
    else:
        messages.success(request, "没有暂停，不用解除。")
    return redirect("wagtailadmin_home")
