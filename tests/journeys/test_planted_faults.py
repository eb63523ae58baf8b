"""The inspection itself: each fault, planted in a page that is well otherwise, is found."""

from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser

from tests.inspection import axe, layout, nu_html
from tests.inspection.crawl import crawl
from tests.inspection.keyboard import walk
from tests.inspection.modes import PHONE
from tests.inspection.open_page import opened
from tests.publishing.reader.wsgi_client import Reply

GOOD = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>好页</title><link rel="icon" href="/icon.svg">
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/good.css"></head>
<body><a href="#content" class="skip">跳到正文</a><header><a href="/">首页</a></header>
<main id="content"><h1>好页</h1><p>正文。</p><!-- here --></main></body></html>"""
SHEET = "a,button{display:inline-block;min-width:48px;min-height:48px}:focus-visible{outline:3px solid #900}"


class _Handler(BaseHTTPRequestHandler):
    body = GOOD

    def do_GET(self) -> None:
        kinds = {
            "/": ("text/html", self.body),
            "/good.css": ("text/css", SHEET),
            "/icon.svg": ("image/svg+xml", _ICON),
        }
        kind, text = kinds.get(self.path, ("text/plain", ""))
        self.send_response(200 if text else 404)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *words: object) -> None:
        """Say nothing."""


_ICON = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


@pytest.fixture
def planted() -> Iterator[str]:
    """A site of one page; a test puts its fault into the handler."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    _Handler.body = GOOD
    server.shutdown()
    thread.join()
    server.server_close()


def seen(browser: Browser, site: str) -> str:
    """All that the checks in the browser have to say, in one text."""
    with opened(browser, site, "/", width=PHONE) as shown:
        page = shown.page
        said = [
            *axe.violations(page),
            *layout.small_targets(page, selectors="a, button"),
            *layout.over_the_text(page),
        ]
        said += [*layout.restless(page), *walk(page).faults, *shown.faults]
        page.set_viewport_size({"width": layout.NARROWEST, "height": 640})
        return "\n".join(said + layout.sideways(page))


@pytest.mark.journey
@pytest.mark.debian
def test_nothing_is_said_of_a_good_page(planted: str, browser: Browser) -> None:
    assert seen(browser, planted) == ""


@pytest.mark.journey
@pytest.mark.debian
@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ('<img src="/icon.svg" width="9" height="9">', "image-alt"),
        ('<p style="color:#aaa;background:#fff">看不清</p>', "color-contrast"),
        (
            '<button style="min-width:9px;min-height:9px;padding:0;font-size:6px">小</button>',
            "button “小” is 1",
        ),
        ('<p style="width:400px">宽</p>', "scrolls sideways by"),
        ('<div style="position:fixed;top:9px;left:9px">浮窗</div>', "stays over the text"),
        ("<marquee>滚动</marquee>", "marquee"),
        ('<img alt="" src="http://127.0.0.2:9/x.png" width="9" height="9">', "another host"),
        ('<script src="/none.js"></script>', "/none.js answers 404"),
        ("<script>console.warn('旧接口')</script>", "console: 旧接口"),
        ("<script>nothing()</script>", "script: "),
        ('<a href="/" style="outline:0">没有焦点</a>', "shows no focus"),
        ('<a href="/" style="outline:3px solid #eee">淡</a>', "focus ring has a contrast of 1."),
        ('<a href="/" tabindex="3">插队</a>', "jumps the order"),
        ('<a href="/" style="position:absolute;left:-999px">藏</a>', "out of sight"),
        ('<button onkeydown="event.preventDefault()">陷阱</button><a href="/">后</a>', "in the text"),
    ],
)
def test_a_fault_is_found_in_the_browser(planted: str, browser: Browser, fault: str, told: str) -> None:
    _Handler.body = GOOD.replace("<!-- here -->", fault)
    assert told in seen(browser, planted)


def answer(bodies: dict[str, str], path: str, **headers: str) -> Reply:
    """A site of a few pages, in memory."""
    kind = "text/css" if path.endswith(".css") else "text/html"
    body = bodies.get(path)
    return Reply(200 if body is not None else 404, {"content-type": kind}, (body or "").encode())


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ('<a href="/none/">断</a>', "/none/ answers 404"),
        ('<a href="#none">断</a>', "nothing has the id none"),
        ('<a href="/other/#none">断</a>', "nothing has the id none on /other/"),
        ('<a href="">空</a>', "empty address"),
        ('<a href="javascript:x()">脚本</a>', "odd address"),
        ('<p id="content">二</p>', "id 'content' × 2"),
        ('<img src="/icon.svg" width="9" height="9">', "no alternative text"),
        ('<img src="/icon.svg" alt="">', "picture without size"),
        ('<script src="https://cdn.example.com/x.js"></script>', "from another host"),
        ('<video autoplay src="/icon.svg"></video>', "<video> moves or sounds"),
        ('<p style="top:0">内联</p>', "style or script inside <p>"),
        ("<p>" + "重" * 50_001 + "</p>", "weighs"),
    ],
)
def test_a_fault_is_found_by_the_crawl(fault: str, told: str) -> None:
    bodies = {
        "/good.css": SHEET,
        "/icon.svg": "x",
        "/other/": GOOD.replace("</h1>", '</h1><a href="/">回</a>'),
    }
    bodies["/"] = GOOD.replace("<!-- here -->", '<a href="/other/">另一页</a>')
    assert crawl(partial(answer, bodies), ["/", "/other/"], "https://x.example").faults == []
    bodies["/"] = GOOD.replace("<!-- here -->", f'<a href="/other/">另一页</a>{fault}')
    assert told in "\n".join(crawl(partial(answer, bodies), ["/", "/other/"], "https://x.example").faults)


def test_a_page_that_nobody_links_to_is_told() -> None:
    bodies = {"/": GOOD, "/good.css": SHEET, "/icon.svg": "x", "/lost/": GOOD}
    assert crawl(partial(answer, bodies), ["/", "/lost/"], "https://x.example").faults == [
        "/lost/: no page leads here"
    ]


@pytest.mark.debian
def test_bad_html_is_found(tmp_path: Path) -> None:
    bodies = {"/": GOOD, "/bad/": GOOD.replace("<!-- here -->", "<p><h2>错</p>")}
    files = nu_html.keep(partial(answer, bodies), bodies, tmp_path / "pages")
    [first, *_] = found = nu_html.errors(tmp_path / "pages", files)
    assert found and "/bad/:" in first
