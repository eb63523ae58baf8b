"""What one HTML page refers to, and what it says about itself, read without a browser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

LINKS = {"a": "href", "link": "href", "form": "action", "area": "href"}
RESOURCES = {"script": "src", "img": "src", "source": "src", "video": "src", "audio": "src", "iframe": "src"}
LOADED = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
"""Kinds of <link> that a browser fetches with the page."""
RESTLESS = {"marquee", "blink", "bgsound", "iframe", "object", "embed"}


@dataclass(slots=True)
class PageRead:
    """Addresses are absolute; order is that of the page."""

    links: list[str] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.page = PageRead()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        page = self.page
        page.ids += [found["id"]] if "id" in found else []
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            page.headings.append(int(tag[1]))
        self._refer(tag, found)
        if tag == "img" and "alt" not in found:
            page.faults.append(f"no alternative text: {found.get('src')}")
        if tag == "img" and not (found.get("width") and found.get("height")):
            page.faults.append(f"picture without size: {found.get('src')}")
        if tag in RESTLESS or "autoplay" in found:
            page.faults.append(f"<{tag}> moves or sounds by itself, or embeds")
        if "style" in found or any(name.startswith("on") for name in found):
            page.faults.append(f"style or script inside <{tag}>")

    def _refer(self, tag: str, found: dict[str, str]) -> None:
        name = LINKS.get(tag) or RESOURCES.get(tag)
        addresses = [found[name]] if name and name in found else []
        addresses += [part.split()[0] for part in found.get("srcset", "").split(",") if part.split()]
        addresses += [found["poster"]] if "poster" in found else []
        loaded = tag in RESOURCES or (tag == "link" and bool(LOADED & set(found.get("rel", "").split())))
        for address in addresses:
            if not address and tag != "form":
                self.page.faults.append(f"<{tag}> with an empty address")
            (self.page.resources if loaded else self.page.links).append(urljoin(self.url, address))


def read(url: str, text: str) -> PageRead:
    """Read a page that was fetched from `url`."""
    reader = _Reader(url)
    reader.feed(text)
    reader.close()
    return reader.page
