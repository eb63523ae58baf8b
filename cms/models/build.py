"""What the desk remembers of builds and of releases cut. The manifests on disk are the truth."""

from django.conf import settings
from django.db import models


class BuildState(models.TextChoices):
    """Where a build is."""

    WAITING = "waiting", "等待"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "失败"


OPEN_STATES = (BuildState.WAITING, BuildState.RUNNING)


class Build(models.Model):
    """One request to bring the public site up to date, and how it went."""

    state = models.CharField("状态", max_length=10, choices=BuildState, default=BuildState.WAITING)
    reason = models.TextField("缘由", help_text="哪些改动等着公开，一行一条。")
    asked_by = models.TextField("提出人", blank=True, help_text="当时的姓名，一行一个；系统自己提出的不写。")
    full = models.BooleanField(
        "全部重做", default=False, help_text="不沿用上一次的结果，每个字节都重新读过。"
    )
    requested_at = models.DateTimeField("提出时间", auto_now_add=True)
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    edition = models.PositiveIntegerField("版号", null=True, blank=True)
    error = models.TextField("失败原因", blank=True)

    class Meta:
        verbose_name = "构建"
        verbose_name_plural = "构建"
        ordering = ["-pk"]

    def __str__(self) -> str:
        """State and edition."""
        return f"第 {self.edition} 版" if self.edition else self.get_state_display()


class ReleaseCut(models.Model):
    """The act of cutting a release: who, when and why."""

    dataset = models.CharField("数据集", max_length=80)
    release = models.CharField("数据发布", max_length=20)
    cut_at = models.DateTimeField("时间")
    cut_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="经手人", null=True, blank=True, on_delete=models.PROTECT
    )
    kind = models.CharField("性质", max_length=20)
    note = models.TextField("说明", blank=True)
    row_count = models.PositiveIntegerField("行数")

    class Meta:
        verbose_name = "数据发布记录"
        verbose_name_plural = "数据发布记录"
        ordering = ["-cut_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["dataset", "release"], name="one_cut_per_release")]

    def __str__(self) -> str:
        """Dataset and release."""
        return f"{self.dataset} {self.release}"
