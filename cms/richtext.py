"""Rich text for readers: cleaned again on the way out, dead links unwrapped."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import nh3
from bs4 import BeautifulSoup
from wagtail.rich_text import expand_db_html
from wagtail.rich_text.rewriters import extract_attrs

from publishing.outbound import OUTSIDE, OUTSIDE_RELATIONS, leaves

if TYPE_CHECKING:
    from cms.rendering import Rendering

TAGS = {"p", "br", "b", "strong", "i", "em", "ol", "ul", "li", "a", "blockquote", "hr", "h2", "h3", "h4"}
_PAGE_LINK = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>')
SCHEMES = {"http", "https", "mailto", "tel"}


def public_html(source: str, rendering: "Rendering") -> str:
    """The HTML of a rich-text value as readers get it.

    Only plain text elements are left, whatever the database holds. A link to a page of ours that is not in the
    edition is unwrapped: its words stay.
    """
    expanded = expand_db_html(_with_page_addresses(source, rendering))
    cleaned = nh3.clean(
        expanded, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=OUTSIDE_RELATIONS
    )
    if "<a" not in cleaned:
        return cleaned
    soup = BeautifulSoup(cleaned, "html.parser")
    for anchor in soup.find_all("a"):
        address = public_target(str(anchor.get("href") or ""), rendering)
        if address is None:
            anchor.unwrap()
            continue
        anchor["href"] = address
        if leaves(address, rendering.addresses.absolute("")):
            anchor["class"] = OUTSIDE
    return str(soup)


def _with_page_addresses(source: str, rendering: "Rendering") -> str:
    """The value with links to pages by their public paths; Wagtail would ask the database for each of them."""

    def replaced(match: re.Match[str]) -> str:
        key = extract_attrs(match[0]).get("id", "")
        link = rendering.link_of(int(key)) if key.isdecimal() else None
        return f'<a href="{link.path}">' if link else "<a>"

    return _PAGE_LINK.sub(replaced, source)


def public_target(href: str, rendering: "Rendering") -> str | None:
    """The address that a link leads to for readers, or None when there is nothing there."""
    parts = urlsplit(href)
    if parts.scheme in {"mailto", "tel"}:
        return href
    if parts.scheme or parts.netloc:
        return own_path(href, rendering) or href
    if href.startswith("#") and len(href) > 1:
        return href
    if rendering.is_public(parts.path):
        rest = href[len(parts.path) :]
        return rendering.addresses.page(parts.path) + rest
    return None


def own_path(href: str, rendering: "Rendering") -> str | None:
    """The address of a full URL of our own site when it is public; None for other hosts."""
    base = rendering.addresses.absolute("")
    if not href.startswith(base + "/"):
        return None
    path = urlsplit(href[len(base) :]).path
    return rendering.addresses.page(path) if rendering.is_public(path) else None


def plain_text(html: str) -> str:
    """The words of some HTML, on one line."""
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())
