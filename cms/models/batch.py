"""Batches: what was brought in together, by whom, from what."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class BatchKind(models.TextChoices):
    """Where a batch came from."""

    SEED = "seed", "初始资料"
    DEMO = "demo", "演示数据"
    FORM = "form", "表单录入"
    UNDO = "undo", "撤销"


class Batch(models.Model):
    """One import or one form; observations and records that stand and fall together."""

    kind = models.CharField("来路", max_length=20, choices=BatchKind)
    title = models.CharField("标题", max_length=200)
    made_at = models.DateTimeField("时间", auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="经手人", null=True, blank=True, on_delete=models.PROTECT
    )
    made_by_name = models.CharField("经手人（当时）", max_length=150)
    source = models.CharField("来源文件", max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    row_count = models.PositiveIntegerField("条数", default=0)
    note = models.TextField("说明", blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undone_by_name = models.CharField("撤销人（当时）", max_length=150, blank=True)

    class Meta:
        verbose_name = "批次"
        verbose_name_plural = "批次"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        """The title."""
        return self.title


class BatchRecord(models.Model):
    """A page or snippet that came in with a batch, so that both go together. Observations name their batch."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="records")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    title = models.CharField("标题", max_length=255)

    class Meta:
        verbose_name = "批次中的一条"
        verbose_name_plural = "批次中的各条"
        ordering = ["pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        """The title that the record came in with."""
        return self.title
