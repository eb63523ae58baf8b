"""The form that releases data: what kind of release it is, and what readers are told."""

from typing import Any

from django import forms

from cms.desk.release_changes import PendingRelease
from cms.models import Dataset
from cms.models.dataset import Rhythm

KINDS = [("update", "更新：有了新的数或新的记录"), ("correction", "更正：改正已公开数据里的差错")]


class ReleaseForm(forms.Form):
    """The act of releasing. `seen` tells which changes were looked at."""

    kind = forms.ChoiceField(label="性质", choices=KINDS, widget=forms.RadioSelect, initial="update")
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="给读者看的一两句话：增加了什么，或者改正了什么、为什么。更正和人工发布必须写。",
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, dataset: Dataset, state: PendingRelease, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dataset, self.state = dataset, state
        if state.latest is None:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        """Refuse a missing note, and a release of something else than what was looked at."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("note", "").strip():
            if cleaned.get("kind") == "correction":
                self.add_error("note", "更正须写明改了什么、为什么，读者会看到。")
            elif self.dataset.rhythm == Rhythm.BY_HAND:
                self.add_error(
                    "note", "这个数据集由人工发布，请写一句说明，例如“首次发布”或“增加 2026 年数字”。"
                )
        if "seen" in cleaned and cleaned["seen"] != self.state.digest:
            self.add_error(None, "您查看之后，数据又有改动。下面已是最新的改动，请再看一遍，再按一次“发布”。")
            self.data = dict(self.data.items()) | {self.add_prefix("seen"): self.state.digest}
        return cleaned
