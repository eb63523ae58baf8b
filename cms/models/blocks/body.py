"""The two streams: a page's body, and its strip of pictures of before and after."""

from wagtail import blocks

from cms.models.blocks.attachment import AttachmentBlock
from cms.models.blocks.button import ButtonBlock
from cms.models.blocks.indicator import IndicatorBlock
from cms.models.blocks.pictures import (
    DrawingBlock,
    GalleryBlock,
    PhotoBlock,
    StagedDrawingBlock,
    StagedPhotoBlock,
)
from cms.models.blocks.table import SheetBlock
from cms.models.blocks.text import HeadingBlock, QuotationBlock, paragraph_block
from cms.models.blocks.timeline import TimelineBlock

TEXT = "文字"
PICTURES = "图片"
DATA = "数据与附件"


class BodyBlock(blocks.StreamBlock):
    """A page's body. The order here is the order in the picker."""

    heading = HeadingBlock(group=TEXT)
    paragraph = paragraph_block(group=TEXT)
    quotation = QuotationBlock(group=TEXT)
    timeline = TimelineBlock(group=TEXT)
    button = ButtonBlock(group=TEXT)
    picture = PhotoBlock(group=PICTURES)
    gallery = GalleryBlock(group=PICTURES)
    drawing = DrawingBlock(group=PICTURES)
    table = SheetBlock(group=DATA)
    indicator = IndicatorBlock(group=DATA)
    attachment = AttachmentBlock(group=DATA)

    class Meta:
        label = "正文"
        required = False
        max_num = 200
        block_counts = {
            "quotation": {"max_num": 20},
            "timeline": {"max_num": 10},
            "button": {"max_num": 10},
            "gallery": {"max_num": 10},
            "table": {"max_num": 20},
            "indicator": {"max_num": 20},
            "attachment": {"max_num": 40},
        }


class PictureStripBlock(blocks.StreamBlock):
    """Pictures of before and after."""

    picture = StagedPhotoBlock()
    drawing = StagedDrawingBlock()

    class Meta:
        label = "前后对比"
        required = False
        max_num = 12
