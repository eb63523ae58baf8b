"""Pictures: uploaded ones, several together, and drawings that ship with the software."""

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.drawings import DRAWINGS
from cms.models.blocks.samples import sample_gallery, sample_photo

STAGES = [("before", "之前"), ("after", "之后"), ("during", "过程中")]
FEWEST, MOST = 2, 12


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
        label_format = "{alternative}"
        description = "一张图，占正文的宽度。"
        preview_value = staticmethod(sample_photo)


class GalleryBlock(blocks.StructBlock):
    """Several pictures side by side."""

    pictures = blocks.ListBlock(
        PhotoBlock(),
        label="图片",
        min_num=FEWEST,
        max_num=MOST,
        help_text=f"{FEWEST} 到 {MOST} 张，按这里的先后排列。",
    )
    caption = blocks.CharBlock(label="总图注", max_length=200, required=False)

    class Meta:
        icon = "grid"
        label = "图集"
        label_format = "{caption}"
        description = f"{FEWEST} 到 {MOST} 张图排在一起。"
        preview_value = staticmethod(sample_gallery)


class DrawingBlock(blocks.StructBlock):
    """An illustration that ships with the software; readers are told that it is not a photograph."""

    name = blocks.ChoiceBlock(label="插图", choices=drawing_choices)
    caption = blocks.CharBlock(label="图注", max_length=200, required=False)

    class Meta:
        icon = "draft"
        label = "示意图"
        label_format = "{caption}"
        description = "软件自带的插图，会标明“示意图”。"
        preview_value = {"name": "wenzheng-after", "caption": ""}


class StagedPhotoBlock(PhotoBlock):
    """A picture of before, during or after."""

    stage = blocks.ChoiceBlock(label="时候", choices=STAGES)

    class Meta:
        icon = "image"
        label = "图片"
        description = "事前、过程中或事后的一张照片。"
        preview_value = staticmethod(sample_photo)


class StagedDrawingBlock(DrawingBlock):
    """A drawing of before, during or after."""

    stage = blocks.ChoiceBlock(label="时候", choices=STAGES)

    class Meta:
        icon = "draft"
        label = "示意图"
        preview_value = {"name": "wenzheng-after", "caption": "", "stage": "after"}
