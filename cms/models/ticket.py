"""报错: what readers reported, and what became of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class TicketKind(models.TextChoices):
    """What is wrong, in the reader's eyes. The codes are in the form and in the spool."""

    WORDING = "wording", "文字错误"
    NUMBER = "number", "数字或数据不对"
    LINK = "link", "链接或文件打不开"
    PRIVACY = "privacy", "涉及个人信息"
    OTHER = "other", "其他"


class TicketState(models.TextChoices):
    """Where a report is."""

    OPEN = "open", "待处理"
    UNDER_WAY = "under-way", "处理中"
    CLOSED = "closed", "已办结"


class TicketOutcome(models.TextChoices):
    """How a report ended."""

    CORRECTED = "corrected", "已更正"
    EXPLAINED = "explained", "核实无误，已说明"
    FORWARDED = "forwarded", "已转有关单位"
    REPEATED = "repeated", "重复"
    UNUSABLE = "unusable", "无法处理"


class Ticket(models.Model):
    """One report from a reader. Taken in from the spool; the contact is erased when it is closed."""

    uuid = models.UUIDField("编号", unique=True, editable=False)
    received_at = models.DateTimeField("收到时间")
    due_on = models.DateField("应在何日前答复", help_text="收到后三个工作日。")
    kind = models.CharField("类型", max_length=20, choices=TicketKind)
    path = models.CharField("页面", max_length=500, blank=True)
    edition = models.PositiveIntegerField("当时的版", null=True, blank=True)
    quotation = models.TextField("引用的原文", max_length=500, blank=True)
    message = models.TextField("说明", max_length=2000)
    contact = models.CharField(
        "联系方式", max_length=100, blank=True, help_text="报告人自愿留下，只用于答复；办结后自动抹去。"
    )
    state = models.CharField("状态", max_length=20, choices=TicketState, default=TicketState.OPEN)
    outcome = models.CharField("结果", max_length=20, choices=TicketOutcome, blank=True)
    answer = models.TextField("处理情况", max_length=2000, blank=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="经办人", null=True, blank=True, on_delete=models.PROTECT
    )
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)

    class Meta:
        verbose_name = "读者报错"
        verbose_name_plural = "读者报错"
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        """Kind and day."""
        return f"{self.get_kind_display()}，{timezone.localtime(self.received_at):%Y-%m-%d}"

    @property
    def number(self) -> str:
        """What the reader was told: the first eight signs of the UUID, in capitals."""
        return self.uuid.hex[:8].upper()
