"""Charts in a real browser: read out by keyboard and pointer, downloaded, and all there without a script."""

import shutil
import struct
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.inspection import axe
from tests.running_site import RunningSite, manage, running_site

pytestmark = [pytest.mark.journey, pytest.mark.debian]

PAGE = "/indicators/good-deeds-completed/"
SEVERAL = "/indicators/private-enterprise-coverage/"
DATASET = "/data/governance-indicators/"
CHARTED = (PAGE, SEVERAL, DATASET, "/data/brands/")

MORE_NUMBERS = """
from decimal import Decimal
from cms.models import Area, Batch, Dataset, Indicator, Observation
from cms.releases import cut_release
batch = Batch.objects.first()
def add(indicator, area, period, value, **facts):
    Observation(indicator=Indicator.objects.get(code=indicator), area=Area.objects.get(code=area), period=period,
        value=value if value is None else Decimal(value), note="演示数据", batch=batch, **facts).save()
for period, value, facts in (
    ("2022", 150, {}), ("2023", None, {"status": "O"}), ("2024", 201, {}), ("2026", 260, {"status": "P"}),
    ("2027", 300, {"qualifier": "target"}),
):
    add("good-deeds-completed", "230822", period, value, **facts)
for area, values in (("fuqing", (70, 74)), ("wenzheng", (61, 83))):
    for period, value in zip(("2024", "2025"), values):
        add("private-enterprise-coverage", "230822-" + area, period, value)
dataset = Dataset.objects.get(code="governance-indicators")
dataset.rhythm = "monthly"
dataset.save()
cut_release(dataset, by=None, kind="update", note="演示数据")
"""


@pytest.fixture(scope="module")
def site(prepared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The seeded site with some more numbers, and a dataset that is released monthly."""
    data = tmp_path_factory.mktemp("charts") / "data"
    shutil.copytree(prepared_data, data)
    manage(data, "shell", "-c", MORE_NUMBERS).check_returncode()
    with running_site(data) as running:
        yield running


def trend(page: Page, site: RunningSite) -> Locator:
    """The first chart of an indicator with several periods."""
    page.goto(site.url + PAGE)
    return page.locator(".chart").first


def test_arrow_keys_read_the_points_out(site: RunningSite, page: Page) -> None:
    chart = trend(page, site)
    stage, words = chart.locator(".chart-stage"), chart.locator(".chart-words")
    rest = words.inner_text()
    stage.focus()
    expect(words).to_have_attribute("aria-live", "polite")
    told = []
    for _ in range(5):
        page.keyboard.press("ArrowRight")
        told.append(words.inner_text())
    assert told == [
        "2022年：150件",
        "2024年：201件",
        "2025年：230件",
        "2026年：260件（初步）",
        "2026年：260件（初步）",
    ]
    expect(chart.locator(".is-read")).to_have_count(1)
    page.keyboard.press("ArrowLeft")
    expect(words).to_have_text("2025年：230件")
    page.keyboard.press("Home")
    expect(words).to_have_text("2022年：150件")
    page.keyboard.press("End")
    expect(words).to_have_text("2026年：260件（初步）")
    page.keyboard.press("Escape")
    expect(words).to_have_text(rest)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    expect(words).to_have_text(rest)
    assert words.get_attribute("aria-live") is None, "a pointer does not make a screen reader talk"
    expect(stage).not_to_be_focused()


def test_the_pointer_reads_the_nearest(site: RunningSite, page: Page) -> None:
    chart = trend(page, site)
    words = chart.locator(".chart-words")
    rest = words.inner_text()
    chart.scroll_into_view_if_needed()
    box = chart.locator(".chart-stage").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    expect(words).to_have_text("2022年：150件")
    page.mouse.move(box["x"] + box["width"] - 20, box["y"] + box["height"] - 20)
    expect(words).to_have_text("2026年：260件（初步）")
    page.mouse.move(0, 0)
    expect(words).to_have_text(rest)


def test_png_has_the_chart_on_it(site: RunningSite, page: Page, tmp_path: Path) -> None:
    chart = trend(page, site)
    with page.expect_download() as waiting:
        chart.get_by_role("button", name="下载 PNG").click()
    assert waiting.value.suggested_filename == "good-deeds-completed-trend.png"
    waiting.value.save_as(tmp_path / "chart.png")
    data = (tmp_path / "chart.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    root = ElementTree.fromstring(site.get(PAGE + "trend.svg")[1])
    assert (width, height) == (2 * int(root.get("width", "")), 2 * int(root.get("height", "")))
    assert {b"\xff\xff\xff", b"\xb3\x20\x1a"} <= colours(data), "ground and line"


def colours(data: bytes) -> set[bytes]:
    """The colours of a PNG of 8 bits a channel."""
    width, _, depth, kind = struct.unpack(">IIBB", data[16:26])
    assert depth == 8 and kind in {2, 6}
    size = 3 if kind == 2 else 4
    packed, place = b"", 8
    while place < len(data):
        length, name = struct.unpack(">I4s", data[place : place + 8])
        if name == b"IDAT":
            packed += data[place + 8 : place + 8 + length]
        place += length + 12
    raw, found, above = zlib.decompress(packed), set(), bytearray(width * size)
    for start in range(0, len(raw), width * size + 1):
        row = _unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + width * size]), above, size)
        found |= {bytes(row[at : at + 3]) for at in range(0, len(row), size)}
        above = row
    return found


def _unfiltered(kind: int, row: bytearray, above: bytearray, size: int) -> bytearray:
    """A line of a PNG as it was before its filter: see the PNG specification, 9.2."""
    for at, value in enumerate(row):
        left, over = (row[at - size] if at >= size else 0), above[at]
        corner = above[at - size] if at >= size else 0
        guess = left + over - corner
        nearest = min((left, over, corner), key=lambda one: abs(guess - one))
        row[at] = (value + (0, left, over, (left + over) // 2, nearest)[kind]) & 255
    return row


@pytest.mark.parametrize("path", CHARTED)
def test_every_chart_offers_its_file_and_its_rows(site: RunningSite, page: Page, path: str) -> None:
    page.goto(site.url + path)
    charts = page.locator(".chart")
    assert charts.count() > 0
    for chart in charts.all():
        links = [str(link.get_attribute("href")) for link in chart.locator(".chart-files a").all()]
        drawn, rows = (site.get(link) for link in links)
        assert drawn[0] == rows[0] == 200
        root = ElementTree.fromstring(drawn[1])
        title = chart.locator(".chart-title").inner_text()
        assert root.findtext("{http://www.w3.org/2000/svg}title") == title
        assert rows[1].decode().count("\r\n") > 2


def test_a_file_of_a_chart_is_served_as_what_it_is(site: RunningSite, page: Page) -> None:
    answer = page.request.get(f"{site.url}/data/brands/chart.svg")
    assert answer.headers["content-type"] == "image/svg+xml" and answer.headers["etag"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert page.request.get(f"{site.url}/data/brands/chart.svg?x=1").status == 400


@pytest.mark.parametrize("path", CHARTED)
def test_axe_finds_nothing(site: RunningSite, page: Page, path: str) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{site.url}{path}")
        assert axe.violations(page) == []
    page.goto(f"{site.url}{path}?elder=1")
    assert axe.violations(page) == []


@pytest.mark.parametrize("width", [320, 360, 1366])
@pytest.mark.parametrize("path", CHARTED)
def test_words_of_charts_stay_inside(site: RunningSite, page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for query in ("", "?elder=1"):
        page.goto(site.url + path + query)
        assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
        outside = page.locator(".chart-drawing").evaluate_all(
            """drawings => drawings.flatMap(drawing => {
                const frame = drawing.getBoundingClientRect();
                return [...drawing.querySelectorAll("text")].filter(words => {
                    const box = words.getBoundingClientRect();
                    return box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1;
                }).map(words => words.textContent);
            })"""
        )
        assert outside == [], f"{path}{query} at {width}"


def test_without_scripts_nothing_is_lost(site: RunningSite, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + PAGE)
    expect(page.get_by_role("img", name="累计完成好事实事件数的走势，桦南县")).to_be_visible()
    expect(page.get_by_role("button", name="下载 PNG")).to_have_count(0)
    assert page.locator(".chart-stage [class~=chart-dot] title").all_text_contents()[0] == "2022年：150件"
    assert "比2025年多约 30 件" in page.locator(".number").first.inner_text()
    context.close()


def test_what_is_overdue_is_marked_by_the_readers_clock(site: RunningSite, browser: Browser) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    for path in (DATASET, "/data/"):
        for days, shown in ((0, False), (20, False), (40, True)):
            page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=days))
            page.goto(site.url + path)
            mark = page.locator(".overdue").first
            expect(mark).to_be_visible(visible=shown)
    context.close()


def test_an_objection_brings_the_page_along(site: RunningSite, page: Page) -> None:
    page.goto(site.url + DATASET)
    page.get_by_role("link", name="数据纠错").click()
    expect(page).to_have_url(f"{site.url}/report/?kind=number&page=%2Fdata%2Fgovernance-indicators%2F")
    expect(page.locator("#report-page")).to_have_value(DATASET)
