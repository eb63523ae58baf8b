"""Renders a view as an edition would and reads the HTML."""

from pathlib import Path

from bs4 import BeautifulSoup, Tag
from django.conf import settings

from publishing.addresses import EditionAddresses
from publishing.contract import Frame
from publishing.page_view import PageView
from publishing.render import render_page
from tests.publishing.page_samples import FRAME

STATIC = Path(settings.BASE_DIR) / "site/static"
NAMES = {
    path.relative_to(STATIC).as_posix(): f"/static/{path.relative_to(STATIC).as_posix()}"
    for path in STATIC.rglob("*")
    if path.is_file()
}
PREFIX = "/zhili"


def page(view: PageView, frame: Frame = FRAME) -> BeautifulSoup:
    """The rendered page, parsed."""
    return BeautifulSoup(html(view, frame), "html.parser")


def html(view: PageView, frame: Frame = FRAME) -> str:
    """The rendered page."""
    return render_page(view, frame, EditionAddresses(frame.base_url, NAMES))


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    """The only element that matches."""
    found = soup.select(selector)
    assert len(found) == 1, f"{selector}: {len(found)} times"
    return found[0]


def meta(soup: BeautifulSoup) -> dict[str, str]:
    """Named meta tags; a name that stands twice fails."""
    tags = [(str(tag["name"]), str(tag["content"])) for tag in soup.select("meta[name]")]
    tags = [(name, content) for name, content in tags if name != "theme-color"]
    assert len(dict(tags)) == len(tags), "a meta tag stands twice"
    return dict(tags)
