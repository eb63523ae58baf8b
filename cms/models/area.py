"""Areas: the county and what lies below it."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from cms.models.codes import validate_area_code
from cms.models.snippet import RegisterSnippet


class AreaKind(models.TextChoices):
    """Levels of areas, widest first."""

    COUNTY = "county", "县"
    COMMUNITY = "community", "社区"


class Area(RegisterSnippet):
    """An area with its code: 230822 for the county, 230822-{pinyin} below it."""

    code = models.CharField(
        "代码",
        max_length=80,
        unique=True,
        validators=[validate_area_code],
        help_text="县为六位区划代码，其下加连字符和拼音；首次发布后不能再改。",
        error_messages={"unique": "这个代码已经有了，请换一个。"},
    )
    name = models.CharField("名称", max_length=60)
    name_en = models.CharField("英文名称", max_length=80)
    kind = models.CharField("级别", max_length=20, choices=AreaKind)
    parent = models.ForeignKey(
        "self", verbose_name="上级", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
        FieldPanel("name_en"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("parent")]),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("kind")]

    class Meta:
        verbose_name = "区域"
        verbose_name_plural = "区域"
        ordering = ["code"]

    def __str__(self) -> str:
        """The name."""
        return self.name
