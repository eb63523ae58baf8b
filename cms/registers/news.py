"""动态: one row for each piece of news. Authors and editors are on the pages alone."""

from django.utils import timezone

from cms.models import NewsPage
from cms.models.news import Topic
from cms.registers.declaration import (
    EVIDENCE,
    SAMPLE,
    YES_NO,
    Register,
    RegisterColumn,
    address_column,
    choice_list,
    yes_no,
)
from cms.registers.public_pages import public_pages
from publishing.structure import Column, Kind, Role

NEWS = Register(
    dataset="news",
    records=lambda: public_pages(NewsPage),
    key=("news",),
    page_type="news",
    reads=(("all_rows", "news"),),
    columns=(
        RegisterColumn(
            Column("news", Kind.TEXT, "编号", "News", "动态的编号，取自页面地址。", Role.DIMENSION),
            lambda news: news.slug,
        ),
        RegisterColumn(Column("title", Kind.TEXT, "标题", "Title", "标题。"), lambda news: news.title),
        RegisterColumn(
            Column(
                "topic", Kind.CODE, "主题", "Topic", "说的是哪方面。", Role.DIMENSION, codes="news-topics"
            ),
            lambda news: news.topic,
        ),
        RegisterColumn(
            Column("published_on", Kind.DATE, "发布日期", "Published on", "在本站首次公开的日期。"),
            lambda news: timezone.localtime(news.first_published_at).date().isoformat(),
        ),
        RegisterColumn(Column("source", Kind.TEXT, "来源", "Source", "谁提供的。"), lambda news: news.source),
        RegisterColumn(
            Column("reprint", Kind.CODE, "转载", "Reprint", "是不是转载。", codes="yes-no"),
            lambda news: yes_no(news.reprint),
        ),
        RegisterColumn(
            Column("original_url", Kind.TEXT, "原文网址", "Original", "转载的才有。", nullable=True),
            lambda news: news.original_url or None,
        ),
        *EVIDENCE,
        SAMPLE,
        address_column(lambda news: news.public_address),
    ),
    code_lists=(choice_list("news-topics", "动态主题", "Topics of news", Topic), YES_NO),
)
