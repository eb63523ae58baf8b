"""The files that describe the whole site: page list, site map, robots, public key, error pages."""

import json
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from publishing.addresses import Addresses
from publishing.canonical import sha256_hex
from publishing.contract import Frame, Item, Link, StoredObject
from publishing.feeds import feeds
from publishing.moment import moment_text
from publishing.page_view import ErrorView
from publishing.render import render_page
from publishing.resource import BadSubmission, Resource

HTML = "text/html; charset=utf-8"
JSON = "application/json"
TEXT = "text/plain; charset=utf-8"
XML = "application/xml"

SITE_MAP_LIMIT = 50_000
"""The protocol's limit of addresses in one file."""

_ERRORS = (
    (
        404,
        "没有这个地址",
        "您要的页面不在这里：可能已经撤下，也可能地址写错了。",
        "可以用页面上方的搜索，也可以从首页、栏目或网站地图里找。",
    ),
    (
        500,
        "出了差错",
        "服务器处理这次请求时出了差错，已经公开的内容没有受影响。",
        "请过一会儿再试，或先看别的页面。",
    ),
)


def site_files(
    items: Sequence[Item], frame: Frame, addresses: Addresses, public_key_file: bytes
) -> list[Resource]:
    """All of them, for the items of one edition. Raises BadSubmission for a page without its twin."""
    return [
        Resource("/content.json", _content(items, addresses), JSON),
        *feeds(items, frame, addresses),
        Resource("/sitemap.xml", _site_map(items, addresses), XML),
        Resource("/robots.txt", _robots(addresses), TEXT),
        Resource("/edition/minisign.pub", public_key_file, TEXT),
        *(_error_page(frame, addresses, *error) for error in _ERRORS),
    ]


def _content(items: Iterable[Item], addresses: Addresses) -> bytes:
    """`/content.json`: `{"pages": [{type, title, url, twin, twin_sha256, published, modified}]}`, by path."""
    by_path = {item.path: item for item in items}
    pages = []
    for path, item in sorted(by_path.items()):
        if item.page is None:
            continue
        twin = by_path.get(f"{path}index.json")
        if twin is None:
            raise BadSubmission(f"页面“{path}”没有对应的 {path}index.json。")
        pages.append(
            {
                "type": item.page.type,
                "title": item.page.title,
                "url": addresses.absolute(path),
                "twin": addresses.absolute(twin.path),
                "twin_sha256": twin.body.plain.sha256
                if isinstance(twin.body, StoredObject)
                else sha256_hex(twin.body),
                "published": moment_text(item.published),
                "modified": moment_text(item.modified),
            }
        )
    return json.dumps({"pages": pages}, ensure_ascii=False).encode()


def _site_map(items: Iterable[Item], addresses: Addresses) -> bytes:
    listed = sorted((item for item in items if item.page and item.page.listed), key=lambda item: item.path)
    if len(listed) > SITE_MAP_LIMIT:
        raise BadSubmission(f"网站地图最多列 {SITE_MAP_LIMIT} 个页面，现在有 {len(listed)} 个。")
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for item in listed:
        address = escape(addresses.absolute(item.path))
        lines.append(f"<url><loc>{address}</loc><lastmod>{moment_text(item.modified)}</lastmod></url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()


def _robots(addresses: Addresses) -> bytes:
    """Everything may be read; searching and reporting are for people."""
    lines = (
        "User-agent: *",
        f"Disallow: {addresses.page('/search/')}",
        f"Disallow: {addresses.page('/report/')}",
        "",
        f"Sitemap: {addresses.absolute('/sitemap.xml')}",
        "",
    )
    return "\n".join(lines).encode()


def _error_page(
    frame: Frame, addresses: Addresses, status: int, title: str, message: str, advice: str
) -> Resource:
    view = ErrorView(
        path=f"/{status}.html",
        title=title,
        has_twin=False,
        template="pages/error.html",
        breadcrumbs=(Link("首页", "/"),),
        status=status,
        message=message,
        advice=advice,
    )
    return Resource(view.path, render_page(view, frame, addresses).encode(), HTML)
