"""旧地址: every address that the public site ever had, so that none ends in silence."""

from django.db import models
from django.utils import timezone


class PublicAddress(models.Model):
    """One address that was public, whose it was, and what became of it. Never deleted."""

    path = models.CharField("地址", max_length=500, unique=True)
    kind = models.CharField(
        "类型", max_length=40, help_text="公开约定里的类型，如 good-deed；栏目里的列表是 list。"
    )
    key = models.CharField("对象", max_length=80, help_text="页面的编号，或组织、区域、指标、数据集的代码。")
    title = models.CharField("当时的标题", max_length=255, blank=True)
    first_edition = models.PositiveIntegerField("首次公开的版", null=True, blank=True)
    gone_at = models.DateTimeField("何时不再有内容", null=True, blank=True)
    target = models.CharField(
        "转到",
        max_length=500,
        blank=True,
        help_text="以 / 开头的本站地址；空着就跟随原来的页面，页面没有了就说明已撤下。",
    )
    reason = models.CharField(
        "撤下的原因", max_length=300, blank=True, help_text="读者打开旧地址时看到的话。"
    )

    class Meta:
        verbose_name = "旧地址"
        verbose_name_plural = "旧地址"
        ordering = ["-gone_at", "path"]
        indexes = [models.Index(fields=["kind", "key"])]

    def __str__(self) -> str:
        """The path."""
        return self.path


class WithdrawalState(models.TextChoices):
    """Where a withdrawal is."""

    WAITING = "waiting", "等待"
    DONE = "done", "已撤除"
    FAILED = "failed", "没有完成"


class Withdrawal(models.Model):
    """One withdrawal for privacy: who asked, why, and how much was erased. Never what was erased."""

    asked_at = models.DateTimeField("提出时间", auto_now_add=True)
    asked_by = models.CharField("提出人（当时）", max_length=150)
    path = models.CharField("撤除的地址", max_length=500, blank=True)
    reason = models.CharField("原因", max_length=300, help_text="会公开在撤除清单里，不要写进要撤除的内容。")
    state = models.CharField("状态", max_length=10, choices=WithdrawalState, default=WithdrawalState.WAITING)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    files = models.PositiveIntegerField("抹去的文件", default=0)
    editions = models.PositiveIntegerField("涉及的版", default=0)
    releases = models.PositiveIntegerField("涉及的数据发布", default=0)
    error = models.TextField("没有完成的原因", blank=True)

    class Meta:
        verbose_name = "隐私撤除"
        verbose_name_plural = "隐私撤除"
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        """When."""
        return f"{timezone.localtime(self.asked_at):%Y-%m-%d %H:%M} 的撤除"
