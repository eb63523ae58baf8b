"""Rich text is clean whatever the database holds, and links lead somewhere or are unwrapped."""

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.rendering import Rendering
from cms.richtext import plain_text, public_html
from publishing.addresses import EditionAddresses
from publishing.contract import Link
from tests.cms.fixed_content import FixedContent

REL = ' rel="noopener noreferrer"'


def rendering(base_url: str = "https://example.gov.cn/zhili") -> Rendering:
    """A world in which only /deeds/ is public."""
    return Rendering(
        addresses=EditionAddresses(base_url, {}),
        pictures=cast(Any, SimpleNamespace()),
        attachments=cast(Any, SimpleNamespace()),
        home_path="/home/",
        as_of=date(2026, 1, 1),
        content=FixedContent({"/deeds/"}, {12: Link("好事", "/deeds/")}),
    )


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<p>居民<b>提出</b></p>", "<p>居民<b>提出</b></p>"),
        ('<p>x<script>alert(1)</script><img src="x" onerror="alert(1)"></p>', "<p>x</p>"),
        ('<p style="color:red" onclick="x()">y</p>', "<p>y</p>"),
        ('<a href="javascript:alert(1)">z</a>', "z"),
        ('<a href="/deeds/?from=x#top">好事</a>', f'<a href="/zhili/deeds/?from=x#top"{REL}>好事</a>'),
        ('<a href="/drafts/secret/">草稿</a>', "草稿"),
        ('<a href="https://example.gov.cn/zhili/deeds/">好事</a>', f'<a href="/zhili/deeds/"{REL}>好事</a>'),
        ('<a href="https://other.gov.cn/a">外</a>', f'<a href="https://other.gov.cn/a"{REL}>外</a>'),
        (
            '<a href="https://news.example.com/a">外</a>',
            f'<a class="outside" href="https://news.example.com/a"{REL}>外</a>',
        ),
        ('<a linktype="page" id="999999">没有的页</a>', "没有的页"),
    ],
)  # fmt: skip
def test_public_html(source: str, html: str, db: None) -> None:
    assert public_html(source, rendering()) == html


@given(st.text(alphabet="<>/=\"' abpscript:()&;", max_size=80))
def test_no_input_gives_script(source: str) -> None:
    html = public_html(source.replace("linktype", "").replace("embed", ""), rendering())
    assert "<script" not in html
    assert "javascript:" not in html.replace("&", "")


def test_plain_text() -> None:
    assert plain_text("<p>一</p><p>二 <b>三</b></p>") == "一 二 三"


def test_a_link_to_a_page_follows_it_and_is_recorded() -> None:
    world = rendering()
    links = (
        '<a id="12" linktype="page">好事</a>',
        '<a linktype="page" id="13">没公开</a>',
        '<a linktype="page">坏</a>',
    )
    source = f"<p>{'，'.join(links)}</p>"
    assert public_html(source, world) == f'<p><a href="/zhili/deeds/"{REL}>好事</a>，没公开，坏</p>'
    assert {("page_link", 12), ("page_link", 13)} <= world.reads
