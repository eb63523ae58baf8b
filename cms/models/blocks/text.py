"""Words: headings, text and quotations."""

from typing import Any

from wagtail import blocks

TEXT_FEATURES = ["bold", "ol", "ul", "link"]
"""What the rich-text editor offers. A quotation is a block of its own, since it says whose words they are."""

LEVELS = [("h2", "小标题"), ("h3", "次级小标题")]


class HeadingBlock(blocks.StructBlock):
    """A heading. Its value may also be given, and may be stored from earlier, as the text alone."""

    text = blocks.CharBlock(label="文字", max_length=60)
    level = blocks.ChoiceBlock(
        label="级别", choices=LEVELS, default="h2", help_text="次级小标题放在一个小标题之下。"
    )

    class Meta:
        icon = "title"
        label = "小标题"
        label_format = "{text}"
        description = "把长文分成几段。"
        preview_value = {"text": "先听居民怎么说", "level": "h2"}

    def normalize(self, value: Any) -> Any:
        """See `Block.normalize`; a text is a heading of the first level."""
        return super().normalize(_with_level(value))

    def to_python(self, value: Any) -> Any:
        """See `Block.to_python`."""
        return super().to_python(_with_level(value))

    def bulk_to_python(self, values: Any) -> Any:
        """See `Block.bulk_to_python`."""
        return super().bulk_to_python([_with_level(value) for value in values])


def _with_level(value: Any) -> Any:
    return {"text": value, "level": "h2"} if isinstance(value, str) else value


def paragraph_block(group: str) -> blocks.RichTextBlock:
    """Text with bold words, lists and links."""
    return blocks.RichTextBlock(
        label="正文",
        group=group,
        icon="pilcrow",
        features=TEXT_FEATURES,
        max_length=10_000,
        description="一段或几段文字，可以加粗、列条目、加链接。",
        preview_value=(
            "<p>这里写正文。一段说一件事，<b>要紧的话</b>可以加粗。</p>"
            "<ul><li>也可以列条目</li><li>一条一句</li></ul>"
        ),
    )


class QuotationBlock(blocks.StructBlock):
    """Words of a unit or from a document. There is no place for a private person, on purpose."""

    text = blocks.TextBlock(label="引文", max_length=500, rows=3, help_text="原话照抄，不用再加引号。")
    source = blocks.CharBlock(
        label="出处", max_length=100, help_text="单位、文件或书刊的名称。不写个人姓名；居民的话写“一位居民”。"
    )

    class Meta:
        icon = "openquote"
        label = "引文"
        label_format = "{source}"
        description = "引用单位、文件或书刊里的原话，写明出处。"
        preview_value = {"text": "大家的事，大家商量着办。", "source": "样例出处"}
