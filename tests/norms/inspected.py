"""The edition as an inspector meets it: every page by its kind, parsed once, and the tags in its head."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from tests.publishing.reader.wsgi_client import Reply, WsgiClient

PREFIX = "/zhili"
HOST = "www.example.gov.cn"
BASE_URL = f"https://{HOST}{PREFIX}"
IDENTITY = {
    "site_name": "示例县治理公开",
    "organ": "示例县测试机关",
    "undertaker": "示例县测试中心",
    "contact": "办公电话 0454-1234567",
    "address": "示例县测试路 1 号",
    "icp_number": "黑ICP备20260123号-1",
    "police_number": "黑公网安备23082202000123号",
    "site_code": "2308220017",
    "conac_url": "https://bszs.conac.cn/sitename?method=show&id=0A1B2C3D",
}
GONE = "/news/demo-news-0001/"
MOVED, MOVED_TO = "/news/demo-news-0002/", "/news/demo-news-moved/"

LISTS = {"section", "list", "catalogue", "site-map", "corrections"}
ARTICLES = {"good-deed", "agreement", "brand", "news", "page", "area", "organisation", "indicator", "dataset"}
EDITORIAL = {"good-deed", "agreement", "brand", "news"}
"""Kinds of articles that staff write, each with a source of its own."""
COMPUTED = {"search": "/search/?q=%E7%A4%BE%E5%8C%BA", "report": "/report/"}
"""List pages that the reader makes."""
ERRORS = {"/no-such-page/": 404, GONE: 410}


@dataclass(frozen=True)
class InspectedPage:
    """One page: where it is, what kind it is, and its HTML."""

    path: str
    kind: str
    soup: BeautifulSoup
    size: int

    def tags(self) -> dict[str, str]:
        """Named meta tags. A name that stands twice, in whatever case, fails."""
        tags = [(str(tag["name"]), str(tag["content"])) for tag in self.soup.select("meta[name]")]
        tags = [(name, content) for name, content in tags if name != "theme-color"]
        assert len({name.lower() for name, _ in tags}) == len(tags), (self.path, tags)
        return dict(tags)

    def graph(self) -> list[dict[str, Any]]:
        """The nodes of the page's JSON-LD."""
        texts = [json.loads(tag.text) for tag in self.soup.select('script[type="application/ld+json"]')]
        return [node for text in texts for node in text.get("@graph", [text])]


@cache
def _parsed(path: str, kind: str, body: bytes) -> InspectedPage:
    return InspectedPage(path, kind, BeautifulSoup(body, "html.parser"), len(body))


@dataclass(frozen=True)
class Inspected:
    """The whole site."""

    folder: Path
    """The edition in force on disk."""
    reader: WsgiClient
    listed: tuple[dict[str, str], ...]
    """The entries of content.json."""

    @classmethod
    def of(cls, root: Path, reader: WsgiClient) -> "Inspected":
        """The edition in force below a DATA folder."""
        folder = root / "editions/current"
        content = json.loads((folder / "content.json").read_bytes())
        return cls(folder.resolve(), reader, tuple(content["pages"]))

    def get(self, path: str, **headers: str) -> Reply:
        """What the reader answers; the path without the prefix."""
        return self.reader.get(PREFIX + path, **{"accept": "text/html"} | headers)

    def pages(self, *kinds: str) -> Iterator[InspectedPage]:
        """The pages of the edition, of those kinds or of all."""
        for entry in self.listed:
            if not kinds or entry["type"] in kinds:
                path = entry["url"].removeprefix(BASE_URL)
                body = (self.folder / path.strip("/") / "index.html").read_bytes()
                yield _parsed(path, entry["type"], body)

    def one(self, kind: str) -> InspectedPage:
        """The first page of a kind."""
        return next(self.pages(kind))

    def computed(self) -> list[InspectedPage]:
        """Search, report and an observation, as the reader makes them."""
        asked = COMPUTED | {"observation": self.observation()}
        return [self.asked(path, kind) for kind, path in asked.items()]

    def errors(self) -> list[InspectedPage]:
        """The pages for what is not there, for what is gone, and for a fault."""
        found = [self.asked(path, "error", status) for path, status in ERRORS.items()]
        body = (self.folder / "500.html").read_bytes()
        return [*found, _parsed("/500.html", "error", body)]

    def every(self) -> list[InspectedPage]:
        """Every page that a reader can meet, of every kind."""
        return [*self.pages(), *self.computed(), *self.errors()]

    def sample(self) -> list[InspectedPage]:
        """One page of each kind of the edition, and all that are computed."""
        kinds = dict.fromkeys(entry["type"] for entry in self.listed)
        return [*(self.one(kind) for kind in kinds), *self.computed(), *self.errors()]

    def asked(self, path: str, kind: str, status: int = 200) -> InspectedPage:
        """A page from the reader."""
        reply = self.get(path)
        assert reply.status == status, (path, reply.status)
        return _parsed(path, kind, reply.body)

    def observation(self) -> str:
        """The path of a published number."""
        rows = self.reader.get(f"{PREFIX}/data/governance-indicators/latest/rows.json?limit=1")
        return str(json.loads(rows.body)["items"][0]["id"])
