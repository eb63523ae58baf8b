"""Pages: what all of them share, and the three plain types."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail.url_routing import RouteResult

from cms.invisible import clean_plain_fields
from cms.models.blocks import BodyBlock
from cms.models.revised import Revised
from cms.models.showing import ShownMixin
from cms.models.stream import BlockField
from cms.one_paragraph import summary_panel
from cms.page_form import PublicCopyForm, PublicPageForm
from cms.rendering import Rendering
from cms.section_lists import Facet, list_address, reserved_below_a_section
from cms.slugs import free_from, free_slug, reserved_slug_error, taken_slug_error
from cms.views.card import plain_card
from cms.views.home import home_view
from cms.views.plain import plain_view
from cms.views.section import section_list_view, section_view
from cms.views.view_types import Card
from publishing.page_view import PageView


class PublicPage(Revised, ShownMixin, Page):
    """What every public page type has: a summary, a source, and one function that makes its view."""

    base_form_class = PublicPageForm
    copy_form_class = PublicCopyForm

    public_type: ClassVar[str]
    """The page type in the public contract, such as `good-deed`."""
    slug_is_key: ClassVar[bool] = False
    """True where a register names the page by its slug: then no two of the type may share one in any section."""
    list_facets: ClassVar[tuple[Facet, ...]] = ()
    """What lists of this type can be narrowed by; each value has a list of its own."""
    shown_relations: ClassVar[tuple[str, ...]] = ()
    """Foreign keys that the page's view reads, to be read with it."""
    shown_parts: ClassVar[tuple[str, ...]] = ()
    """Relations of many that the page's view reads."""

    summary = models.CharField(
        "摘要", max_length=200, blank=True, help_text="一两句话，列表、订阅和搜索里用；不超过 200 字。"
    )
    source = models.CharField("来源", max_length=100, blank=True, help_text="谁提供的：单位或媒体名称。")

    keywords = models.CharField(
        "关键词", max_length=120, blank=True, help_text="三到五个词，用空格或顿号隔开；搜索引擎和检查时用。"
    )

    promote_panels = [
        FieldPanel("keywords"),
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("show_in_menus")],
            "地址",
            help_text="地址用小写拼音或英文；留空时由标题自动生成。",
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True

    def view(self, rendering: Rendering) -> PageView:
        """What the page's public template shows. Reads go through `rendering`, which records them."""
        raise NotImplementedError

    def card(self, rendering: Rendering) -> Card:
        """How a list shows the page."""
        return plain_card(self, rendering)

    def has_content(self) -> bool:
        """False for an empty section, which is left out of navigation and site map."""
        return True

    def with_content_json(self, content: Any) -> Any:
        """The page of a stored revision. When it was first public is a fact of the page and of no revision."""
        page = super().with_content_json(content)
        page.first_published_at = self.first_published_at
        return page

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Take out invisible characters, and fill an empty slug from the title's pinyin."""
        clean_plain_fields(self)
        if not self.slug and self.title:
            parent = self.get_parent() if self.path else None
            self.slug: str = free_slug(self.title, parent, self.pk, type(self))
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """Raise ValidationError beside a slug that hides an address of the public contract, or is another row's key."""
        super().clean()
        problem = reserved_slug_error(self.slug, self.depth - 1) if self.depth else None
        problem = problem or taken_slug_error(self.slug, type(self), self.pk)
        if problem:
            raise ValidationError({"slug": problem})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new page whose slug is the key of another's row gets a number: copies of a section are not validated."""
        if self._state.adding and taken_slug_error(self.slug, type(self), self.pk):
            self.slug = free_from(self.slug, self.get_parent() if self.path else None, self.pk, type(self))
        super().save(*args, **kwargs)

    def can_move_to(self, parent: Page) -> bool:
        """False also where the address of the page would hide one of the public contract."""
        allowed: bool = super().can_move_to(parent)
        return allowed and reserved_slug_error(self.slug, parent.depth) is None


class HomePage(PublicPage):
    """首页. There is one."""

    public_type = "home"
    intro = models.TextField("开场白", max_length=200, help_text="一句话说清这里是什么。")
    figures = BlockField(
        [("indicator", SnippetChooserBlock("cms.Indicator", label="指标"))],
        verbose_name="首页数字",
        blank=True,
        max_num=6,
        help_text="最多六个；数值取自最近一次数据发布。",
    )

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("figures"), summary_panel()]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    search_fields = [*PublicPage.search_fields, index.SearchField("intro")]

    class Meta:
        verbose_name = "首页"
        verbose_name_plural = "首页"

    def view(self, rendering: Rendering) -> PageView:
        """See `PublicPage.view`."""
        return home_view(self, rendering)


class PlainPage(PublicPage):
    """A page of text, such as 关于."""

    public_type = "page"
    body = BlockField(BodyBlock(), verbose_name="正文", blank=True)

    content_panels = [*Page.content_panels, summary_panel(), FieldPanel("body"), FieldPanel("source")]
    parent_page_types = ["cms.HomePage", "cms.SectionPage", "cms.PlainPage"]
    search_fields = [*PublicPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "普通页面"
        verbose_name_plural = "普通页面"

    def view(self, rendering: Rendering) -> PageView:
        """See `PublicPage.view`."""
        return plain_view(self, rendering)


class ColumnType(models.TextChoices):
    """栏目类别, in the words of the meta tag ColumnType."""

    NEWS = "工作动态", "工作动态"
    DISCLOSURE = "信息公开", "信息公开"
    NOTICES = "通知公告", "通知公告"
    POLICIES = "政策文件", "政策文件"
    SERVICES = "办事服务", "办事服务"
    INTERACTION = "互动交流", "互动交流"


class SectionPage(PublicPage):
    """A section: a list of what is below it, newest first."""

    public_type = "section"
    column_type = models.CharField(
        "栏目类别",
        max_length=20,
        choices=ColumnType,
        default=ColumnType.DISCLOSURE,
        help_text="“工作动态”至少两周更新一次，“通知公告”“政策文件”至少半年一次。",
    )
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
        summary_panel(),
        FieldPanel("column_type"),
        FieldPanel("empty_text"),
    ]
    parent_page_types = ["cms.HomePage"]
    search_fields = [*PublicPage.search_fields, index.SearchField("intro")]

    class Meta:
        verbose_name = "栏目"
        verbose_name_plural = "栏目"

    def view(self, rendering: Rendering) -> PageView:
        """See `PublicPage.view`."""
        return section_view(self, rendering)

    def has_content(self) -> bool:
        """See `PublicPage.has_content`."""
        return bool(self.get_children().live().public().exists())

    def list_view(self, rendering: Rendering, facet: str, code: str, number: int) -> PageView:
        """One page of one list of the section. Raises Http404 where there is no such list."""
        view = section_list_view(self, rendering, facet, code, number)
        if view is None:
            raise Http404
        return view

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Also the addresses of the section's lists, which no page below may take."""
        if path_components and reserved_below_a_section(path_components[0]) and self.live:
            which = list_address(path_components)
            if which is None:
                raise Http404
            return RouteResult(self, kwargs=which)
        return super().route(request, path_components)
