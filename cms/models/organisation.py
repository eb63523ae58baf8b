"""Organisations: a tree from the county down to the branch. Below the branch there are counts, never names."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import PreviewableMixin
from wagtail.search import index

from cms.models.area import Area
from cms.models.evidenced import EVIDENCE_PANEL, Evidenced, Sampled
from cms.models.honour_form import HonouredSnippetForm
from cms.models.showing import ShownMixin
from cms.models.snippet import RegisterSnippet
from cms.models.tree_rules import check_parent
from cms.parts_panel import PartsPanel
from cms.rendering import Rendering
from cms.views.organisation import organisation_view
from publishing.page_view import PageView


class OrganisationKind(models.TextChoices):
    """What kind of unit it is. The codes are public."""

    PARTY_COMMITTEE = "party-committee", "党委或党委部门"
    WORK_COMMITTEE = "work-committee", "社区党工委"
    GENERAL_BRANCH = "general-branch", "社区党总支"
    BRANCH = "branch", "党支部"
    COMMUNITY = "community", "社区"
    GOVERNMENT = "government", "政府部门"
    MASS_ORGANISATION = "mass-organisation", "群团组织"
    INSTITUTION = "institution", "事业单位"
    ENTERPRISE = "enterprise", "企业"
    SOCIAL_ORGANISATION = "social-organisation", "社会组织"
    PROPERTY_FIRM = "property-firm", "物业企业"
    TEAM = "team", "队伍"


CHAIN = (OrganisationKind.WORK_COMMITTEE, OrganisationKind.GENERAL_BRANCH, OrganisationKind.BRANCH)
"""The named levels of 社区党工委—社区党总支—小区党支部—网格党小组—党员中心户; the last two are counted only."""


class Organisation(ShownMixin, PreviewableMixin, Evidenced, Sampled, RegisterSnippet):
    """A unit: what signs agreements, founds brands and does deeds."""

    base_form_class = HonouredSnippetForm
    public_type = "organisation"
    public_folder = "/organisations/"
    shown_relations = ("area", "parent", "evidence")
    shown_parts = ("honours__evidence",)

    name = models.CharField("名称", max_length=100)
    name_en = models.CharField("英文名称", max_length=150, blank=True)
    kind = models.CharField("类别", max_length=20, choices=OrganisationKind)
    parent = models.ForeignKey(
        "self", verbose_name="上级", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    area = models.ForeignKey(
        Area,
        verbose_name="所在区域",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
    )
    party_groups = models.PositiveIntegerField(
        "网格党小组数", null=True, blank=True, help_text="只填党支部的；只记个数，不记名单。"
    )
    member_households = models.PositiveIntegerField(
        "党员中心户数", null=True, blank=True, help_text="只填党支部的；只记个数，不记名单。"
    )

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
        FieldPanel("name_en"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("area")]),
        FieldPanel("parent"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("party_groups"), FieldPanel("member_households")])],
            "支部以下（只记个数）",
        ),
        PartsPanel("honours", heading="荣誉", label="荣誉", max_num=30),
        EVIDENCE_PANEL,
        PublishingPanel(),
    ]
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("code"),
        index.FilterField("kind"),
        index.FilterField("area"),
    ]

    class Meta:
        verbose_name = "组织"
        verbose_name_plural = "组织"
        ordering = ["code"]

    def __str__(self) -> str:
        """The name."""
        return self.name

    def clean(self) -> None:
        """Raise ValidationError for a parent below itself, a chain out of order, or counts that are not a branch's."""
        super().clean()
        check_parent(self)
        if self.kind != OrganisationKind.BRANCH:
            for field in ("party_groups", "member_households"):
                if getattr(self, field) is not None:
                    raise ValidationError({field: "只有党支部填这个数；请清空，或把类别改为党支部。"})
        if self.parent and self.kind in CHAIN and self.parent.kind in CHAIN:
            levels = list(CHAIN)
            if levels.index(OrganisationKind(self.parent.kind)) >= levels.index(OrganisationKind(self.kind)):
                raise ValidationError(
                    {
                        "parent": f"{self.get_kind_display()}的上级不能是{self.parent.get_kind_display()}，请另选。"
                    }
                )

    def view(self, rendering: Rendering) -> PageView:
        """What the organisation's public page shows."""
        return organisation_view(self, rendering)
