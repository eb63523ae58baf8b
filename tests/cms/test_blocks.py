"""What each block shows to readers, and what it leaves out."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup

from cms.models.blocks import TEXT_FEATURES
from cms.views.body import body_html
from cms.views.body.links import size_text
from tests.cms.block_world import STREAM, attachment, html_of, picture, rendering


def body(*blocks: tuple[str, Any]) -> str:
    """Several blocks, given as values or as stored before headings had a level."""
    return body_html(
        STREAM.to_python([{"type": kind, "value": value} for kind, value in blocks]), rendering()
    )


def test_headings_have_two_levels_and_none_is_skipped() -> None:
    html = body(
        ("heading", {"text": "先", "level": "h3"}),
        ("heading", "旧的"),
        ("heading", {"text": "细目", "level": "h3"}),
    )
    assert html == "<h2>先</h2>\n<h2>旧的</h2>\n<h3>细目</h3>"


def test_a_heading_is_text_and_not_markup() -> None:
    assert html_of("heading", "<script>x</script>") == "<h2>&lt;script&gt;x&lt;/script&gt;</h2>"


def test_a_heading_with_an_unknown_level_is_of_the_first() -> None:
    assert body(("heading", {"text": "甲", "level": "script"})) == "<h2>甲</h2>"


def test_invisible_characters_go() -> None:
    assert html_of("heading", "从 PDF\x0b来\x00的") == "<h2>从 PDF来的</h2>"


def test_rich_text_offers_no_documents_and_no_quotations() -> None:
    """A link to a document would lead to the desk's uploads; a quotation says whose it is."""
    assert TEXT_FEATURES == ["bold", "ol", "ul", "link"]
    assert (
        html_of("paragraph", '<p>见<a href="/desk/uploads/documents/x.pdf">附件</a></p>') == "<p>见附件</p>"
    )


def test_a_quotation_says_whose_words_they_are() -> None:
    soup = BeautifulSoup(html_of("quotation", {"text": "一\n<b>二</b>", "source": "某单位"}), "html.parser")
    assert soup.select_one("figure > blockquote > p").decode_contents() == "一<br/>&lt;b&gt;二&lt;/b&gt;"  # type: ignore[union-attr]
    assert soup.select_one("figure > figcaption").text == "某单位"  # type: ignore[union-attr]


def test_a_timeline_is_a_list_of_dated_entries() -> None:
    entries = [
        {"period": "2024", "text": "提出"},
        {"period": "2024-S2", "text": "商量"},
        {"period": "2025-06-01", "text": "开工"},
        {"period": "不知道", "text": "从前的资料"},
    ]
    soup = BeautifulSoup(html_of("timeline", {"entries": entries, "checked": False}), "html.parser")
    assert [item.get_text(" ", strip=True) for item in soup.select("ol > li")] == [
        "2024年 提出", "2024年下半年 商量", "2025年6月1日 开工", "不知道 从前的资料"
    ]  # fmt: skip
    assert [time["datetime"] for time in soup.select("time")] == ["2024", "2025-06-01"], (
        "HTML knows no half-years"
    )
    assert html_of("timeline", {"entries": [], "checked": False}) == ""


def page(key: int) -> Any:
    """A page of ours; the one of key 5 is public, at /deeds/."""
    return SimpleNamespace(pk=key, title="好事")


def button(**value: Any) -> str:
    """The HTML of a button."""
    return html_of("button", {"label": "去看看", "page": None, "url": ""} | value)


def test_a_button_leads_to_a_public_page_under_the_prefix() -> None:
    assert button(page=page(5)) == '<p class="go"><a href="/zhili/deeds/">去看看</a></p>\n'


def test_a_button_to_another_host_names_it() -> None:
    html = button(url="https://www.example.com/a?b=1&c=2")
    assert 'href="https://www.example.com/a?b=1&amp;c=2" rel="noopener noreferrer"' in html
    assert "外站 www.example.com" in html


def test_a_button_with_our_own_address_stays_here() -> None:
    html = button(url="https://example.gov.cn/zhili/deeds/")
    assert 'href="/zhili/deeds/"' in html and "外站" not in html


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"page": page(6)},
        {"url": "http://www.example.com/"},
        {"url": "javascript:alert(1)"},
    ],
)
def test_a_button_that_leads_nowhere_is_left_out(value: dict[str, Any]) -> None:
    assert button(**value) == ""


def test_a_button_records_the_page_that_it_read() -> None:
    world = rendering()
    html_of("button", {"label": "去", "page": page(5), "url": ""}, world)
    assert world.reads == {("page_link", 5)}


def photo(title: str = "tu", caption: str = "") -> dict[str, Any]:
    """The value of a picture block."""
    return {"image": picture(title), "alternative": f"{title}上的树", "caption": caption}


def test_a_picture_has_words_for_those_who_do_not_see_it() -> None:
    html = html_of("picture", photo(caption="图注"))
    assert 'alt="tu上的树"' in html and "图注　社区供图" in html


def test_a_gallery_shows_what_is_still_there() -> None:
    gone = {"image": None, "alternative": "没有了", "caption": ""}
    html = html_of("gallery", {"pictures": [photo("a"), gone, photo("b")], "caption": "总说明"})
    assert re.findall(r'src="([^"]+)"', html) == ["/zhili/media/a.jpg", "/zhili/media/b.jpg"]
    assert html.count("<figure") == 3 and "<figcaption>总说明</figcaption>" in html
    assert html_of("gallery", {"pictures": [gone, gone], "caption": "总说明"}) == ""


def test_a_drawing_says_that_it_is_drawn_and_one_that_no_longer_ships_is_left_out() -> None:
    assert "示意图" in html_of("drawing", {"name": "wenzheng-after", "caption": ""})
    value = STREAM.child_blocks["drawing"].normalize({"name": "wenzheng-after", "caption": ""})
    value["name"] = "gone"
    assert html_of("drawing", value) == ""


@pytest.mark.parametrize(
    ("title", "own", "shown"),
    [
        ("报名表", "", "报名表"),
        ("名单.PDF", "", "名单"),
        (".pdf", "", ".pdf"),
        ("报名表", "2026 年报名表", "2026 年报名表"),
        ('"><b>', "", "&quot;&gt;&lt;b&gt;"),
    ],
)  # fmt: skip
def test_an_attachment_is_a_download_with_kind_and_size(title: str, own: str, shown: str) -> None:
    html = html_of("attachment", {"attachment": attachment(title), "title": own})
    assert f'<a href="/zhili/files/1a2b3c4d/x.pdf" download="{shown}.pdf">附件：{shown}<' in html
    assert "（PDF，1.2 MB）" in html


def test_an_attachment_that_is_gone_or_not_public_is_left_out() -> None:
    assert html_of("attachment", {"attachment": None, "title": ""}) == ""
    assert html_of("attachment", {"attachment": attachment("内部"), "title": "公开的名称"}) == ""


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 字节"), (999, "999 字节"), (1000, "1.0 KB"), (9_949, "9.9 KB"), (9_950, "10 KB"), (999_499, "999 KB"),
     (999_500, "1.0 MB"), (1_234_567, "1.2 MB"), (31_457_280, "31 MB")],
)  # fmt: skip
def test_sizes_are_read_at_a_glance(size: int, text: str) -> None:
    assert size_text(size) == text


def test_nothing_needs_what_the_public_policy_blocks(db: None) -> None:
    """No inline style, no script, no handler."""
    for name in STREAM.child_blocks.keys() - {"attachment", "indicator"}:
        html = html_of(name, STREAM.child_blocks[name].get_preview_value())
        assert html and not re.search(r"<script|style=|\son\w+=", html), name
