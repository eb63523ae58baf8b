"""The file of a dataset's chart is an item of the edition: made with its page, dated and remembered with it."""

from pathlib import Path
from xml.etree import ElementTree

from bs4 import BeautifulSoup

from publishing.data_pages import data_items
from publishing.resource import Resource
from tests.publishing.data_samples import DAY, DEEDS, MORNING, NUMBERS, Releases, deed, sample_numbers
from tests.publishing.item_bodies import body_of
from tests.publishing.test_data_pages import Addresses, items_of, submitted

CHART = "/data/deeds/chart.svg"


def test_a_dataset_whose_rows_sort_has_a_chart_and_offers_it(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.cut(DEEDS, [deed(1), deed(2, kind="repair"), deed(3, kind="repair")])
    items = items_of(releases)
    chart, page = items[CHART], items["/data/deeds/"]
    assert chart.media_type == "image/svg+xml"
    assert (chart.published, chart.modified, chart.reads) == (page.published, page.modified, page.reads)
    assert Resource(chart.path, chart.body, chart.media_type).compressible
    root = ElementTree.fromstring(body_of(chart))
    told = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"1 行", "2 行", "https://example.org/zhili/data/deeds/"} <= told
    soup = BeautifulSoup(body_of(page), "html.parser")
    links = [link["href"] for link in soup.select(".chart-files a")]
    assert links == [f"/zhili{CHART}", "/zhili/data/deeds/latest/deeds.csv"]
    assert soup.select_one("[data-svg]")["data-svg"] == f"/zhili{CHART}"  # type: ignore[index]


def test_without_anything_to_say_there_is_no_file_and_no_offer(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.cut(DEEDS, [deed(1), deed(2)])
    releases.cut(NUMBERS, sample_numbers())
    items = items_of(releases)
    assert not [path for path in items if path.endswith(".svg")]
    assert b"chart-stage" not in body_of(items["/data/deeds/"])


def test_a_release_moves_the_chart(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    rows = [deed(1), deed(2, kind="repair"), deed(3, kind="repair")]
    releases.cut(DEEDS, rows)
    before = body_of(items_of(releases)[CHART])
    releases.cut(DEEDS, [*rows, deed(4)], MORNING + DAY)
    after = body_of(items_of(releases)[CHART])
    assert before != after
    again = {item.path: item for item in data_items(submitted(), releases.folder, Addresses())}
    assert body_of(again[CHART]) == after
