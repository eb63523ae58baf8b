"""Uploaded pictures. The public never gets the upload itself: see `cms.pictures`."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """A picture with who took it. Its alternative text is asked for where it is used."""

    credit = models.CharField(
        "摄影或供图", max_length=100, blank=True, help_text="单位或笔名，例如“县委组织部供图”。"
    )

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = "图片"
        verbose_name_plural = "图片"
        permissions = [("choose_image", "可以选用图片")]


class Rendition(AbstractRendition):
    """A desk preview of a picture."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
