"""The two forms that write values: a first one, and a revision of it."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localtime

from cms.desk.number_field import NumberField, PeriodField
from cms.desk.recording import key_text, newest, same_content, value_text
from cms.models import Area, Evidence, Indicator, Observation

VALUE_HELP = "只写数字，例如 2600、4.1、-30；单位由指标定。没有数值时留空，并把状态选为“缺失”。"
QUALIFIER_HELP = "来源写“2600 余个”就选“多于（余）”，写“近 30%”就选“接近（近）”。"
NOTE_HELP = "读者会看到，例如“来源未载时间，按 2025 年记”。没有可说的就留空。"
CARRIED = ("value", "qualifier", "status", "note", "evidence", "locator")
"""What is taken along from a refused new value to the form for its revision."""


class LiveChoice(forms.ModelChoiceField):
    """A choice of records with their codes; those not yet published are marked."""

    def label_from_instance(self, obj: Any) -> str:
        """Name, code, and 未发布 where it is so."""
        mark = "" if getattr(obj, "live", True) else "，未发布"
        return f"{obj}（{obj.code}{mark}）"


class ValueForm(forms.ModelForm):
    """What both forms share."""

    value = NumberField(label="数值", required=False, help_text=VALUE_HELP)
    evidence = LiveChoice(
        Evidence.objects.all(),
        label="依据",
        required=False,
        empty_label="没有依据",
        help_text="数字出自哪份文件。没有列出的，先到“依据”里新建。",
    )

    class Meta:
        model = Observation
        fields = ["value", "qualifier", "status", "note", "evidence", "locator"]
        help_texts = {
            "qualifier": QUALIFIER_HELP,
            "status": "一般是“正常”。",
            "note": NOTE_HELP,
        }

    def add_error(self, field: str | None, error: Any) -> None:
        """Adds an error, unless the model complains about a field that has a plainer message already."""
        if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
            fresh = {name: errors for name, errors in error.error_dict.items() if name not in self.errors}
            if not fresh:
                return
            error = ValidationError(fresh)
        super().add_error(field, error)


class AddForm(ValueForm):
    """录入: the first value of an indicator for an area and period."""

    indicator = LiveChoice(
        Indicator.objects.all(),
        label="指标",
        empty_label="请选择指标",
        error_messages={"required": "请选择指标；没有要的指标，先到“指标”里新建。"},
    )
    area = LiveChoice(
        Area.objects.all(),
        label="区域",
        empty_label="请选择区域",
        error_messages={"required": "请选择区域。"},
    )
    period = PeriodField(
        label="时期",
        max_length=20,
        help_text="年写 2025，上半年写 2025-S1，季度写 2025-Q3，月写 2025-06，日写 2025-06-01。",
        error_messages={"required": "请填时期，例如 2025。"},
    )

    class Meta(ValueForm.Meta):
        fields = ["indicator", "area", "period", *ValueForm.Meta.fields]

    def clean(self) -> dict[str, Any]:
        """Refuse a key that has a value, with a link to the form that revises it."""
        cleaned = super().clean() or self.cleaned_data
        if all(cleaned.get(name) for name in ("indicator", "area", "period")):
            key = Observation(**{name: cleaned[name] for name in ("indicator", "area", "period")})
            present = newest(key)
            if present is not None:
                self.add_error("period", self._duplicate(present))
        return cleaned

    def _duplicate(self, present: Observation) -> ValidationError:
        carried = {name: self.data.get(self.add_prefix(name), "") for name in CARRIED}
        address = reverse("observation:revise", args=[present.pk]) + "?" + urlencode(carried)
        return ValidationError(
            format_html(
                "已经有数值了：{}，现为 {}（第 {} 版）。要改它，请<a href='{}'>转到修订</a>，填过的会带过去；"
                "要录别的时期，请改时期。",
                key_text(present),
                value_text(present),
                present.revision,
                address,
            ),
            code="duplicate",
        )


class ReviseForm(ValueForm):
    """修订: a further revision of a value, with a reason. `seen` is the revision that the writer looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    class Meta(ValueForm.Meta):
        fields = [*ValueForm.Meta.fields, "reason"]
        help_texts = {
            **ValueForm.Meta.help_texts,
            "reason": "必填，记在沿革里，例如“原统计漏计两户”。要让读者知道的，请写在注里。",
        }

    def __init__(self, *args: Any, present: Observation, **kwargs: Any) -> None:
        self.present = present
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = "请写明修订原因，例如“原统计漏计两户”。"

    def clean(self) -> dict[str, Any]:
        """Refuse a revision of something that is no longer in force."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("seen") is not None and cleaned["seen"] != self.present.revision:
            self.refuse_stale(self.present)
        return cleaned

    def _post_clean(self) -> None:
        # Here the instance has been filled from the form, so it can be compared.
        super()._post_clean()  # type: ignore[misc]
        if not self.errors and same_content(self.instance, self.present):
            self.add_error(
                None, ValidationError("和现行的一版没有差别，不需要修订。要改的内容请在下面填写。")
            )

    def refuse_stale(self, present: Observation) -> None:
        """Say that `present` came in between, keep what was typed, and take `present` as seen from now on."""
        when = f"{localtime(present.recorded_at):%Y-%m-%d %H:%M}"
        who = present.batch.made_by_name
        if self._same_as_typed(present):
            text = f"第 {present.revision} 版已经存好（{who}，{when}），和您填的一样，不用再存。"
        else:
            text = (
                f"您填写期间，{who}在 {when} 存了第 {present.revision} 版：{value_text(present)}。"
                "您填的都还在下面；请与新的一版对照，确实要改，再按一次“存为新一版”。"
            )
        self.add_error(None, ValidationError(text, code="stale"))
        self.data = dict(self.data.items()) | {self.add_prefix("seen"): str(present.revision)}

    def _same_as_typed(self, present: Observation) -> bool:
        """The double click: what was sent is what is stored."""
        typed = {name: self.cleaned_data.get(name) for name in (*CARRIED, "reason")}
        return all(getattr(present, name) == value for name, value in typed.items())
