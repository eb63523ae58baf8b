"""动态: what happened, in the county's own words or reprinted with a link to the original."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.models.blocks import BodyBlock
from cms.models.evidenced import EVIDENCE_PANEL, Evidenced, Sampled
from cms.models.page import PublicPage
from cms.models.stream import BlockField
from cms.one_paragraph import summary_panel
from cms.rendering import Rendering
from cms.section_lists import Facet, choice_facet
from cms.views.news import news_card, news_view
from cms.views.view_types import Card
from publishing.page_view import PageView


class Topic(models.TextChoices):
    """What news are about. The codes are public."""

    PARTY_BUILDING = "party-building", "党建引领"
    GRID = "grid", "网格治理"
    SERVICE = "service", "便民服务"
    VOLUNTEERING = "volunteering", "志愿服务"
    PROPERTY = "property", "物业治理"
    SITE = "site", "本站消息"


class NewsPage(Evidenced, Sampled, PublicPage):
    """One piece of news. Its publication time is the system's and cannot be set by hand."""

    public_type = "news"
    slug_is_key = True
    list_facets: ClassVar[tuple[Facet, ...]] = (choice_facet("topic", "主题", Topic),)
    shown_relations = ("evidence",)

    topic = models.CharField("主题", max_length=20, choices=Topic)
    reprint = models.BooleanField("转载", default=False, help_text="转载的要写来源和原文网址，内容不得改动。")
    original_url = models.URLField(
        "原文网址", blank=True, help_text="转载时必填，以 https:// 或 http:// 开头。"
    )
    author = models.CharField("作者", max_length=60, blank=True, help_text="署名照原文；单位供稿写单位。")
    responsible_editor = models.CharField("责任编辑", max_length=60, blank=True)
    body = BlockField(BodyBlock(), verbose_name="正文", blank=True)

    content_panels = [
        *Page.content_panels,
        summary_panel(),
        FieldPanel("topic"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("source"), FieldPanel("author"), FieldPanel("responsible_editor")]),
                FieldRowPanel([FieldPanel("reprint"), FieldPanel("original_url")]),
            ],
            "出处",
        ),
        EVIDENCE_PANEL,
    ]
    parent_page_types = ["cms.SectionPage"]
    subpage_types: list[str] = []
    search_fields = [*PublicPage.search_fields, index.SearchField("body"), index.FilterField("topic")]

    class Meta:
        verbose_name = "动态"
        verbose_name_plural = "动态"

    def clean(self) -> None:
        """Raise ValidationError for news without a source, and for a reprint without the original's address."""
        super().clean()
        errors: dict[str, str] = {}
        if not self.source:
            errors["source"] = "请写来源：哪个单位或哪家媒体。"
        if self.reprint and not self.original_url:
            errors["original_url"] = "转载要写原文网址；不是转载就不要勾“转载”。"
        if self.original_url and not self.reprint:
            errors["reprint"] = "填了原文网址，请勾“转载”；不是转载就清空网址。"
        if self.original_url and not self.original_url.lower().startswith(("http://", "https://")):
            errors["original_url"] = "网址应以 https:// 或 http:// 开头。"
        if errors:
            raise ValidationError(errors)

    def view(self, rendering: Rendering) -> PageView:
        """See `PublicPage.view`."""
        return news_view(self, rendering)

    def card(self, rendering: Rendering) -> Card:
        """See `PublicPage.card`."""
        return news_card(self, rendering)
