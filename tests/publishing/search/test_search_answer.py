"""`/search/` as visitors meet it: a page for every question, and nothing but pages."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from pytest_django import Settings

from publishing.contract import Item
from publishing.search.index_file import NAME
from tests.publishing.edition_world import World, items, page
from tests.publishing.reader.conftest import client_of
from tests.publishing.reader.wsgi_client import WsgiClient
from tests.publishing.search.test_pages_index import ODD

PREFIX = "/zhili"


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An edition below a prefix with 25 pages about benches."""
    made = World.make(tmp_path)
    benches = (page(f"/deeds/bench-{number}/", f"第{number}张长椅", day=number) for number in range(25))
    build(made, *(item for some in benches for item in some))
    return made


def build(world: World, *some: Item, minutes: int = 0) -> None:
    """The next edition, below the prefix."""
    submission = world.submission(*some)
    frame = replace(submission.frame, base_url=f"http://127.0.0.1:8000{PREFIX}")
    world.build(replace(submission, frame=frame), minutes=minutes)


@pytest.fixture
def reader(world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> WsgiClient:
    return client_of(world.folder.root, settings, monkeypatch)


def ask(reader: WsgiClient, query: str) -> str:
    """The text of the page for a query string."""
    reply = reader.get(f"{PREFIX}/search/?{query}")
    assert (reply.status, reply.headers["content-type"]) == (200, "text/html; charset=utf-8"), query
    return reply.text


def results(text: str) -> list[str]:
    """Where the results lead."""
    return re.findall(r'<h2><a href="([^"]+)"', text)


def test_results_with_pages_of_ten(reader: WsgiClient) -> None:
    first, last = ask(reader, f"q={quote('长椅')}"), ask(reader, f"q={quote('长椅')}&page=3")
    assert "找到 25 条" in first and "第 1 至 10 条" in first and "第 21 至 25 条" in last
    assert len(results(first)) == 10 and len(results(last)) == 5
    assert all(path.startswith(f"{PREFIX}/deeds/bench-") for path in results(first))
    assert "<mark>长椅</mark>" in first and 'start="21"' in last
    assert f'href="{PREFIX}/search/?q={quote("长椅")}&amp;page=2" rel="next"' in first
    seen = {path for number in (1, 2, 3) for path in results(ask(reader, f"q={quote('长椅')}&page={number}"))}
    assert len(seen) == 25


def test_every_way_on_leads_somewhere(reader: WsgiClient) -> None:
    text = ask(reader, f"q={quote('长椅')}&sort=date&page=2&elder=1")
    links = {unescape(link) for link in re.findall(rf'href="({PREFIX}/search/[^"]*)"', text)}
    assert len(links) == 5
    for link in links:
        reply = reader.get(link)
        assert reply.status == 200 and "找到 25 条" in reply.text
        assert 'data-elder="1"' in reply.text and "elder=1" in link, "the elder mode goes along"
    assert f'href="?q={quote("长椅")}&amp;sort=date&amp;page=2&amp;elder=0"' in text


def test_what_cannot_be_done_is_said(reader: WsgiClient) -> None:
    text = ask(reader, f"q={quote('长椅')}&type=cats&sort=size&page=99&from=wechat")
    assert "没有“cats”这一类" in text and "没有“size”这种排序" in text and "没有第 99 页" in text
    assert "第 21 至 25 条" in text
    for page_number in ("0", "-1", "x", "9" * 5000, "²"):
        assert "第 1 至 10 条" in ask(reader, f"q={quote('长椅')}&page={quote(page_number)}")


def test_nothing_found_is_helpful(reader: WsgiClient) -> None:
    text = ask(reader, f"q={quote('长椅滑梯')}")
    assert "没有找到结果" in text and 'role="status"' in text
    assert f'<a href="{PREFIX}/search/?q={quote("长椅")}">长椅</a> <small>25 条</small>' in text
    assert f'href="{PREFIX}/report/"' in text and f'href="{PREFIX}/deeds/"' in text


def test_without_a_question_there_are_hints(reader: WsgiClient) -> None:
    for query in ("", "q=", "q=%20", "type=deed"):
        text = ask(reader, query)
        assert "可以搜本站公开的每一个页面" in text and 'role="status"' not in text.partition("<main")[2]
    assert "没有文字或数字" in ask(reader, f"q={quote('，。！')}")


@pytest.mark.parametrize("text", ODD, ids=lambda text: repr(text)[:20])
def test_every_odd_query_gets_a_page(reader: WsgiClient, text: str) -> None:
    for query in (
        quote(text, errors="surrogatepass"),
        text.encode("utf-8", "surrogatepass").decode("latin-1"),
    ):
        shown = ask(reader, f"q={query}")
        assert len(shown.encode()) < 60_000
        assert shown.count("<script") == ask(reader, "").count("<script")


def test_markup_in_a_question_stays_text(reader: WsgiClient) -> None:
    text = ask(reader, f"q={quote('<script>alert(1)</script>长椅')}&type={quote('<b>')}")
    assert "<script>alert" not in text and "<b>”" not in text and "&lt;script&gt;alert(1)" in text


def test_methods_headers_and_conditions(reader: WsgiClient) -> None:
    address = f"{PREFIX}/search/?q={quote('长椅')}"
    reply = reader.get(address)
    assert reader.head(address).headers == reply.headers and reader.head(address).body == b""
    assert reader.get(address, if_none_match=reply.headers["etag"]).status == 304
    assert reader.ask("POST", address).status == 405 and reader.ask("OPTIONS", address).status == 204
    assert reader.get(f"{PREFIX}/search/x").status == 404
    assert "access-control-allow-origin" not in reply.headers


def test_a_new_edition_is_searched_at_once(reader: WsgiClient, world: World) -> None:
    assert "没有找到结果" in ask(reader, f"q={quote('滑梯')}")
    build(world, *page("/deeds/slide/", "滑梯"), minutes=1)
    assert results(ask(reader, f"q={quote('滑梯')}")) == [f"{PREFIX}/deeds/slide/"]


@pytest.mark.parametrize("fault", ["lost", "cut", "garbage"])
def test_a_damaged_index_is_owned_up_to(reader: WsgiClient, world: World, fault: str) -> None:
    file = world.folder.current / NAME
    data = file.read_bytes()
    file.unlink()
    if fault != "lost":
        file.write_bytes(data[: 2 * 4096] if fault == "cut" else b"x" * len(data))
    reply = reader.get(f"{PREFIX}/search/?q={quote('长椅')}")
    assert (
        reply.status == 200
        and "搜索现在用不了" in reply.text
        and reply.headers["cache-control"] == "no-store"
    )
    file.unlink(missing_ok=True)
    file.write_bytes(data)
    assert "找到 25 条" in ask(reader, f"q={quote('长椅')}"), "once mended it works without a restart"


def test_the_usual_pages_are_found(reader: WsgiClient) -> None:
    for item in items():
        if item.page is not None:
            assert f"{PREFIX}{item.path}" in results(ask(reader, f"q={quote(item.page.title)}"))
