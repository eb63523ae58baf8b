"""告警: what the watch over the published files found; and signs of life of processes."""

from django.conf import settings
from django.db import models


class Alarm(models.Model):
    """One published file that was not as signed, and whether it could be mended."""

    found_at = models.DateTimeField("发现时间", auto_now_add=True)
    edition = models.PositiveIntegerField("版号", null=True, blank=True)
    path = models.CharField("文件", max_length=600)
    what = models.CharField("发现", max_length=300)
    mended = models.BooleanField("已修复", default=False)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="处理人", null=True, blank=True, on_delete=models.PROTECT
    )
    seen_at = models.DateTimeField("处理时间", null=True, blank=True)

    class Meta:
        verbose_name = "告警"
        verbose_name_plural = "告警"
        ordering = ["-found_at", "-pk"]

    def __str__(self) -> str:
        """File and finding."""
        return f"{self.path}：{self.what}"


class Heartbeat(models.Model):
    """The last sign of life of a process, and what it said."""

    name = models.CharField("进程", max_length=40, unique=True)
    at = models.DateTimeField("时间")
    facts = models.JSONField("情况", default=dict)

    class Meta:
        verbose_name = "心跳"
        verbose_name_plural = "心跳"

    def __str__(self) -> str:
        """The name."""
        return self.name
