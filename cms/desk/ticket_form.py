"""The form of a reader's report: how it ended, and what was done."""

from typing import Any

from django import forms
from wagtail.admin.widgets import AdminAutoHeightTextInput

from cms.invisible import without_control_characters
from cms.models import Ticket
from cms.models.ticket import TicketOutcome

SAVE, CLOSE, REOPEN = "save", "close", "reopen"
"""What the buttons send as `do`."""


class TicketForm(forms.ModelForm):
    """Outcome and answer; both are needed to close."""

    class Meta:
        model = Ticket
        fields = ["outcome", "answer"]
        widgets = {"answer": AdminAutoHeightTextInput(attrs={"rows": 4})}
        help_texts = {"answer": "怎么核实的，改了什么，怎么答复的。不写报告人的姓名和联系方式。"}

    def __init__(self, *args: Any, closing: bool = False, **kwargs: Any) -> None:
        """`closing` asks for both."""
        super().__init__(*args, **kwargs)
        outcome: Any = self.fields["outcome"]
        outcome.choices = [("", "请选择"), *TicketOutcome.choices]
        for name, words in (("outcome", "办结前请选结果。"), ("answer", "办结前请写处理情况。")):
            self.fields[name].required = closing
            self.fields[name].error_messages["required"] = words

    def clean_answer(self) -> str:
        """As plain text."""
        return without_control_characters(self.cleaned_data["answer"]).strip()
