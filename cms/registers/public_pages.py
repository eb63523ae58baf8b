"""The public pages of a type, each with the address that its row carries."""

from collections.abc import Iterator
from typing import Any

from cms.identity import home_page
from cms.rendering import public_path


def public_pages(model: Any) -> Iterator[Any]:
    """Live, unrestricted pages with their `public_address`; the home page is looked up once, not for every row."""
    home = home_page()
    home_path = home.url_path if home else "/"
    pages = model.objects.live().public().select_related(*model.shown_relations)
    for page in pages.prefetch_related(*model.shown_parts):
        page.public_address = public_path(page.url_path, home_path)
        yield page
