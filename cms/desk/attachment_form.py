"""Uploading attachments: refusals in plain words, the cheap checks first."""

from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm

from cms.desk.attachment_content import content_problem


class AttachmentField(WagtailDocumentField):
    """Wagtail's file field, which looks at kind, size and content, and says what to do next."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.extensions: list[str] = settings.WAGTAILDOCS_EXTENSIONS
        kinds, size = "、".join(self.extensions), self.max_upload_size_text
        self.help_text = (
            f"可用 {kinds}，不超过 {size}。人人都能下载：请先去掉个人信息和文件属性里的作者姓名。"
        )
        self.widget.attrs["accept"] = ",".join(f".{extension}" for extension in self.extensions)
        self.error_messages |= {
            "required": "请选择一个文件。",
            "empty": "这个文件是空的，请重新选择。",
            "invalid": "没有收到文件，请重新选择。",
            "kind": f"不收这种文件。请另存为 {kinds} 再传。",
            "file_too_large": "文件有 %(file_size)s，超过 %(max_filesize)s。请压缩或拆成几个再传。",
            "file_too_large_unknown_size": f"文件超过 {size}。请压缩或拆成几个再传。",
        }

    def to_python(self, data: Any) -> Any:
        """The file. Raises ValidationError for one of another kind or content, or too large."""
        name, size = getattr(data, "name", ""), getattr(data, "size", 0)
        extension = PurePath(name).suffix.lower()[1:]
        if data and name and extension not in self.extensions:
            raise ValidationError(self.error_messages["kind"], code="kind")
        if data and size and size > self.max_upload_size:
            sizes = {"file_size": filesizeformat(size), "max_filesize": self.max_upload_size_text}
            raise ValidationError(self.error_messages["file_too_large"] % sizes, code="file_too_large")
        file = super().to_python(data)
        problem = content_problem(file, extension) if file is not None else None
        if problem:
            raise ValidationError(problem, code="content")
        return file


class AttachmentForm(BaseDocumentForm):
    """The form behind every upload of an attachment: alone, with others, and from a page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stock = self.fields.get("file")
        if stock is not None:
            self.fields["file"] = AttachmentField(
                label=stock.label, required=stock.required, widget=stock.widget
            )
