"""Indicators: what is counted, in which unit and how."""

from django.db import models
from django.utils.text import slugify
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import PreviewableMixin
from wagtail.search import index

from cms.counts import count_choices
from cms.models.showing import ShownMixin
from cms.models.snippet import RegisterSnippet
from cms.rendering import Rendering
from cms.views.indicator import indicator_view
from publishing.page_view import PageView


class Measure(models.TextChoices):
    """What kind of number an indicator is; decides how it is read out."""

    COUNT = "count", "数量"
    RATIO = "ratio", "比例"
    CHANGE = "change", "变化"
    DURATION = "duration", "时长"
    TARGET = "target", "目标"


class System(models.TextChoices):
    """What part of the county's work an indicator belongs to. The codes are public."""

    DEEDS = "deeds", "好事实事"
    DELIBERATION = "deliberation", "议事协商"
    MICRO_GRIDS = "micro-grids", "微网格"
    WORKFORCE = "workforce", "社区队伍"
    SERVICES = "services", "便民服务"
    SELF_SERVICE = "self-service", "自助办事"
    CENTRES = "centres", "党群服务中心"
    AGREEMENTS = "agreements", "共驻共建"
    BRANDS = "brands", "党建品牌"
    COVERAGE = "coverage", "“两企三新”党建"
    PROPERTY = "property", "物业治理"
    VOLUNTEERING = "volunteering", "志愿服务"


class Indicator(ShownMixin, PreviewableMixin, RegisterSnippet):
    """An indicator in the SDMX sense; its observations are rows of their own."""

    public_type = "indicator"
    public_folder = "/indicators/"
    name_field = "name_en"

    name_zh = models.CharField("名称", max_length=100)
    name_en = models.CharField("英文名称", max_length=150)
    definition = models.TextField("口径", blank=True, help_text="数的是什么，怎么数。")
    unit_zh = models.CharField("单位", max_length=20)
    unit_en = models.CharField("英文单位", max_length=60)
    measure = models.CharField("类型", max_length=20, choices=Measure, default=Measure.COUNT)
    system = models.CharField("所属体系", max_length=40, choices=System)
    count = models.CharField(
        "逐条计数",
        max_length=40,
        blank=True,
        choices=count_choices,
        help_text="台账里可以逐条数出来的数，列在来源给出的数旁边，不相加，也不代替。",
    )

    panels = [
        FieldRowPanel([FieldPanel("name_zh"), FieldPanel("code")]),
        FieldPanel("name_en"),
        FieldPanel("definition"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("unit_zh"), FieldPanel("unit_en")]),
                FieldRowPanel([FieldPanel("measure"), FieldPanel("system")]),
                FieldPanel("count"),
            ],
            "单位与类型",
        ),
        PublishingPanel(),
    ]
    search_fields = [
        index.SearchField("name_zh"),
        index.AutocompleteField("name_zh"),
        index.FilterField("system"),
        index.FilterField("measure"),
    ]

    class Meta:
        verbose_name = "指标"
        verbose_name_plural = "指标"
        ordering = ["code"]

    def __str__(self) -> str:
        """The Chinese name."""
        return self.name_zh

    @property
    def unit_code(self) -> str:
        """The unit's public code: the slug of its English name."""
        return slugify(self.unit_en)

    def view(self, rendering: Rendering) -> PageView:
        """What the indicator's public page shows."""
        return indicator_view(self, rendering)
