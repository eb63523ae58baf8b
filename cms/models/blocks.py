"""Blocks of a page's body and of its picture strips."""

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.drawings import DRAWINGS

TEXT_FEATURES = ["bold", "ol", "ul", "link", "blockquote"]

STAGES = [("before", "之前"), ("after", "之后"), ("during", "过程中")]


def drawing_choices() -> list[tuple[str, str]]:
    """The drawings that ship with the software, by name; a function, so that a new one needs no migration."""
    return [(drawing.name, drawing.title) for drawing in DRAWINGS.values()]


class PhotoBlock(blocks.StructBlock):
    """An uploaded picture with its words."""

    image = ImageChooserBlock(label="图片")
    alternative = blocks.CharBlock(
        label="替代文本", max_length=200, help_text="写给看不见图片的人：图上有什么。不写姓名。"
    )
    caption = blocks.CharBlock(label="图注", max_length=200, required=False)

    class Meta:
        icon = "image"
        label = "图片"


class DrawingBlock(blocks.StructBlock):
    """An illustration that ships with the software; readers are told that it is not a photograph."""

    name = blocks.ChoiceBlock(label="插图", choices=drawing_choices)
    caption = blocks.CharBlock(label="图注", max_length=200, required=False)

    class Meta:
        icon = "draft"
        label = "示意图"


class StagedPhotoBlock(PhotoBlock):
    """A picture of before, during or after."""

    stage = blocks.ChoiceBlock(label="时候", choices=STAGES)

    class Meta:
        icon = "image"
        label = "图片"


class StagedDrawingBlock(DrawingBlock):
    """A drawing of before, during or after."""

    stage = blocks.ChoiceBlock(label="时候", choices=STAGES)

    class Meta:
        icon = "draft"
        label = "示意图"


class BodyBlock(blocks.StreamBlock):
    """A page's body: headings, text and pictures."""

    heading = blocks.CharBlock(label="小标题", max_length=60, icon="title", preview_value="做法")
    paragraph = blocks.RichTextBlock(
        label="正文", features=TEXT_FEATURES, preview_value="<p>居民提出，社区商量，部门来办。</p>"
    )
    picture = PhotoBlock()
    drawing = DrawingBlock()

    class Meta:
        label = "正文"
        required = False
        max_num = 200


class PictureStripBlock(blocks.StreamBlock):
    """Pictures of before and after."""

    picture = StagedPhotoBlock()
    drawing = StagedDrawingBlock()

    class Meta:
        label = "前后对比"
        required = False
        max_num = 12
