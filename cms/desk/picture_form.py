"""Uploading pictures: refusals in plain words, the cheap checks first."""

from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """Wagtail's picture field, which tells size and kind before it looks inside, and says what to do next."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = "、".join(name for name in self.allowed_image_extensions if name != "jpeg")
        size = self.max_upload_size_text
        self.help_text = f"可用 {kinds}，不超过 {size}。照片里的人、车牌和门牌，请先征得同意或遮住。"
        self.error_messages |= {
            "required": "请选择一张图片。",
            "empty": "这个文件是空的，请重新选择。",
            "invalid": "没有收到文件，请重新选择。",
            "invalid_image": f"这个文件不是图片，或者已经损坏。请换一张能打开的 {kinds} 图片。",
            "invalid_image_extension": f"不收这种文件。请换成 {kinds} 图片；SVG 也不收，可另存为 png 再传。",
            "invalid_image_known_format": (
                "文件名以 .%(extension)s 结尾，内容却是 %(image_format)s。请用看图软件另存为 jpg 或 png 再传。"
            ),
            "file_too_large": "文件有 %(file_size)s，超过 %(max_filesize)s。请缩小或压缩后再传。",
            "file_too_large_unknown_size": f"文件超过 {size}。请缩小或压缩后再传。",
            "file_too_many_pixels": (
                "图片有 %(num_pixels)s 个像素，最多 %(max_pixels_count)s 个。请缩小后再传，长边 4000 像素就够用。"
            ),
        }

    def to_python(self, data: Any) -> Any:
        """The picture. Raises ValidationError for one that is too large, of another kind, or damaged."""
        name, size = getattr(data, "name", ""), getattr(data, "size", 0)
        if data and name and PurePath(name).suffix.lower()[1:] not in self.allowed_image_extensions:
            raise ValidationError(
                self.error_messages["invalid_image_extension"], code="invalid_image_extension"
            )
        if data and self.max_upload_size is not None and size and size > self.max_upload_size:
            sizes = {"file_size": filesizeformat(size), "max_filesize": self.max_upload_size_text}
            raise ValidationError(self.error_messages["file_too_large"] % sizes, code="file_too_large")
        try:
            picture = super().to_python(data)
            if picture is not None:
                self._decode(picture)
        except (OSError, SyntaxError, ValueError) as error:
            # Pillow raises all three for damaged files; Wagtail answers 500 for some of them.
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error
        return picture

    def _decode(self, picture: Any) -> None:
        """Read every pixel, so that half a picture is found out here and not when the site is built."""
        picture.seek(0)
        with Image.open(BytesIO(picture.read())) as whole:
            whole.load()
        picture.seek(0)


class PictureForm(BaseImageForm):
    """The form behind every upload of a picture, the one for many files too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stock = self.fields.get("file")
        if stock is not None:
            self.fields["file"] = PictureField(
                label=stock.label, required=stock.required, widget=stock.widget
            )
