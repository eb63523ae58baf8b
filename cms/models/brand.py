"""党建品牌: carriers, demonstration sites, activities and mechanisms."""

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms.models.area import Area
from cms.models.blocks import BodyBlock
from cms.models.codes import validate_period
from cms.models.evidenced import EVIDENCE_PANEL, Evidenced, Sampled
from cms.models.honour_form import HonouredPageForm
from cms.models.indicator import Indicator
from cms.models.organisation import Organisation
from cms.models.page import PublicPage
from cms.models.stream import BlockField
from cms.one_paragraph import summary_panel
from cms.parts_panel import ChosenPartsPanel, PartsPanel
from cms.rendering import Rendering
from cms.section_lists import Facet, area_facet, choice_facet
from cms.views.brand import brand_card, brand_view
from cms.views.view_types import Card
from publishing.page_view import PageView


class BrandKind(models.TextChoices):
    """What a brand is. The codes are public."""

    CARRIER = "carrier", "载体"
    DEMONSTRATION_SITE = "demonstration-site", "示范点"
    ACTIVITY = "activity", "活动品牌"
    MECHANISM = "mechanism", "机制"


class BrandPage(Evidenced, Sampled, PublicPage):
    """A party-building brand: who founded it, since when, what came of it."""

    base_form_class = HonouredPageForm
    public_type = "brand"
    slug_is_key = True
    list_facets: ClassVar[tuple[Facet, ...]] = (
        choice_facet("kind", "类别", BrandKind),
        area_facet("area"),
    )
    shown_relations = ("area", "organisation", "evidence")
    shown_parts = ("milestones", "honours__evidence", "indicator_links__indicator", "deed_links")

    kind = models.CharField("类别", max_length=20, choices=BrandKind)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="创建或所属单位",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="brands",
        help_text="来源没写就留空。",
    )
    area = models.ForeignKey(
        Area,
        verbose_name="区域",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="brands",
        help_text="在哪个社区；全县的选县。",
    )
    since = models.CharField(
        "创建时间",
        max_length=10,
        blank=True,
        validators=[validate_period],
        help_text="如 2024 或 2024-06；来源没写就留空。",
    )
    body = BlockField(BodyBlock(), verbose_name="正文", blank=True)

    content_panels = [
        *Page.content_panels,
        summary_panel(),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("since")]),
        FieldRowPanel([FieldPanel("organisation"), FieldPanel("area")]),
        FieldPanel("body"),
        PartsPanel("milestones", heading="大事记", label="大事", max_num=60),
        PartsPanel("honours", heading="荣誉", label="荣誉", max_num=30),
        ChosenPartsPanel(
            "indicator_links", chooser_field_name="indicator", heading="相关指标", label="指标", max_num=12
        ),
        ChosenPartsPanel(
            "deed_links", chooser_field_name="deed", heading="相关好事实事", label="好事实事", max_num=60
        ),
        FieldPanel("source"),
        EVIDENCE_PANEL,
    ]
    parent_page_types = ["cms.SectionPage"]
    subpage_types: list[str] = []
    search_fields = [
        *PublicPage.search_fields,
        index.SearchField("body"),
        index.FilterField("kind"),
        index.FilterField("organisation"),
        index.FilterField("area"),
    ]

    class Meta:
        verbose_name = "党建品牌"
        verbose_name_plural = "党建品牌"

    def view(self, rendering: Rendering) -> PageView:
        """See `PublicPage.view`."""
        return brand_view(self, rendering)

    def card(self, rendering: Rendering) -> Card:
        """See `PublicPage.card`."""
        return brand_card(self, rendering)


class Milestone(Orderable):
    """Something that happened to a brand, and when."""

    page = ParentalKey(BrandPage, on_delete=models.CASCADE, related_name="milestones")
    period = models.CharField(
        "时间", max_length=10, validators=[validate_period], help_text="如 2024、2024-06 或 2024-06-01。"
    )
    text = models.CharField("发生了什么", max_length=200)

    panels = [FieldRowPanel([FieldPanel("period"), FieldPanel("text")])]

    class Meta(Orderable.Meta):
        verbose_name = "大事记"
        verbose_name_plural = "大事记"

    def __str__(self) -> str:
        """When and what."""
        return f"{self.period} {self.text}"


class BrandIndicator(Orderable):
    """An indicator that counts what a brand does."""

    page = ParentalKey(BrandPage, on_delete=models.CASCADE, related_name="indicator_links")
    indicator = models.ForeignKey(
        Indicator, verbose_name="指标", on_delete=models.CASCADE, related_name="brand_links"
    )

    panels = [FieldPanel("indicator")]

    class Meta(Orderable.Meta):
        verbose_name = "相关指标"
        verbose_name_plural = "相关指标"

    def __str__(self) -> str:
        """The indicator."""
        return str(self.indicator)


class BrandDeed(Orderable):
    """A good deed that came of a brand."""

    page = ParentalKey(BrandPage, on_delete=models.CASCADE, related_name="deed_links")
    deed = models.ForeignKey(
        "cms.DeedPage", verbose_name="好事实事", on_delete=models.CASCADE, related_name="brand_links"
    )

    panels = [FieldPanel("deed")]

    class Meta(Orderable.Meta):
        verbose_name = "相关好事实事"
        verbose_name_plural = "相关好事实事"

    def __str__(self) -> str:
        """The deed."""
        return str(self.deed)
