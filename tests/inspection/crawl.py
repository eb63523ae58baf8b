"""Every page of an edition, followed link by link over HTTP."""

import json
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from tests.inspection.html_reading import PageRead, read
from tests.publishing.reader.wsgi_client import Reply

HOST = "http://127.0.0.1"
"""What links are resolved against; what begins so is ours."""
HEAVIEST = 150_000
"""Bytes of a page with its style sheets and scripts, decoded, without pictures."""
ELDER = re.compile(r"[?&]elder=[01]\b")
"""The same page again with its mark: that it answers is enough."""
UNLINKED = re.compile(r"/(404|500)\.html")
_IN_SHEET = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)["']?""")

Get = Callable[..., Reply]


@dataclass(slots=True)
class Crawl:
    """What was found; a fault begins with the page that has it."""

    base_url: str
    pages: dict[str, PageRead] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)
    dead: dict[str, list[str]] = field(default_factory=dict)
    """Addresses that do not answer 200, and the pages that lead there."""


def crawl(get: Get, paths: Sequence[str], base_url: str, also: Iterable[str] = ()) -> Crawl:
    """Reads the pages and whatever they lead to; every one of them must be reached from the home page by links.

    `base_url` is what the edition calls itself in absolute links; `also` are further addresses to try.
    """
    found = Crawl(base_url)
    also = tuple(also)
    waiting = deque([*paths, *also])
    while waiting:
        path = waiting.popleft()
        if path not in found.answers:
            waiting.extend(_visit(found, get, path))
    _walk_from_home(found)
    for path, page in found.pages.items():
        _judge(found, path, page)
    found.faults += [
        f"{target} answers {found.answers.get(target, 0)}, and {len(pages)} pages lead there, first {pages[0]}"
        for target, pages in found.dead.items()
    ]
    lost = [path for path in paths if path not in found.reached and not UNLINKED.fullmatch(path)]
    found.faults += [f"{path}: no page leads here" for path in lost]
    found.faults += [
        f"{path} is listed and answers {found.answers[path]}" for path in also if found.answers[path] != 200
    ]
    return found


def listed_addresses(get: Get, base_url: str) -> list[str]:
    """Our paths that the lists for programs give: sitemap, feeds, content.json, llms.txt."""
    files = [entry["path"] for entry in json.loads(get("/edition/manifest.json").body)["files"]]
    lists = [path for path in files if path.startswith("/feeds/")]
    lists += ["/sitemap.xml", "/content.json", "/llms.txt", "/robots.txt"]
    pattern = re.compile(re.escape(base_url) + r"""(/[^\s"'<>)\\]*)""")
    return sorted({path for name in lists for path in pattern.findall(get(name).text)})


def _visit(found: Crawl, get: Get, path: str) -> list[str]:
    reply = get(path, accept="text/html")
    found.answers[path] = reply.status
    found.sizes[path] = len(reply.body)
    kind = reply.headers.get("content-type", "")
    if kind.startswith("text/css"):
        targets = [urljoin(HOST + path, address) for address in _IN_SHEET.findall(reply.text)]
        found.pages[path] = PageRead(resources=targets)
    elif kind.startswith("text/html") and not ELDER.search(path):
        found.pages[path] = read(HOST + path, reply.text)
    else:
        return []
    page = found.pages[path]
    return [own for url in (*page.links, *page.resources) if (own := _own(found, url))]


def _own(found: Crawl, url: str) -> str:
    """The path on our site that an address stands for, without its fragment; empty for another host."""
    bare = urldefrag(url).url
    for start in (found.base_url, HOST):
        if bare == start or bare.startswith(start + "/"):
            return bare.removeprefix(start) or "/"
    return ""


def _walk_from_home(found: Crawl) -> None:
    waiting = deque(["/"])
    while waiting:
        path = waiting.popleft()
        if path in found.reached:
            continue
        found.reached.add(path)
        page = found.pages.get(path)
        waiting.extend(own for url in (page.links if page else []) if (own := _own(found, url)))


def _judge(found: Crawl, path: str, page: PageRead) -> None:
    say = found.faults.append
    for fault in page.faults:
        say(f"{path}: {fault}")
    for name, times in Counter(page.ids).items():
        if times > 1 or not name or " " in name:
            say(f"{path}: id {name!r} × {times}")
    for url in page.resources:
        if urlsplit(url).scheme in {"http", "https"} and not _own(found, url):
            say(f"{path}: loads {url} from another host")
    for url in dict.fromkeys((*page.links, *page.resources)):
        _judge_link(found, path, url)
    if page.headings:
        found.weights[path] = weight = found.sizes[path] + _loaded(found, page, set())
        if weight > HEAVIEST:
            say(f"{path}: weighs {weight} bytes")


def _judge_link(found: Crawl, path: str, url: str) -> None:
    own = _own(found, url)
    if not own:
        if not url.startswith(("https:", "http:", "mailto:", "tel:")):
            found.faults.append(f"{path}: odd address {url}")
        return
    if found.answers.get(own, 0) != 200:
        found.dead.setdefault(own, []).append(path)
    fragment = unquote(urldefrag(url).fragment)
    target = found.pages.get(own)
    if fragment and fragment != "top" and target and fragment not in target.ids:
        found.faults.append(f"{path}: nothing has the id {fragment} on {own}")


def _loaded(found: Crawl, page: PageRead, seen: set[str]) -> int:
    """Bytes of the style sheets and scripts of a page, each once, with what the sheets import."""
    total = 0
    for url in page.resources:
        own = _own(found, url)
        if own in seen or not own.endswith((".css", ".js")):
            continue
        seen.add(own)
        total += found.sizes.get(own, 0)
        if own in found.pages:
            total += _loaded(found, found.pages[own], seen)
    return total
