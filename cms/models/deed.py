"""好事实事: what residents asked for, and the four steps until it was done."""

from datetime import date
from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.models.area import Area
from cms.models.blocks import BodyBlock, PictureStripBlock
from cms.models.deed_rules import check_steps
from cms.models.evidenced import EVIDENCE_PANEL, Evidenced, Sampled
from cms.models.organisation import Organisation
from cms.models.page import PublicPage
from cms.models.stream import BlockField
from cms.one_paragraph import summary_panel
from cms.rendering import Rendering
from cms.section_lists import Facet, area_facet, choice_facet
from cms.views.deed import deed_card, deed_view
from cms.views.view_types import DeedCard
from publishing.page_view import PageView


class DeedKind(models.TextChoices):
    """What a deed is about. The codes are public."""

    LEISURE = "leisure", "休闲场所"
    PARKING = "parking", "停车"
    LIGHTING = "lighting", "照明"
    ROADS = "roads", "道路"
    ENVIRONMENT = "environment", "环境卫生"
    SAFETY = "safety", "安全"
    SERVICES = "services", "便民服务"
    OTHER = "other", "其他"


class AskedBy(models.TextChoices):
    """Who asked, in general. There is no place to name a private person, on purpose."""

    RESIDENTS = "residents", "居民"
    DELIBERATION = "deliberation", "居民议事会"
    GRID = "grid", "网格（员）反映"
    ORGANISATION = "organisation", "辖区单位"
    COMMUNITY = "community", "社区"


STEPS = (
    ("asked", "社区点单"),
    ("assigned", "组织派单"),
    ("accepted", "部门接单"),
    ("completed", "完成"),
)
"""The four steps in order: the prefix of their fields, and what readers are told."""

UNDATED_HELP = "这一步已经走过，但来源没有写日期。"


def _step_panel(prefix: str, label: str) -> MultiFieldPanel:
    """The fields of one step, side by side."""
    return MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel(f"{prefix}_unit"),
                    FieldPanel(f"{prefix}_day", help_text="例如 2026-05-01。"),
                    FieldPanel(f"{prefix}_undated"),
                ]
            )
        ],
        label,
    )


def _unit() -> models.CharField:
    return models.CharField(
        "单位", max_length=100, blank=True, help_text="写单位，不写个人。来源没写就留空。"
    )


def _day() -> models.DateField:
    return models.DateField("日期", null=True, blank=True)


def _undated() -> models.BooleanField:
    return models.BooleanField("来源未载时间", default=False, help_text=UNDATED_HELP)


class DeedPage(Evidenced, Sampled, PublicPage):
    """A good deed from request to completion."""

    public_type = "good-deed"
    slug_is_key = True
    list_facets: ClassVar[tuple[Facet, ...]] = (
        choice_facet("kind", "类别", DeedKind),
        area_facet("community"),
    )
    shown_relations = ("community", "organisation", "evidence")

    kind = models.CharField("类别", max_length=20, choices=DeedKind)
    community = models.ForeignKey(
        Area,
        verbose_name="社区",
        on_delete=models.PROTECT,
        related_name="deeds",
        limit_choices_to={"live": True},
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="承办单位",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deeds",
        help_text="名录里有的单位，选了就会列在它的页面上；名录里没有的，只在下面各步写名称。",
    )
    asked_for = models.TextField("群众点了什么", max_length=300, help_text="一两句话，不写姓名、门牌。")
    asked_by = models.CharField("谁提出的", max_length=20, choices=AskedBy, default=AskedBy.RESIDENTS)

    asked_unit, asked_day, asked_undated = _unit(), _day(), _undated()
    assigned_unit, assigned_day, assigned_undated = _unit(), _day(), _undated()
    accepted_unit, accepted_day, accepted_undated = _unit(), _day(), _undated()
    completed_unit, completed_day, completed_undated = _unit(), _day(), _undated()
    attested_days = models.PositiveSmallIntegerField(
        "来源写明的用时（天）",
        null=True,
        blank=True,
        help_text="来源只写了用时、没写日期时填；页面会注明“据来源”。",
    )

    attested_phase = models.CharField(
        "这段用时指什么", max_length=20, blank=True, help_text="例如“施工”；来源说的是全程就留空。"
    )

    pictures = BlockField(PictureStripBlock(), verbose_name="前后对比", blank=True)
    body = BlockField(BodyBlock(), verbose_name="正文", blank=True)

    content_panels = [
        *Page.content_panels,
        summary_panel(),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("community"), FieldPanel("organisation")]),
        MultiFieldPanel([FieldPanel("asked_for"), FieldPanel("asked_by")], "点单"),
        HelpPanel(
            "四步依次走：每一步填日期；来源没写日期的，勾“来源未载时间”；还没走到的，都留空。",
            heading="办理过程",
        ),
        *[_step_panel(prefix, label) for prefix, label in STEPS],
        FieldRowPanel([FieldPanel("attested_days"), FieldPanel("attested_phase")]),
        FieldPanel("pictures"),
        FieldPanel("body"),
        FieldPanel("source"),
        EVIDENCE_PANEL,
    ]
    parent_page_types = ["cms.SectionPage"]
    subpage_types: list[str] = []
    search_fields = [
        *PublicPage.search_fields,
        index.SearchField("asked_for"),
        index.SearchField("body"),
        index.FilterField("kind"),
        index.FilterField("community"),
        index.FilterField("organisation"),
    ]

    class Meta:
        verbose_name = "好事实事"
        verbose_name_plural = "好事实事"

    def clean(self) -> None:
        """Raise ValidationError beside the step that breaks a rule: see `deed_rules.check_steps`."""
        super().clean()
        check_steps(self, STEPS)

    def days_taken(self) -> int | None:
        """Days from request to completion, derived; None without both dates."""
        if isinstance(self.asked_day, date) and isinstance(self.completed_day, date):
            return (self.completed_day - self.asked_day).days
        return None

    def is_completed(self) -> bool:
        """True when the last step is done, dated or not."""
        return bool(self.completed_day or self.completed_undated)

    def view(self, rendering: Rendering) -> PageView:
        """See `PublicPage.view`."""
        return deed_view(self, rendering, STEPS)

    def card(self, rendering: Rendering) -> DeedCard:
        """See `PublicPage.card`."""
        return deed_card(self, rendering)
