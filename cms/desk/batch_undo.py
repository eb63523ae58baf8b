"""撤销这一批: what will happen, exactly, and then the act."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.admin import messages
from wagtail_modeladmin.views import InstanceSpecificView

from cms.batch_records import RecordStep
from cms.batch_values import Fate, ValueStep
from cms.batches import UndoPlan, UndoRefused, undo, undo_plan
from cms.desk.recording import key_text, value_text
from cms.desk.staff import staff

SHOWN = 200


class BatchUndo(InstanceSpecificView):
    """The confirmation, and the undoing itself. For whoever may change batches in name."""

    page_title = "撤销这一批"
    template_name = "desk/batch_undo.html"

    def check_action_permitted(self, user: Any) -> bool:
        """The permission to change batches."""
        return bool(self.permission_helper.user_can_act(user))

    def get_meta_title(self) -> str:
        """For the browser's tab."""
        return f"撤销：{self.instance}"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Undo it as it was shown. Where that cannot be done, shows why and what is so now."""
        try:
            plan = undo(self.instance, by=staff(request), seen=request.POST.get("seen", ""))
        except UndoRefused as error:
            messages.error(request, str(error))
            return self.render_to_response(self.get_context_data(), status=409)
        messages.success(request, f"已撤销“{self.instance}”：{plan.summary()}。{_afterwards(plan)}")
        return redirect(self.url_helper.get_action_url("inspect", self.pk_quoted))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The plan of this moment in words."""
        plan = undo_plan(self.instance)
        values = [_value_line(step) for step in plan.values[:SHOWN]]
        records = [_record_line(step) for step in plan.records[:SHOWN]]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "plan": plan,
            "outcome": plan.summary().split("；") if plan.values or plan.records else [],
            "values": values,
            "values_left_out": len(plan.values) - len(values),
            "records": records,
            "records_left_out": len(plan.records) - len(records),
            "afterwards": _afterwards(plan),
            "inspect_address": self.url_helper.get_action_url("inspect", self.pk_quoted),
        }


def _afterwards(plan: UndoPlan) -> str:
    """When the public will see it."""
    pages = "公开站随后更新。" if plan.deleted else ""
    answered = plan.with_fate(Fate.RESTORE) or plan.with_fate(Fate.MISSING)
    return pages + ("公众看到的数据，要到下一次数据发布以后才变。" if answered else "")


def _value_line(step: ValueStep) -> dict[str, str]:
    return {"what": key_text(step.present), "now": value_text(step.present), "fate": _fate_text(step)}


def _fate_text(step: ValueStep) -> str:
    """What happens to a value, in words."""
    present, before = step.present, step.before
    if step.fate is Fate.LEFT:
        when = f"{timezone.localtime(present.recorded_at):%Y-%m-%d %H:%M}"
        return f"不动：{present.batch.made_by_name}在 {when} 存了第 {present.revision} 版"
    if step.fate is Fate.REMOVE:
        return f"删去，回到第 {before.revision} 版：{value_text(before)}" if before else "删去，没有公开过"
    following = f"已经公开过，另存第 {present.revision + 1} 版"
    return f"{following}，恢复为 {value_text(before)}" if before else f"{following}，记为缺失"


def _record_line(step: RecordStep) -> dict[str, str]:
    kind = step.record._meta.verbose_name
    return {
        "what": str(step.record),
        "kind": str(kind),
        "fate": f"不动：{step.kept}" if step.kept else "删去",
    }
