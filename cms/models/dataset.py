"""Datasets: described once; their releases are cut separately."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import PreviewableMixin
from wagtail.search import index

from cms.models.showing import ShownMixin
from cms.models.snippet import RegisterSnippet


class Rhythm(models.TextChoices):
    """Codes of 更新周期: when a release is cut."""

    ON_CHANGE = "on-change", "有变化即更新"
    BY_HAND = "by-hand", "人工发布"


class OpenType(models.TextChoices):
    """开放属性: the words that catalogues of open government data use."""

    UNCONDITIONAL = "unconditional", "无条件开放"
    CONDITIONAL = "conditional", "有条件开放"


class ShareType(models.TextChoices):
    """共享属性: between public bodies."""

    UNCONDITIONAL = "unconditional", "无条件共享"
    CONDITIONAL = "conditional", "有条件共享"


class Sensitivity(models.TextChoices):
    """数据级别. Only general data are published here."""

    GENERAL = "general", "一般数据"


def county() -> str:
    """The county's division code (GB/T 2260)."""
    return "230822"


class Dataset(ShownMixin, PreviewableMixin, RegisterSnippet):
    """The description of a dataset, as the catalogue shows it.

    Its elements are those of 《政务信息资源目录编制指南（试行）》 (发改高技〔2017〕1272号) that a register does not
    answer by itself; format, fields, dates, rows and version come from the releases.
    """

    public_type = "dataset"
    public_folder = "/data/"
    name_field = "title_en"

    title_zh = models.CharField("名称", max_length=100)
    title_en = models.CharField("英文名称", max_length=150)
    description = models.TextField("说明", help_text="里面有什么，一行是什么。")
    method = models.TextField("统计口径", help_text="数字怎么来，哪些不算。")
    publisher = models.CharField("发布者", max_length=100)
    contact = models.CharField(
        "联系方式", max_length=200, blank=True, help_text="办公电话或邮箱，不写个人手机。"
    )
    rhythm = models.CharField("更新周期", max_length=20, choices=Rhythm, default=Rhythm.ON_CHANGE)
    keywords = models.CharField("关键词", max_length=200, blank=True, help_text="用顿号隔开。")
    domain = models.CharField("数据领域", max_length=40, default="社会治理")
    usage = models.CharField("应用场景", max_length=200, blank=True, help_text="可以拿来做什么。")
    spatial = models.CharField("空间范围", max_length=80, default=county, help_text="行政区划代码。")
    temporal = models.CharField(
        "时间范围", max_length=40, blank=True, help_text="如 2025 或 2024/2025；空着就不写。"
    )
    resource_code = models.CharField(
        "信息资源代码", max_length=60, blank=True, help_text="编目时取得；没有就留空。"
    )
    provider_code = models.CharField(
        "提供方代码",
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"^[0-9A-HJ-NPQRTUWXY]{18}\Z", "应为 18 位统一社会信用代码。")],
        help_text="统一社会信用代码；没有就留空。",
    )
    open_type = models.CharField("开放属性", max_length=20, choices=OpenType, default=OpenType.UNCONDITIONAL)
    open_condition = models.CharField("开放条件", max_length=200, blank=True, help_text="有条件开放的才写。")
    share_type = models.CharField(
        "共享属性", max_length=20, choices=ShareType, default=ShareType.UNCONDITIONAL
    )
    sensitivity = models.CharField(
        "数据级别", max_length=20, choices=Sensitivity, default=Sensitivity.GENERAL
    )
    deidentification = models.CharField("脱敏说明", max_length=200, default="不含个人信息，无需脱敏。")

    panels = [
        FieldRowPanel([FieldPanel("title_zh"), FieldPanel("code")]),
        FieldPanel("title_en"),
        MultiFieldPanel([FieldPanel("description"), FieldPanel("method"), FieldPanel("keywords")], "内容"),
        MultiFieldPanel([FieldPanel("publisher"), FieldPanel("contact"), FieldPanel("rhythm")], "发布"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("domain"), FieldPanel("spatial"), FieldPanel("temporal")]),
                FieldPanel("usage"),
                FieldRowPanel(
                    [FieldPanel("open_type"), FieldPanel("open_condition"), FieldPanel("share_type")]
                ),
                FieldRowPanel([FieldPanel("sensitivity"), FieldPanel("deidentification")]),
                FieldRowPanel([FieldPanel("resource_code"), FieldPanel("provider_code")]),
            ],
            "编目",
            help_text="政务信息资源目录要的各项；不改就用现有的。",
        ),
        PublishingPanel(),
    ]
    search_fields = [index.SearchField("title_zh"), index.AutocompleteField("title_zh")]

    class Meta:
        verbose_name = "数据集"
        verbose_name_plural = "数据集"
        ordering = ["code"]

    def __str__(self) -> str:
        """The Chinese title."""
        return self.title_zh

    def clean(self) -> None:
        """Raise ValidationError for a condition without its words, or words without a condition."""
        super().clean()
        conditional = self.open_type == OpenType.CONDITIONAL
        if conditional != bool(self.open_condition):
            text = "请写开放条件。" if conditional else "无条件开放，请清空开放条件。"
            raise ValidationError({"open_condition": text})

    def keyword_list(self) -> tuple[str, ...]:
        """The keywords, one by one."""
        return tuple(
            word.strip()
            for word in self.keywords.replace(",", "、").replace("，", "、").split("、")
            if word.strip()
        )
