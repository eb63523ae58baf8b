"""Pages: what all of them share, and the three plain types."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.invisible import clean_plain_fields
from cms.models.blocks import BodyBlock
from cms.models.showing import ShownMixin
from cms.page_form import PublicPageForm
from cms.rendering import Rendering
from cms.slugs import free_slug, reserved_slug_error
from cms.views.home import home_view
from cms.views.plain import plain_view
from cms.views.section import section_view
from cms.views.view_types import DeedCard
from publishing.page_view import PageView


class PublicPage(ShownMixin, Page):
    """What every public page type has: a summary, a source, and one function that makes its view."""

    base_form_class = PublicPageForm

    public_type: ClassVar[str]
    """The page type in the public contract, such as `good-deed`."""

    summary = models.CharField(
        "摘要", max_length=200, blank=True, help_text="一两句话，列表、订阅和搜索里用；不超过 200 字。"
    )
    source = models.CharField("来源", max_length=100, blank=True, help_text="谁提供的：单位或媒体名称。")

    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("show_in_menus")],
            "地址",
            help_text="地址用小写拼音或英文；留空时由标题自动生成。",
        )
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True

    def view(self, rendering: Rendering) -> PageView:
        """What the page's public template shows. Reads go through `rendering`, which records them."""
        raise NotImplementedError

    def card(self, rendering: Rendering) -> DeedCard | None:
        """How a list shows the page; None for types that lists name by title alone."""
        return None

    def has_content(self) -> bool:
        """False for an empty section, which is left out of navigation and site map."""
        return True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Take out invisible characters, and fill an empty slug from the title's pinyin."""
        clean_plain_fields(self)
        if not self.slug and self.title:
            parent = self.get_parent() if self.path else None
            self.slug: str = free_slug(self.title, parent, self.pk)
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """Raise ValidationError beside the slug when it would hide an address of the public contract."""
        super().clean()
        problem = reserved_slug_error(self.slug, self.depth - 1) if self.depth else None
        if problem:
            raise ValidationError({"slug": problem})


class HomePage(PublicPage):
    """首页. There is one."""

    public_type = "home"
    intro = models.TextField("开场白", max_length=200, help_text="一句话说清这里是什么。")
    figures = StreamField(
        [("indicator", SnippetChooserBlock("cms.Indicator", label="指标"))],
        verbose_name="首页数字",
        blank=True,
        max_num=6,
        help_text="最多六个；数值取自最近一次数据发布。",
    )

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("figures"), FieldPanel("summary")]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = "首页"
        verbose_name_plural = "首页"

    def view(self, rendering: Rendering) -> PageView:
        """See `PublicPage.view`."""
        return home_view(self, rendering)


class PlainPage(PublicPage):
    """A page of text, such as 关于."""

    public_type = "page"
    body = StreamField(BodyBlock(), verbose_name="正文", blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body"), FieldPanel("source")]
    parent_page_types = ["cms.HomePage", "cms.SectionPage", "cms.PlainPage"]
    search_fields = [*PublicPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "普通页面"
        verbose_name_plural = "普通页面"

    def view(self, rendering: Rendering) -> PageView:
        """See `PublicPage.view`."""
        return plain_view(self, rendering)


class SectionPage(PublicPage):
    """A section: a list of what is below it, newest first."""

    public_type = "section"
    intro = models.TextField("导语", max_length=300, blank=True)
    empty_text = models.CharField(
        "没有内容时说什么",
        max_length=200,
        default="这里还没有内容，发布后会列在这里。",
        help_text="告诉读者会有什么、什么时候有。",
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("summary"),
        FieldPanel("empty_text"),
    ]
    parent_page_types = ["cms.HomePage"]

    class Meta:
        verbose_name = "栏目"
        verbose_name_plural = "栏目"

    def view(self, rendering: Rendering) -> PageView:
        """See `PublicPage.view`."""
        return section_view(self, rendering)

    def has_content(self) -> bool:
        """See `PublicPage.has_content`."""
        return bool(self.get_children().live().public().exists())
