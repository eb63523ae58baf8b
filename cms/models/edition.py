"""版: the register of editions. It mirrors the manifests on disk, which are the truth."""

from django.db import models


class Edition(models.Model):
    """What the desk remembers of one signed edition."""

    number = models.PositiveIntegerField("版号", unique=True)
    published_at = models.DateTimeField("公开时间")
    asked_by = models.CharField(
        "谁", max_length=200, blank=True, help_text="谁的改动促成这一版，当时的姓名。"
    )
    reason = models.TextField("为什么", blank=True, help_text="哪些改动进了这一版，一行一条。")
    files = models.PositiveIntegerField("文件数")
    added = models.PositiveIntegerField("新增文件", null=True, blank=True)
    changed = models.PositiveIntegerField("改动文件", null=True, blank=True)
    removed = models.PositiveIntegerField("撤下文件", null=True, blank=True)
    trial = models.BooleanField("试用", default=False)
    manifest_sha256 = models.CharField("清单的 SHA-256", max_length=64)
    verified_at = models.DateTimeField("核验时间", null=True, blank=True)
    problems = models.TextField("核验发现", blank=True, help_text="一行一条；空着表示全部相符。")

    class Meta:
        verbose_name = "版"
        verbose_name_plural = "版"
        ordering = ["-number"]

    def __str__(self) -> str:
        """The number."""
        return f"第 {self.number} 版"
