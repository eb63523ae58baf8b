"""The view of a plain page."""

from typing import TYPE_CHECKING

from cms.rendering import Rendering
from cms.views.body import body_html
from cms.views.sharing import keywords_of, shared_picture
from cms.views.view_types import PlainView

if TYPE_CHECKING:
    from cms.models import PlainPage


def plain_view(page: "PlainPage", rendering: Rendering) -> PlainView:
    """Text under a title."""
    return PlainView(
        template="pages/plain.html",
        path=rendering.path_of(page),
        title=page.title,
        description=page.summary,
        breadcrumbs=rendering.breadcrumbs(page),
        published=page.first_published_at,
        modified=page.last_published_at,
        column=rendering.column(page),
        keywords=keywords_of(page),
        image=shared_picture(rendering, page.body),
        source=page.source,
        body_html=body_html(page.body, rendering),
    )
