"""Sharing a page and leaving the site: the QR code, links to other hosts, what an article offers."""

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
import segno
from bs4 import BeautifulSoup
from segno import DataOverflowError

from publishing.outbound import leaves
from publishing.templatetags.share_parts import MASK, QUIET, outside_mark, qr_code
from tests.publishing.data_page_samples import VIEWS
from tests.publishing.page_reading import PREFIX, html, one, page
from tests.publishing.page_samples import DEED_VIEW, ERROR_VIEW, FRAME
from tests.publishing.record_samples import NEWS_VIEW

BASE = "https://open.example.org:8443/zhili"
LONG = "https://www.example.gov.cn/zhili/organisations/230822-xianzhishujujuyihao/"


@pytest.mark.parametrize(
    ("address", "away"),
    [
        ("/deeds/", False),
        ("?elder=1", False),
        ("#top", False),
        ("mailto:a@example.com", False),
        ("tel:0454-6220000", False),
        (f"{BASE}/deeds/", False),
        ("http://open.example.org/else", False),
        ("https://beian.miit.gov.cn/", False),
        ("https://gov.cn", False),
        ("HTTPS://WWW.GOV.CN./a", False),
        ("https://bszs.conac.cn/sitename?id=1", False),
        ("https://县府.政务/a", False),
        ("https://xn--6orx2r.xn--zfr164b/a", False),
        ("https://news.example.com/a", True),
        ("//news.example.com/a", True),
        ("https://gov.cn.example.com/", True),
        ("https://evilgov.cn/", True),
        ("https://gov.cn@example.com/", True),
        ("https://example.com/?u=.gov.cn", True),
        ("https://[broken/", True),
    ],
)
def test_who_leaves(address: str, away: bool) -> None:
    """Another name that only looks like a trusted one leaves; a place on this page does not."""
    assert leaves(address, BASE) is away
    marks = outside_mark({"frame": FRAME}, address)
    assert marks == (' class="outside" rel="noopener noreferrer"' if away else "")


def test_a_relation_stands_in_either_case() -> None:
    assert outside_mark({"frame": FRAME}, "/about/", "license") == ' rel="license"'
    away = outside_mark({"frame": FRAME}, "https://example.com/", "license")
    assert away == ' class="outside" rel="license noopener noreferrer"'


@pytest.mark.parametrize("address", [f"{BASE}/", LONG, 'https://例.example/路 径?a=<b>&c="d"', "x" * 900])
def test_the_code_is_the_code_of_the_address(address: str) -> None:
    """Drawn module by module, with clear ground around it, and nothing that a policy forbids."""
    drawn = str(qr_code(address))
    wanted = [[bool(module) for module in row] for row in segno.make_qr(address, error="l", mask=MASK).matrix]
    edge = len(wanted) + 2 * QUIET
    grid = [[False] * edge for _ in range(edge)]
    for column, row, length in _strokes(drawn):
        for place in range(column, column + length):
            grid[row][place] = True
    inner = slice(QUIET, edge - QUIET)
    assert [row[inner] for row in grid[inner]] == wanted
    assert sum(map(sum, grid)) == sum(map(sum, wanted)), "the ground around it is clear"
    assert "style" not in drawn and f'viewBox="0 0 {edge} {edge}"' in drawn


def test_a_code_is_small() -> None:
    """In ten thousand pages there are ten thousand of them."""
    assert len(qr_code(LONG)) < 2_500


def test_no_code_holds_everything() -> None:
    with pytest.raises(DataOverflowError):
        qr_code("x" * 3000)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.template}{view.path}")
def test_what_was_published_can_be_taken_along(view: Any) -> None:
    """Print, link, code and 找错 where there is a publication; at an error nothing to take."""
    soup = page(view)
    share = soup.select("main .share")
    assert len(share) == len(soup.select("main .seal .qr")) == bool(view.published)
    if not view.published:
        return
    assert one(soup, "#page-address").text == f"{BASE}{view.path}"
    copy = one(share[0], "button[data-copy=page-address]")
    assert copy.has_attr("hidden"), "without script it would do nothing"
    assert "needs-script" in str(one(share[0], "button[data-print]").parent)
    assert str(one(share[0], "a[data-report]")["href"]).startswith(f"{PREFIX}/report/?page=%2F")
    drawn = html(view)
    assert str(qr_code(f"{BASE}{view.path}")) in drawn


def test_an_error_page_reports_itself() -> None:
    soup = page(ERROR_VIEW)
    assert str(one(soup, "footer a[data-report]")["href"]).startswith(f"{PREFIX}/report/")


def test_the_path_in_a_report_is_one_value() -> None:
    """Whatever is in a path: it cannot add a parameter."""
    view = replace(DEED_VIEW, path='/deeds/a&kind=b"c/')
    link = one(page(view), "main .share a[data-report]")
    assert link["href"] == f"{PREFIX}/report/?page=%2Fdeeds%2Fa%26kind%3Db%22c%2F"


def test_a_reprint_from_a_public_body_is_no_other_world() -> None:
    """The original at a government's site is linked plainly, another one is marked."""
    known = page(replace(NEWS_VIEW, original_url="https://www.hlj.gov.cn/a"))
    link = one(known, ".notice a")
    assert link.text == "查看原文" and not link.has_attr("class")
    assert one(page(NEWS_VIEW), ".notice a.outside")["rel"] == ["noopener", "noreferrer"]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.template}{view.path}")
def test_every_link_that_leaves_is_marked(view: Any) -> None:
    """Also the licence in the footer; for people by a sign, for browsers by its relation."""
    frame = replace(
        FRAME, licence_url="https://licences.example.net/by/4.0/", icp_number="黑ICP备2026000001号"
    )
    soup = page(view, frame)
    for link in soup.select("a[href]"):
        away = leaves(str(link["href"]), frame.base_url)
        assert away == ("outside" in (link.get("class") or [])), link
        assert not away or "noopener" in (link.get("rel") or []), link
    assert one(soup, "footer a.outside")["rel"] == ["license", "noopener", "noreferrer"]


def _strokes(drawn: str) -> list[tuple[int, int, int]]:
    """Column, row and length of every dark stroke."""
    path = BeautifulSoup(unescape(drawn), "html.parser").select("path")[1]["d"]
    start = re.match(r"M0 (\d+)\.5", str(path))
    assert start
    row, column, found = int(start[1]), 0, []
    for right, down, length in re.findall(r"m(-?\d+) (\d+)h(\d+)", str(path)):
        column, row = column + int(right), row + int(down)
        found.append((column, row, int(length)))
        column += int(length)
    return found
