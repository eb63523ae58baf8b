"""What happened when."""

from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.models.codes import validate_period
from publishing.period import first_day, is_period

MOST = 40


class EntryBlock(blocks.StructBlock):
    """One entry."""

    period = blocks.CharBlock(
        label="时间",
        max_length=10,
        validators=[validate_period],
        help_text="写到知道的程度为止：2024、2024-06 或 2024-06-01。",
    )
    text = blocks.TextBlock(label="事情", max_length=300, rows=2, help_text="写单位，不写个人姓名。")

    class Meta:
        icon = "date"
        label = "一条"
        label_format = "{period}"


class TimelineBlock(blocks.StructBlock):
    """Dated entries in the order given."""

    entries = blocks.ListBlock(EntryBlock(), label="条目", min_num=1, max_num=MOST)
    checked = blocks.BooleanBlock(
        label="检查先后",
        required=False,
        default=True,
        help_text="勾选后，时间早的必须在前；要从新到旧排，就去掉勾选。",
    )

    class Meta:
        icon = "history"
        label = "大事记"
        description = f"按时间列事情，最多 {MOST} 条。"
        preview_value = {
            "entries": [
                {"period": "2024", "text": "居民提出（演示数据）。"},
                {"period": "2024-06", "text": "社区商量，定下办法。"},
                {"period": "2024-06-01", "text": "开工。"},
            ],
            "checked": False,
        }

    def clean(self, value: Any) -> Any:
        """Raise StructBlockValidationError beside the first entry that is earlier than the one before it."""
        cleaned = super().clean(value)
        late = _out_of_order([str(entry["period"]) for entry in cleaned["entries"]])
        if not cleaned["checked"] or late is None:
            return cleaned
        text = "这一条比上一条早。请调整先后，或去掉“检查先后”。"
        beside = StructBlockValidationError({"period": ValidationError(text)})
        raise StructBlockValidationError({"entries": ListBlockValidationError({late: beside})})


def _out_of_order(periods: list[str]) -> int | None:
    """The place of the first period that begins before its predecessor; drafts may lack periods."""
    for place, (before, period) in enumerate(pairwise(periods), start=1):
        if is_period(before) and is_period(period) and first_day(period) < first_day(before):
            return place
    return None
