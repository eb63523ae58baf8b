"""The parts of an agreement: who signed, what was promised, who chairs the 大党委."""

from datetime import date

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cms.models.agreement import AgreementPage
from cms.models.deed import DeedPage
from cms.models.organisation import Organisation


class AgreementUnit(Orderable):
    """A unit that signed."""

    page = ParentalKey(AgreementPage, on_delete=models.CASCADE, related_name="units")
    organisation = models.ForeignKey(
        Organisation, verbose_name="单位", on_delete=models.PROTECT, related_name="agreement_links"
    )

    panels = [FieldPanel("organisation")]

    class Meta(Orderable.Meta):
        verbose_name = "签约单位"
        verbose_name_plural = "签约单位"

    def __str__(self) -> str:
        """The unit's name."""
        return str(self.organisation)


class CommitmentState(models.TextChoices):
    """How far a promise is. The codes are public."""

    PLANNED = "planned", "待办"
    UNDER_WAY = "under-way", "办理中"
    DONE = "done", "已完成"
    DROPPED = "dropped", "不再办"


class Commitment(Orderable):
    """One item of a list: what, by whom, how far, and the good deed that met it."""

    text = models.CharField("内容", max_length=200, help_text="一句话；不写个人。")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="责任单位",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    state = models.CharField("进度", max_length=20, choices=CommitmentState, default=CommitmentState.PLANNED)
    deed = models.ForeignKey(
        DeedPage,
        verbose_name="办成的好事实事",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="%(class)s_items",
    )

    panels = [
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("state"), FieldPanel("organisation"), FieldPanel("deed")]),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        """The words."""
        return self.text


class NeedItem(Commitment):
    """What the community needs."""

    page = ParentalKey(AgreementPage, on_delete=models.CASCADE, related_name="needs")

    class Meta(Commitment.Meta):
        verbose_name = "需求"
        verbose_name_plural = "需求清单"


class ResourceItem(Commitment):
    """What a unit brings."""

    page = ParentalKey(AgreementPage, on_delete=models.CASCADE, related_name="resources")

    class Meta(Commitment.Meta):
        verbose_name = "资源"
        verbose_name_plural = "资源清单"


class ProjectItem(Commitment):
    """What they do together."""

    page = ParentalKey(AgreementPage, on_delete=models.CASCADE, related_name="projects")

    class Meta(Commitment.Meta):
        verbose_name = "项目"
        verbose_name_plural = "项目清单"


class ChairTerm(Orderable):
    """A term of the rotating chair. The chair is a unit, never a person."""

    page = ParentalKey(AgreementPage, on_delete=models.CASCADE, related_name="chairs")
    organisation = models.ForeignKey(
        Organisation, verbose_name="单位", on_delete=models.PROTECT, related_name="chair_terms"
    )
    first_day = models.DateField("起")
    last_day = models.DateField("止", null=True, blank=True, help_text="最后一天；还在任就留空。")

    panels = [
        FieldPanel("organisation"),
        FieldRowPanel([FieldPanel("first_day", help_text="任期第一天。"), FieldPanel("last_day")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "轮值主席单位"
        verbose_name_plural = "轮值主席单位"

    def __str__(self) -> str:
        """The unit and its first day."""
        return f"{self.organisation}（{self.first_day:%Y-%m-%d} 起）"

    def covers(self, day: date) -> bool:
        """True when the day falls into the term."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


COMMITMENT_LISTS = (
    ("needs", "需求清单", NeedItem),
    ("resources", "资源清单", ResourceItem),
    ("projects", "项目清单", ProjectItem),
)
"""The three lists in order: relation and code, what readers are told, and the model."""
