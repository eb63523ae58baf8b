"""更正: what was wrong in public, and what is right. One page, kept and reviewed as every other page is."""

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, Page

from cms.models.page import PublicPage
from cms.one_paragraph import summary_panel
from cms.parts_panel import PartsPanel
from cms.rendering import Rendering
from cms.views.corrections import corrections_view
from publishing.page_view import PageView


class CorrectionsPage(PublicPage):
    """The log of corrections: those that staff write, and those that releases of data made."""

    public_type = "corrections"
    shown_parts = ("entries",)
    intro = models.TextField("导语", max_length=300, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        summary_panel(),
        PartsPanel("entries", heading="更正", label="更正", max_num=500),
    ]
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    max_count = 1

    class Meta:
        verbose_name = "更正记录"
        verbose_name_plural = "更正记录"

    def view(self, rendering: Rendering) -> PageView:
        """See `PublicPage.view`."""
        return corrections_view(self, rendering)


class CorrectionEntry(Orderable):
    """One correction: when, where, what it said, what it says now."""

    page = ParentalKey(CorrectionsPage, on_delete=models.CASCADE, related_name="entries")
    day = models.DateField("更正日期")
    path = models.CharField(
        "更正的页面",
        max_length=500,
        blank=True,
        help_text="本站地址，以 / 开头，如 /deeds/wenzheng-pavilion/。",
    )
    what = models.CharField("更正了什么", max_length=120, help_text="如“凉亭的完工日期”。")
    was = models.CharField("原来写的", max_length=200, blank=True, help_text="涉及个人信息的不写。")
    now = models.CharField("改成了", max_length=200)
    reason = models.CharField("原因", max_length=200, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("day"), FieldPanel("path")]),
        FieldPanel("what"),
        FieldRowPanel([FieldPanel("was"), FieldPanel("now")]),
        FieldPanel("reason"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "更正"
        verbose_name_plural = "更正"

    def __str__(self) -> str:
        """When and what."""
        return f"{self.day} {self.what}"

    def clean(self) -> None:
        """Raise ValidationError beside an address that is not one of this site."""
        super().clean()
        if self.path and (not self.path.startswith("/") or self.path.startswith("//")):
            raise ValidationError({"path": "请填本站地址，以 / 开头。"})
