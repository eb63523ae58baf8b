"""Honours of areas, organisations and brands. They are published with their holder and as a register of their own."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cms.models.codes import validate_period
from cms.models.evidenced import Evidenced


class Honour(Evidenced, Orderable):
    """One honour. Its title is unique for its holder; a second award of it says so in the title."""

    title = models.CharField("荣誉", max_length=100, help_text="照证书或文件上的全称写。")
    awarded_by = models.CharField("授予单位", max_length=100, blank=True, help_text="来源没写就留空。")
    period = models.CharField(
        "时间",
        max_length=10,
        blank=True,
        validators=[validate_period],
        help_text="如 2024 或 2024-06；来源没写就留空。",
    )
    note = models.CharField("注", max_length=200, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("awarded_by"), FieldPanel("period")]),
        FieldPanel("note"),
        FieldRowPanel([FieldPanel("evidence"), FieldPanel("locator")]),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = "荣誉"
        verbose_name_plural = "荣誉"

    def __str__(self) -> str:
        """The title."""
        return self.title


class AreaHonour(Honour):
    """An honour of an area."""

    holder = ParentalKey("cms.Area", on_delete=models.CASCADE, related_name="honours")


class OrganisationHonour(Honour):
    """An honour of an organisation."""

    holder = ParentalKey("cms.Organisation", on_delete=models.CASCADE, related_name="honours")


class BrandHonour(Honour):
    """An honour of a brand."""

    holder = ParentalKey("cms.BrandPage", on_delete=models.CASCADE, related_name="honours")
