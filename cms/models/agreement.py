"""共驻共建协议: a community, the units that signed, and three lists of what was promised."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.models.agreement_form import AgreementForm
from cms.models.agreement_rules import check_dates
from cms.models.area import Area
from cms.models.blocks import BodyBlock
from cms.models.evidenced import EVIDENCE_PANEL, Evidenced, Sampled
from cms.models.page import PublicPage
from cms.models.stream import BlockField
from cms.one_paragraph import summary_panel
from cms.parts_panel import ChosenPartsPanel, PartsPanel
from cms.rendering import Rendering
from cms.section_lists import Facet, area_facet
from cms.views.agreement import agreement_card, agreement_view
from cms.views.view_types import Card
from publishing.page_view import PageView


class AgreementStatus(models.TextChoices):
    """Where an agreement is on a day. Derived, never typed in. The codes are public."""

    UPCOMING = "upcoming", "尚未生效"
    IN_FORCE = "in-force", "履行中"
    EXPIRED = "expired", "已到期"
    TERMINATED = "terminated", "已终止"


STATUS_DATES = ("signed_on", "valid_from", "valid_until", "terminated_on")


def status_of(
    signed_on: date, valid_from: date | None, valid_until: date | None, terminated_on: date | None, day: date
) -> AgreementStatus:
    """Where an agreement is on a day: a termination goes before the dates of validity."""
    if terminated_on and day >= terminated_on:
        return AgreementStatus.TERMINATED
    if day < (valid_from or signed_on):
        return AgreementStatus.UPCOMING
    if valid_until and day > valid_until:
        return AgreementStatus.EXPIRED
    return AgreementStatus.IN_FORCE


def _status_value(*dates: Any) -> tuple[str, str]:
    status = status_of(*dates)
    return status.value, str(status.label)


class AgreementPage(Evidenced, Sampled, PublicPage):
    """An agreement between a community and units stationed there."""

    base_form_class = AgreementForm
    public_type = "agreement"
    slug_is_key = True
    list_facets: ClassVar[tuple[Facet, ...]] = (
        area_facet("community"),
        Facet("status", "状态", STATUS_DATES, lambda row, day: _status_value(*row, day)),
    )
    shown_relations = ("community", "evidence")
    shown_parts = (
        "units__organisation",
        "needs__organisation",
        "needs__deed",
        "resources__organisation",
        "resources__deed",
        "projects__organisation",
        "projects__deed",
        "chairs__organisation",
    )

    community = models.ForeignKey(
        Area,
        verbose_name="社区",
        on_delete=models.PROTECT,
        related_name="agreements",
        limit_choices_to={"live": True},
    )
    signed_on = models.DateField("签订日期")
    valid_from = models.DateField("生效日期", null=True, blank=True, help_text="空着就按签订日期。")
    valid_until = models.DateField(
        "到期日期", null=True, blank=True, help_text="最后一个有效日；没有约定就留空。"
    )
    terminated_on = models.DateField("终止日期", null=True, blank=True)
    termination_reason = models.CharField(
        "终止原因", max_length=200, blank=True, help_text="提前终止时写；到期自然结束的不用写。"
    )
    body = BlockField(BodyBlock(), verbose_name="正文", blank=True)

    content_panels = [
        *Page.content_panels,
        summary_panel(),
        FieldPanel("community"),
        ChosenPartsPanel(
            "units",
            chooser_field_name="organisation",
            heading="签约单位",
            label="单位",
            max_num=60,
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("signed_on", help_text="协议上写的日期。"),
                        FieldPanel("valid_from"),
                        FieldPanel("valid_until"),
                    ]
                ),
                FieldRowPanel(
                    [
                        FieldPanel("terminated_on", help_text="提前终止的才填。"),
                        FieldPanel("termination_reason"),
                    ]
                ),
            ],
            "期限",
            help_text="状态（尚未生效、履行中、已到期、已终止）由日期推出，不用填。",
        ),
        PartsPanel("needs", heading="需求清单", label="需求", max_num=60),
        PartsPanel("resources", heading="资源清单", label="资源", max_num=60),
        PartsPanel("projects", heading="项目清单", label="项目", max_num=60),
        PartsPanel("chairs", heading="“大党委”轮值主席单位", label="任期", max_num=60),
        FieldPanel("body"),
        FieldPanel("source"),
        EVIDENCE_PANEL,
    ]
    parent_page_types = ["cms.SectionPage"]
    subpage_types: list[str] = []
    search_fields = [
        *PublicPage.search_fields,
        index.SearchField("body"),
        index.FilterField("community"),
        index.FilterField("signed_on"),
        index.FilterField("valid_until"),
        index.FilterField("terminated_on"),
    ]

    class Meta:
        verbose_name = "共驻共建协议"
        verbose_name_plural = "共驻共建协议"

    def clean(self) -> None:
        """Raise ValidationError beside the date that breaks a rule: see `agreement_rules.check_dates`."""
        super().clean()
        check_dates(self)

    def status_on(self, day: date) -> AgreementStatus:
        """Where the agreement is on a day: see `status_of`."""
        return status_of(self.signed_on, self.valid_from, self.valid_until, self.terminated_on, day)

    def chair_on(self, day: date) -> Any:
        """The term of the 大党委's chair that a day falls into; None when there is none, or nothing in force."""
        if self.status_on(day) is not AgreementStatus.IN_FORCE:
            return None
        terms = (term for term in self.chairs.all() if term.covers(day))
        return next(terms, None)

    def view(self, rendering: Rendering) -> PageView:
        """See `PublicPage.view`."""
        return agreement_view(self, rendering)

    def card(self, rendering: Rendering) -> Card:
        """See `PublicPage.card`."""
        return agreement_card(self, rendering)
