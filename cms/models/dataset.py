"""Datasets: described once; their releases are cut separately."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import PreviewableMixin
from wagtail.search import index

from cms.models.showing import ShownMixin
from cms.models.snippet import RegisterSnippet


class Rhythm(models.TextChoices):
    """Codes of 更新周期: when a release is cut."""

    ON_CHANGE = "on-change", "有变化即更新"
    BY_HAND = "by-hand", "人工发布"


class Dataset(ShownMixin, PreviewableMixin, RegisterSnippet):
    """The description of a dataset, as the catalogue shows it."""

    title_zh = models.CharField("名称", max_length=100)
    title_en = models.CharField("英文名称", max_length=150)
    description = models.TextField("说明", help_text="里面有什么，一行是什么。")
    method = models.TextField("统计口径", help_text="数字怎么来，哪些不算。")
    publisher = models.CharField("发布者", max_length=100)
    contact = models.CharField(
        "联系方式", max_length=200, blank=True, help_text="办公电话或邮箱，不写个人手机。"
    )
    rhythm = models.CharField("更新周期", max_length=20, choices=Rhythm, default=Rhythm.ON_CHANGE)
    keywords = models.CharField("关键词", max_length=200, blank=True, help_text="用顿号隔开。")

    panels = [
        FieldRowPanel([FieldPanel("title_zh"), FieldPanel("code")]),
        FieldPanel("title_en"),
        MultiFieldPanel([FieldPanel("description"), FieldPanel("method"), FieldPanel("keywords")], "内容"),
        MultiFieldPanel([FieldPanel("publisher"), FieldPanel("contact"), FieldPanel("rhythm")], "发布"),
    ]
    search_fields = [index.SearchField("title_zh"), index.AutocompleteField("title_zh")]

    class Meta:
        verbose_name = "数据集"
        verbose_name_plural = "数据集"
        ordering = ["code"]

    def __str__(self) -> str:
        """The Chinese title."""
        return self.title_zh

    def keyword_list(self) -> tuple[str, ...]:
        """The keywords, one by one."""
        return tuple(
            word.strip()
            for word in self.keywords.replace(",", "、").replace("，", "、").split("、")
            if word.strip()
        )
