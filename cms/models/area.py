"""Areas: from the county down to micro-grids."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PublishingPanel
from wagtail.models import PreviewableMixin
from wagtail.search import index

from cms.models.codes import validate_area_code
from cms.models.evidenced import EVIDENCE_PANEL, Evidenced, Sampled
from cms.models.honour_form import HonouredSnippetForm
from cms.models.showing import ShownMixin
from cms.models.snippet import RegisterSnippet
from cms.models.tree_rules import check_parent
from cms.parts_panel import PartsPanel
from cms.rendering import Rendering
from cms.views.area import area_view
from publishing.page_view import PageView


class AreaKind(models.TextChoices):
    """Levels, from the whole county down."""

    COUNTY = "county", "县"
    COMMUNITY = "community", "社区"
    NEIGHBOURHOOD = "neighbourhood", "小区"
    GRID = "grid", "网格"
    MICRO_GRID = "micro-grid", "微网格"


class Area(ShownMixin, PreviewableMixin, Evidenced, Sampled, RegisterSnippet):
    """A place that records belong to. Codes: 230822 for the county, below it 230822-{pinyin}."""

    base_form_class = HonouredSnippetForm
    public_type = "area"
    public_folder = "/areas/"
    shown_relations = ("parent", "evidence")
    shown_parts = ("honours__evidence",)

    code = models.CharField(
        "代码",
        max_length=80,
        unique=True,
        validators=[validate_area_code],
        help_text="县用行政区划代码，其下加拼音，例如 230822-wenzheng；首次发布后不能再改。",
        error_messages={"unique": "这个代码已经有了，请换一个。"},
    )
    name = models.CharField("名称", max_length=100)
    name_en = models.CharField("英文名称", max_length=150)
    kind = models.CharField("层级", max_length=20, choices=AreaKind)
    parent = models.ForeignKey(
        "self", verbose_name="上级", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
        FieldPanel("name_en"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("parent")]),
        PartsPanel("honours", heading="荣誉", label="荣誉", max_num=30),
        EVIDENCE_PANEL,
        PublishingPanel(),
    ]
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("code"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = "区域"
        verbose_name_plural = "区域"
        ordering = ["code"]

    def __str__(self) -> str:
        """The name."""
        return self.name

    def clean(self) -> None:
        """Raise ValidationError for a parent that is below it or not of a higher level."""
        super().clean()
        check_parent(self)
        levels = AreaKind.values
        if self.parent and self.kind and levels.index(self.parent.kind) >= levels.index(self.kind):
            raise ValidationError({"parent": "上级的层级应当更高，例如网格的上级是小区或社区。请另选。"})

    def code_prefix(self, parent: "Area | None") -> str:
        """The division code of the county, which codes below it begin with."""
        return f"{parent.code.partition('-')[0]}-" if parent else ""

    def view(self, rendering: Rendering) -> PageView:
        """What the area's public page shows."""
        return area_view(self, rendering)
