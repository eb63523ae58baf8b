"""What is new in a section, as Atom and as JSON Feed 1.1. Times come from the pages, never from the clock."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from django.utils.feedgenerator import Atom1Feed

from publishing.addresses import Addresses
from publishing.contract import Frame, Item, PageFacts
from publishing.moment import moment_text, shanghai
from publishing.resource import Resource

NEWEST = 50
"""Entries in a feed; older ones are in the section's list and in the site map."""

ATOM = "application/atom+xml; charset=utf-8"
# Pasting from a PDF brings such characters along, and one of them would stop every build.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

JSON_FEED = "application/feed+json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class _Entry:
    item: Item
    facts: PageFacts


@dataclass(frozen=True, slots=True)
class _Feed:
    """One section: its page, and its newest pages."""

    slug: str
    title: str
    home: str
    """Path of the section's page."""
    updated: datetime
    entries: tuple[_Entry, ...]


class _AtomFeed(Atom1Feed):
    """Django's feed says the present moment where there is no entry; this one says the section's own."""

    def latest_post_date(self) -> datetime:
        """When anything in the feed last changed."""
        moment: datetime = self.feed["updated"]
        return moment


def feeds(items: Iterable[Item], frame: Frame, addresses: Addresses) -> list[Resource]:
    """`/feeds/{section}.atom` and `.json` for every section: of its own page, or named by a page in it."""
    made = []
    for feed in _feeds([_Entry(item, item.page) for item in items if item.page], frame):
        made.append(Resource(f"/feeds/{feed.slug}.atom", _atom(feed, frame, addresses), ATOM))
        made.append(Resource(f"/feeds/{feed.slug}.json", _json_feed(feed, frame, addresses), JSON_FEED))
    return made


def _feeds(pages: Sequence[_Entry], frame: Frame) -> list[_Feed]:
    sections = {_slug(page.item.path): page for page in pages if page.facts.type == "section"}
    slugs = sorted(sections.keys() | {page.facts.section for page in pages if page.facts.section})
    return [_feed(slug, sections.get(slug), pages, frame) for slug in slugs]


def _slug(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _feed(slug: str, section: _Entry | None, pages: Sequence[_Entry], frame: Frame) -> _Feed:
    own = [page for page in pages if page.facts.section == slug]
    newest = sorted(own, key=lambda page: page.item.path)
    newest.sort(key=lambda page: page.item.published, reverse=True)
    dated = [*own, section] if section else own
    return _Feed(
        slug=slug,
        title=f"{section.facts.title if section else slug} - {frame.site_name}",
        home=section.item.path if section else "/",
        updated=shanghai(max(page.item.modified for page in dated)),
        entries=tuple(newest[:NEWEST]),
    )


def _atom(feed: _Feed, frame: Frame, addresses: Addresses) -> bytes:
    writer = _AtomFeed(
        title=_xml(feed.title),
        link=addresses.absolute(feed.home),
        description=None,
        language="zh-CN",
        author_name=frame.organ or frame.site_name,
        feed_url=addresses.absolute(f"/feeds/{feed.slug}.atom"),
        feed_guid=addresses.absolute(f"/feeds/{feed.slug}.atom"),
        updated=feed.updated,
    )
    for entry in feed.entries:
        address = addresses.absolute(entry.item.path)
        writer.add_item(
            title=_xml(entry.facts.title),
            link=address,
            # Django declares summaries as HTML, and ours are plain text.
            description=escape(_xml(entry.facts.summary)),
            unique_id=address,
            pubdate=shanghai(entry.item.published),
            updateddate=shanghai(entry.item.modified),
        )
    output = BytesIO()
    writer.write(output, "utf-8")
    return output.getvalue()


def _xml(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("", text)


def _json_feed(feed: _Feed, frame: Frame, addresses: Addresses) -> bytes:
    document: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": addresses.absolute(feed.home),
        "feed_url": addresses.absolute(f"/feeds/{feed.slug}.json"),
        "language": "zh-CN",
        "authors": [{"name": frame.organ or frame.site_name}],
        "items": [_json_entry(entry, addresses) for entry in feed.entries],
    }
    return json.dumps(document, ensure_ascii=False).encode()


def _json_entry(entry: _Entry, addresses: Addresses) -> dict[str, str]:
    address = addresses.absolute(entry.item.path)
    return {
        "id": address,
        "url": address,
        "title": entry.facts.title,
        "content_text": entry.facts.summary or entry.facts.title,
        "date_published": moment_text(entry.item.published),
        "date_modified": moment_text(entry.item.modified),
    }
