"""The frame on a page: codes only where they are set, the accent and the emblem, and frames of earlier editions."""

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from publishing.contract import Catalogue, Frame
from publishing.frame_file import FrameFile, frame_file_bytes, load_frame_file
from publishing.reader.elder import mark
from publishing.templatetags.frame_parts import POLICE_RECORDS, police_record
from tests.publishing.data_page_samples import VIEWS
from tests.publishing.page_reading import PREFIX, html, meta, one, page
from tests.publishing.page_samples import DEED_VIEW, FRAME

FULL = replace(
    FRAME,
    accent="water",
    emblem="/media/0123.png",
    icp_number="黑ICP备2026000001号-1",
    police_number="黑公网安备 23082202000017号",
    site_code="2308220017",
    footer_note="工作日值守",
    undertaker="示例中心",
    address="示例镇示例街 1 号",
    conac_url="https://bszs.conac.cn/sitename?method=show&id=17",
    conac_mark="/media/4567.png",
)
LATER = (
    "accent", "emblem", "icp_number", "police_number", "site_code", "footer_note",
    "undertaker", "address", "conac_url", "conac_mark",
)  # fmt: skip
"""Values that frames did not have at first."""


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.template}{view.path}")
def test_every_page_carries_what_is_set(view: Any) -> None:
    """Numbers lead to the records of those who gave them; the code of the site is the same in head and foot."""
    soup = page(view, FULL)
    registered = one(soup, "footer .registered")
    links = {str(link["href"]): link.text for link in registered.select("a")}
    assert links == {
        "https://beian.miit.gov.cn/": "黑ICP备2026000001号-1",
        f"{POLICE_RECORDS}23082202000017": "黑公网安备 23082202000017号",
    }
    assert "2308220017" in registered.text and "工作日值守" in registered.text
    assert meta(soup)["SiteIDCode"] == "2308220017"
    emblem = one(soup, ".site-name img")
    assert (emblem["src"], emblem["alt"]) == ("/zhili/media/0123.png", "")
    assert not soup.select(".site-name .seal-mark") and one(soup, "main .seal .seal-mark")
    assert one(soup, "html")["data-accent"] == "water"


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.template}{view.path}")
def test_nothing_stands_for_what_is_not_set(view: Any) -> None:
    """No empty box, no label without a value, no number that nobody gave."""
    soup = page(view, replace(FRAME, contact="", organ=""))
    footer = one(soup, "footer")
    assert not footer.select(".registered, a[href*=beian]")
    for word in ("备案", "标识", "主办单位", "承办单位", "地址"):
        assert word not in footer.text
    contact = one(footer, "dl > div:first-child")
    assert contact.text == "联系方式在线留言", "a footer must name a way to reach us, and there is one"
    assert str(one(contact, "a")["href"]).startswith(f"{PREFIX}/report/?page=")
    assert "SiteIDCode" not in meta(soup)
    assert one(soup, ".site-name .seal-mark") and not soup.select(".site-name img")
    assert one(soup, "html")["data-accent"] == "cinnabar"


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.template}{view.path}")
def test_the_footer_has_every_item_in_its_order(view: Any) -> None:
    """The order in which inspectors look for them; the page's own address goes along to 找错."""
    footer = one(page(view, FULL), "footer")
    mark_of_the_site = one(footer, ".site-mark a")
    assert mark_of_the_site["href"] == FULL.conac_url
    assert one(mark_of_the_site, "img")["alt"] == "网站标识" and "outside" not in str(mark_of_the_site)
    order = [
        "class=\"site-mark\"", "找错", "主办单位", "承办单位", "联系方式", "地址", "网站标识码",
        "黑ICP备", "黑公网安备", "网站地图", "关于本站",
    ]  # fmt: skip
    places = [str(footer).find(word) for word in order]
    assert -1 not in places and places == sorted(places), dict(zip(order, places, strict=True))
    report = [str(link["href"]) for link in footer.select("a[data-report]")]
    assert report == [f"{PREFIX}/report/?page={quote(view.path, safe='')}"]


def test_a_mark_without_its_picture_is_words() -> None:
    mark_of_the_site = one(page(DEED_VIEW, replace(FULL, conac_mark="")), ".site-mark a")
    assert mark_of_the_site.text == "网站标识" and not mark_of_the_site.select("img")


@pytest.mark.parametrize("name", ["icp_number", "police_number", "site_code", "footer_note"])
def test_each_stands_alone(name: str) -> None:
    """One of them brings none of the others, and no empty list."""
    value = getattr(FULL, name)
    registered = one(page(DEED_VIEW, replace(FRAME, **{name: value})), "footer .registered")
    assert registered.text.split("网站标识码")[-1].strip() == value
    assert all(part.text.strip() for part in registered.find_all(True))


def test_the_browsers_bar_has_the_colour_of_the_band() -> None:
    colours = {
        accent: [
            tag["content"]
            for tag in page(DEED_VIEW, replace(FRAME, accent=accent)).select("[name=theme-color]")
        ]
        for accent in ("cinnabar", "leaf", "nonesuch")
    }
    assert colours["cinnabar"] == ["#8c1712", "#5d120e"] == colours["nonesuch"]
    assert colours["leaf"] == ["#234f33", "#183a25"]


def test_large_print_keeps_the_accent() -> None:
    """The reader adds its mark to the same element."""
    text = mark(html(DEED_VIEW, FULL).encode()).decode()
    assert text.startswith('<!DOCTYPE html>\n<html data-elder="1" lang="zh-CN" data-accent="water">\n')
    assert text.count("<html") == 1


def test_values_are_escaped() -> None:
    """A value is text, whatever it looks like."""
    evil = '"><script>alert(1)</script>'
    values: dict[str, Any] = dict.fromkeys([*LATER, "site_name", "contact", "organ", "strapline"], evil)
    soup = page(DEED_VIEW, replace(FRAME, **values))
    assert not [script for script in soup.select("script:not([type])") if not script.get("src")]
    assert not soup.select("footer a[href*=mps]"), "without its digits a number leads nowhere"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("黑公网安备23082202000017号", "23082202000017"),
        ("黑公网安备 23082202000017 号", "23082202000017"),
        ("23082202000017", "23082202000017"),
    ],
)
def test_the_record_is_found_by_its_digits(number: str, code: str) -> None:
    assert police_record(number) == POLICE_RECORDS + code


@pytest.mark.parametrize(
    "number", ["", "黑公网安备号", "黑公网安备2308220200001号", "黑公网安备230822020000171号"]
)
def test_other_numbers_have_no_record(number: str) -> None:
    assert police_record(number) == ""


def test_a_frame_made_before_these_values_is_read(tmp_path: Path) -> None:
    """The reader must serve the edition in force after an update of the software."""
    written = json.loads(frame_file_bytes(FrameFile(FRAME, Catalogue((), ()), {})))
    for name in LATER:
        del written["frame"][name]
    path = tmp_path / "frame.json"
    path.write_text(json.dumps(written))
    assert load_frame_file(path).frame == FRAME


def test_a_frame_of_a_later_version_is_read(tmp_path: Path) -> None:
    """A reader may be updated last."""
    written = json.loads(frame_file_bytes(FrameFile(FULL, Catalogue((), ()), {})))
    written["frame"]["motto"] = "later"
    path = tmp_path / "frame.json"
    path.write_text(json.dumps(written))
    assert load_frame_file(path).frame == FULL


def test_values_added_later_have_defaults() -> None:
    """Whatever else a frame will be given: see the comment in the contract."""
    first = [field.name for field in fields(Frame)][:11]
    plain = Frame(**{name: getattr(FRAME, name) for name in first})
    assert plain == FRAME
