"""A link that asks to be followed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

BOTH = "本站页面和外站网址只能有一个，请去掉一个。"
NEITHER = "请选一个本站页面，或填一个外站网址。"

validate_https = URLValidator(schemes=["https"], message="网址要以 https:// 开头，从浏览器地址栏整个复制。")


class ButtonBlock(blocks.StructBlock):
    """Words, and exactly one of a page of ours and an address elsewhere."""

    label = blocks.CharBlock(label="按钮上的字", max_length=20, help_text="动词开头，例如“查看办事指南”。")
    page = blocks.PageChooserBlock(
        label="本站页面", required=False, help_text="这一页还没有公开时，读者看不到按钮。"
    )
    url = blocks.CharBlock(
        label="外站网址",
        required=False,
        max_length=500,
        validators=[validate_https],
        help_text="以 https:// 开头。和“本站页面”只填一个。",
    )

    class Meta:
        icon = "link"
        label = "按钮"
        label_format = "{label}"
        description = "一个醒目的链接，通到本站页面或外站。"
        preview_value = {"label": "查看办事指南", "page": None, "url": "https://www.example.com/"}

    def clean(self, value: Any) -> Any:
        """Raise StructBlockValidationError beside the address unless exactly one target is given."""
        cleaned = super().clean(value)
        page, url = cleaned["page"], cleaned["url"]
        problem = ""
        if page and url:
            problem = BOTH
        elif not page and not url and not self.is_deferred_validation:
            problem = NEITHER
        if problem:
            raise StructBlockValidationError({"url": ValidationError(problem)})
        return cleaned
