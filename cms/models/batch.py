"""Batches: what was brought in together, by whom, from what."""

from django.conf import settings
from django.db import models


class BatchKind(models.TextChoices):
    """Where a batch came from."""

    SEED = "seed", "初始资料"
    DEMO = "demo", "演示数据"
    FORM = "form", "表单录入"


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

    class Meta:
        verbose_name = "批次"
        verbose_name_plural = "批次"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        """The title."""
        return self.title
