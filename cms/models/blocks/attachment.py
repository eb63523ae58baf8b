"""A file to download."""

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms.models.blocks.samples import sample_attachment


class AttachmentBlock(blocks.StructBlock):
    """An attachment, named as the page wants it."""

    attachment = DocumentChooserBlock(label="附件", help_text="发布以后，任何人都能下载这个文件。")
    title = blocks.CharBlock(
        label="显示的名称", max_length=100, required=False, help_text="空着就用附件自己的标题。"
    )

    class Meta:
        icon = "doc-full-inverse"
        label = "附件"
        label_format = "{title}"
        description = "给读者下载的文件，会写明种类和大小。"
        preview_value = staticmethod(sample_attachment)
