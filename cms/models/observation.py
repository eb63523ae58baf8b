"""Observations: one value of one indicator for one area and period, in one revision. Append-only."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from cms.models.area import Area
from cms.models.batch import Batch
from cms.models.codes import validate_period
from cms.models.evidence import Evidence
from cms.models.indicator import Indicator


class Qualifier(models.TextChoices):
    """How the source words the number."""

    EXACT = "exact", "等于"
    MORE_THAN = "more_than", "多于（余）"
    NEARLY = "nearly", "接近（近）"
    UP_TO = "up_to", "最高（可达）"
    TARGET = "target", "目标"


class Status(models.TextChoices):
    """Observation status after SDMX CL_OBS_STATUS."""

    NORMAL = "A", "正常"
    PROVISIONAL = "P", "暂定"
    ESTIMATED = "E", "估计"
    MISSING = "O", "缺失"


class ObservationQuerySet(models.QuerySet["Observation"]):
    """Which observations count."""

    def in_force(self) -> "ObservationQuerySet":
        """The newest revision of each indicator, area and period."""
        newest = (
            Observation.objects.filter(
                indicator=models.OuterRef("indicator"),
                area=models.OuterRef("area"),
                period=models.OuterRef("period"),
            )
            .order_by("-revision")
            .values("pk")[:1]
        )
        return self.filter(pk=models.Subquery(newest))


class Observation(models.Model):
    """One value. A mistake is corrected by a further revision with a reason, never by a change."""

    indicator = models.ForeignKey(
        Indicator, verbose_name="指标", on_delete=models.PROTECT, related_name="observations"
    )
    area = models.ForeignKey(Area, verbose_name="区域", on_delete=models.PROTECT, related_name="observations")
    period = models.CharField("时期", max_length=10, validators=[validate_period])
    revision = models.PositiveSmallIntegerField("版次", default=1)
    value = models.DecimalField("数值", max_digits=15, decimal_places=4, null=True, blank=True)
    qualifier = models.CharField("限定", max_length=20, choices=Qualifier, default=Qualifier.EXACT)
    status = models.CharField("状态", max_length=1, choices=Status, default=Status.NORMAL)
    note = models.CharField("注", max_length=200, blank=True)
    reason = models.CharField("修订原因", max_length=200, blank=True)
    evidence = models.ForeignKey(
        Evidence,
        verbose_name="依据",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="observations",
    )
    locator = models.CharField(
        "出处", max_length=100, blank=True, help_text="在依据里的位置，例如“第三部分第二段”。"
    )
    batch = models.ForeignKey(
        Batch, verbose_name="批次", on_delete=models.PROTECT, related_name="observations"
    )
    recorded_at = models.DateTimeField("录入时间", auto_now_add=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = "观测值"
        verbose_name_plural = "观测值"
        ordering = ["indicator__code", "area__code", "period", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "period", "revision"], name="one_observation_per_revision"
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False) | models.Q(status="O"),
                name="no_value_only_when_missing",
            ),
            models.CheckConstraint(
                condition=models.Q(revision=1) | ~models.Q(reason=""), name="a_revision_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        """Indicator, area, period and revision."""
        return f"{self.indicator} {self.area} {self.period} r{self.revision}"

    def clean(self) -> None:
        """Raise ValidationError beside the field that breaks a rule."""
        errors: dict[str, str] = {}
        if self.value is None and self.status != Status.MISSING:
            errors["value"] = "请填数值；确实没有数值时，把状态选为“缺失”。"
        if self.value is not None and self.status == Status.MISSING:
            errors["status"] = "有数值就不是“缺失”。"
        if self.revision > 1 and not self.reason:
            errors["reason"] = "请写明修订原因。"
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new observation. Raises ValidationError for one that is stored already."""
        if self.pk is not None:
            raise ValidationError("观测值不能改动；请另录一版并写明原因。")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Always raises ValidationError: history is kept."""
        raise ValidationError("观测值不能删除；请另录一版并写明原因。")
