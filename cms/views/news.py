"""The views of a piece of news: its page, and its card in a list."""

from typing import TYPE_CHECKING

from cms.rendering import Rendering
from cms.views.body import body_html
from cms.views.card import published_text
from cms.views.facts import evidence_view
from cms.views.record_types import NewsView
from cms.views.sharing import keywords_of, shared_picture
from cms.views.view_types import Card
from publishing.contract import Link
from publishing.page_view import Thing

if TYPE_CHECKING:
    from cms.models import NewsPage


def news_view(page: "NewsPage", rendering: Rendering) -> NewsView:
    """The whole piece."""
    breadcrumbs = rendering.breadcrumbs(page)
    section = breadcrumbs[-1].path if breadcrumbs else "/"
    topic = f"{section}topic/{page.topic}/"
    older, newer = rendering.ask("neighbours", page.pk)
    return NewsView(
        template="pages/news.html",
        path=rendering.path_of(page),
        title=page.title,
        description=page.summary,
        breadcrumbs=breadcrumbs,
        published=page.first_published_at,
        modified=page.last_published_at,
        column=rendering.column(page),
        keywords=keywords_of(page, page.get_topic_display()),
        image=shared_picture(rendering, page.body),
        thing=Thing(type="NewsArticle"),
        topic=Link(page.get_topic_display(), topic if rendering.is_public(topic) else ""),
        source=page.source,
        reprint=page.reprint,
        original_url=page.original_url,
        author=page.author,
        responsible_editor=page.responsible_editor,
        body_html=body_html(page.body, rendering),
        evidence=evidence_view(page),
        older=older,
        newer=newer,
        sample=page.sample,
        record_path=rendering.if_public("/data/news/"),
    )


def news_card(page: "NewsPage", rendering: Rendering) -> Card:
    """How a list shows the piece."""
    topic = page.get_topic_display()
    return Card(
        title=page.title,
        path=rendering.path_of(page),
        kicker=f"{topic} · 转载" if page.reprint else topic,
        summary=page.summary,
        date_text=published_text(page),
        sample=page.sample,
    )
