"""The edition of the seed, read as a visitor does: every page is well made and every link leads somewhere."""

import json
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urldefrag

import pytest
from pytest_django import Settings

from cms.publish import publish
from cms.seeding import add_demo
from cms.signing import data_folder
from tests.publishing.reader.conftest import client_of
from tests.publishing.reader.wsgi_client import WsgiClient

PREFIX = "/zhili"
HOST = "http://127.0.0.1:8000"
ABSOLUTE = {"canonical"}
"""Kinds of link that name the host; all others are root-relative."""
OWN = (HOST, "/", "#", "?")


class Page(HTMLParser):
    """What a page refers to and how it is headed."""

    def __init__(self, text: str) -> None:
        """Reads the page."""
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.pictures_without_text = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element."""
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [
            (found.get("rel") or "", found[name] or "") for name in ("href", "src", "action") if name in found
        ]
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        self.pictures_without_text += tag == "img" and "alt" not in found


@pytest.fixture
def reader(seeded: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> WsgiClient:
    """The reader over an edition of the seed and some sample records, below a prefix."""
    settings.BASE_URL = HOST + PREFIX
    add_demo(12)
    publish()
    return client_of(data_folder().root, settings, monkeypatch)


def pages(reader: WsgiClient) -> dict[str, str]:
    """Every page of the edition, every observation, and the page for what is not there, by path."""
    listed = [entry["path"] for entry in json.loads(reader.get("/edition/manifest.json").body)["files"]]
    paths = [path for path in listed if path.endswith(("/", ".html"))]
    rows = json.loads(reader.get("/data/governance-indicators/latest/rows.json").body)
    paths += [row["id"] for row in rows["items"]] + ["/nothing/"]
    return {path: reader.get(PREFIX + path, accept="text/html").text for path in paths}


def test_every_page_is_well_made_and_every_link_leads_somewhere(reader: WsgiClient) -> None:
    found = pages(reader)
    assert len(found) > 200
    targets: dict[str, str] = {}
    for path, text in found.items():
        page = Page(text)
        assert page.headings[0] == 1 and page.headings.count(1) == 1, path
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(below <= above + 1 for above, below in steps), (path, page.headings)
        assert [name for name, times in Counter(page.ids).items() if times > 1] == [], path
        assert page.pictures_without_text == 0, path
        for rel, link in page.links:
            if not link.startswith(OWN):
                assert link.startswith(("https:", "mailto:", "tel:")), (path, link)
                continue
            target, fragment = urldefrag(link)
            assert not fragment or target or fragment in page.ids, (path, link)
            assert link.startswith(HOST) == (rel in ABSOLUTE), (path, rel, link)
            target = target.removeprefix(HOST)
            assert target.startswith((PREFIX + "/", "?")) or not target, (path, link)
            targets.setdefault(target, path)
    for target, path in targets.items():
        if target.startswith("/"):
            assert reader.get(target, accept="text/html").status == 200, (path, target)
