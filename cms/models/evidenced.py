"""What several public types share: the document that states the facts, and the mark of sample data."""

from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.models.evidence import Evidence

EVIDENCE_PANEL = MultiFieldPanel(
    [FieldRowPanel([FieldPanel("evidence"), FieldPanel("locator")])],
    "依据",
    help_text="这些事实写在哪份文件、哪一段；没有文件就都留空。",
)


# Pages take these in beside Wagtail's own base, which ships no types: its managers are unknown to a type checker.
Base: Any = models.Model


class Evidenced(Base):
    """Facts that a document states, and where in it."""

    evidence = models.ForeignKey(
        Evidence, verbose_name="依据", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    locator = models.CharField(
        "在依据中的位置", max_length=100, blank=True, help_text="例如“第二部分第三段”。"
    )

    class Meta:
        abstract = True


class Sampled(Base):
    """Sample data are told from real records, for readers and in every row."""

    sample = models.BooleanField("演示数据", default=False, editable=False)

    class Meta:
        abstract = True
