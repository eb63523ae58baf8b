"""What the catalogue adds to an edition: pages with twins, release lists and code lists."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from publishing.contract import Catalogue, Frame, Item, Link, PageFacts, Submission
from publishing.data_pages import data_items
from publishing.dataset_views import SHOWN_ROWS, Surroundings, catalogue_view, dataset_view
from publishing.page_view import CellView, DatasetView
from publishing.releases import read_rows, releases_of
from tests.publishing.data_samples import (
    CATALOGUE,
    DAY,
    DEEDS,
    MORNING,
    NUMBERS,
    Releases,
    deed,
    observation,
    sample_numbers,
)
from tests.publishing.item_bodies import body_of

FRAME = Frame(
    site_name="桦南治理公开",
    organ="中共桦南县委组织部",
    strapline="看得见的治理",
    base_url="https://example.org/zhili",
    navigation=(Link("数据", "/data/"),),
    footer=(),
    contact="",
    licence_title="许可",
    licence_url="https://example.org/licence",
    public_key="RWQ",
    trial=True,
)

INDICATOR_PAGE = Item(
    "/indicators/wishes/",
    b"",
    "text/html; charset=utf-8",
    MORNING,
    MORNING,
    page=PageFacts("indicator", "微心愿数", ""),
)


class Addresses:
    """Addresses of an edition below a prefix, for any static name."""

    def page(self, path: str) -> str:
        """See `publishing.addresses.Addresses`."""
        return f"/zhili{path}"

    def absolute(self, path: str) -> str:
        """See `publishing.addresses.Addresses`."""
        return f"https://example.org/zhili{path}"

    def static(self, name: str) -> str:
        """See `publishing.addresses.Addresses`."""
        return f"/zhili/static/{name}"


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    made = Releases(tmp_path)
    made.cut(NUMBERS, sample_numbers())
    rows = [*sample_numbers()[:5], observation("handling-time", -31, qualifier="nearly", revision=2)]
    made.cut(NUMBERS, rows, MORNING + DAY, kind="correction", note="更正一处")
    return made


def submitted(catalogue: Catalogue = CATALOGUE) -> Submission:
    """A submission with one indicator page."""
    return Submission((INDICATOR_PAGE,), (), FRAME, catalogue, date(2026, 11, 24))


def items_of(releases: Releases, catalogue: Catalogue = CATALOGUE) -> dict[str, Item]:
    """The items by path; no path twice."""
    items = data_items(submitted(catalogue), releases.folder, Addresses())
    assert len({item.path for item in items}) == len(items)
    return {item.path: item for item in items}


def read(item: Item) -> Any:
    """The JSON of an item."""
    assert item.media_type == "application/json; charset=utf-8"
    return json.loads(body_of(item))


def view_of(releases: Releases, paths: frozenset[str] = frozenset()) -> DatasetView:
    """The view of the numbers."""
    known = releases_of(releases.folder, "numbers")
    around = Surroundings(CATALOGUE, paths, Addresses(), FRAME)
    return dataset_view(NUMBERS, known, read_rows(known[0]), around)


def test_only_released_datasets_have_pages(releases: Releases) -> None:
    paths = set(items_of(releases))
    assert {path for path in paths if not path.startswith("/codes/")} == {
        "/data/", "/data/index.json", "/data/numbers/", "/data/numbers/index.json", "/data/numbers/releases.json",
    }  # fmt: skip
    releases.cut(DEEDS, [deed(1)])
    assert "/data/deeds/" in items_of(releases)


def test_the_release_list(releases: Releases) -> None:
    assert read(items_of(releases)["/data/numbers/releases.json"]) == {
        "releases": [
            {
                "id": "2026-11-24",
                "published": "2026-11-24T09:00:00+08:00",
                "status": "current",
                "kind": "correction",
                "reason": "更正一处",
            },
            {
                "id": "2026-11-23",
                "published": "2026-11-23T09:00:00+08:00",
                "status": "superseded",
                "kind": "first",
                "reason": "",
            },
        ]
    }


def test_code_lists_have_labels_and_attributes(releases: Releases) -> None:
    items = items_of(releases)
    names = {codes.name for codes in CATALOGUE.code_lists} | {"problems"}
    assert {path for path in items if path.startswith("/codes/")} == {f"/codes/{name}.json" for name in names}
    codes = read(items["/codes/evidence.json"])["codes"]
    assert codes[0]["attributes"] == {"kind": "document", "issuer": "县委组织部", "sha256": "ab" * 32}
    (wishes,) = [
        entry for entry in read(items["/codes/indicators.json"])["codes"] if entry["code"] == "wishes"
    ]
    assert (wishes["label_zh"], wishes["label_en"]) == ("微心愿数", "Wishes")


def test_times_are_those_of_the_releases(releases: Releases) -> None:
    for path, item in items_of(releases).items():
        assert (item.published, item.modified) == (MORNING, MORNING + DAY), path


def test_pages_and_twins(releases: Releases) -> None:
    items = items_of(releases)
    for path, kind in (("/data/", "catalogue"), ("/data/numbers/", "dataset")):
        page, twin = items[path], read(items[f"{path}index.json"])
        assert page.page is not None
        assert (page.page.type, page.page.listed) == (kind, True)
        html = body_of(page).decode()
        assert "<h1>" in html
        assert 'href="/zhili/' in html
        assert (twin["type"], twin["url"]) == (kind, f"https://example.org/zhili{path}")
        assert (twin["published"], twin["modified"]) == (
            "2026-11-23T09:00:00+08:00",
            "2026-11-24T09:00:00+08:00",
        )
        assert twin["licence"] == FRAME.licence_url
    urls = {link["url"] for link in read(items["/data/numbers/index.json"])["relations"]}
    assert {
        "https://example.org/zhili/data/numbers/latest/numbers.csv",
        "https://example.org/zhili/codes/indicators.json",
        "https://example.org/zhili/data/numbers/releases.json",
    } <= urls


def test_the_page_shows_every_value(releases: Releases) -> None:
    html = body_of(items_of(releases)["/data/numbers/"]).decode()
    for text in ("微心愿数", "2600", "4.1", "-31", "2025年第3季度", "文政社区", "更正一处", "2026-11-24"):
        assert text in html, text


def test_equal_input_gives_equal_items(releases: Releases) -> None:
    assert items_of(releases) == items_of(releases)


def test_json_ld_stays_inside_its_element(releases: Releases) -> None:
    html = body_of(items_of(releases)["/data/numbers/"]).decode()
    texts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    graph, document = sorted((json.loads(text) for text in texts), key=lambda found: "@type" in found)
    assert {node["@type"] for node in graph["@graph"]} == {"WebPage", "BreadcrumbList"}
    assert document["@type"] == "Dataset"
    assert document["description"] == NUMBERS.description
    assert (document["version"], document["temporalCoverage"]) == ("2026-11-24", "2024-06-01/2025-12-31")
    assert document["variableMeasured"][0]["propertyID"] == "value"
    assert "<" not in view_of(releases).json_ld
    csv = document["distribution"][0]
    assert csv["contentUrl"] == "https://example.org/zhili/data/numbers/2026-11-24/numbers.csv"


def test_nothing_released_yet(tmp_path: Path) -> None:
    items = items_of(Releases(tmp_path))
    assert not any(path.startswith("/data/") and path not in {"/data/", "/data/index.json"} for path in items)
    page = items["/data/"]
    assert page.page is not None
    assert not page.page.listed
    assert page.modified == datetime(2026, 11, 23, 16, tzinfo=UTC)


def test_a_missing_code_list_stops_the_build(releases: Releases) -> None:
    lists = tuple(codes for codes in CATALOGUE.code_lists if codes.name != "units")
    with pytest.raises(ValueError, match="units"):
        items_of(releases, replace(CATALOGUE, code_lists=lists))


def test_cells_are_labels_and_lead_only_to_pages_of_the_edition(releases: Releases) -> None:
    view = view_of(releases, frozenset({"/indicators/wishes/"}))
    position = {header: index for index, header in enumerate(view.headers)}
    wishes = view.rows[-1]
    assert wishes[position["指标"]] == CellView(text="微心愿数", path="/indicators/wishes/")
    assert wishes[position["区域"]] == CellView(text="桦南县")
    assert wishes[position["数值"]] == CellView(text="2600", number=True)
    assert wishes[position["限定"]] == CellView(text="余")
    assert wishes[position["说明"]] == CellView(text="")
    assert wishes[position["地址"]] == CellView(text="查看", path="/id/obs/wishes/230822/2025/r1")


def test_the_view_names_its_files(releases: Releases) -> None:
    view = view_of(releases)
    assert [release.id for release in view.releases] == ["2026-11-24", "2026-11-23"]
    assert [release.current for release in view.releases] == [True, False]
    assert [release.kind for release in view.releases] == ["更正", "首次发布"]
    assert view.rhythm == "人工发布"
    paths = [link.path for link in view.latest.files]
    assert paths[0] == "/data/numbers/latest/numbers.csv"
    assert "/data/numbers/2026-11-23/manifest.json.minisig" in [link.path for link in view.releases[1].files]
    assert view.columns[0].codes_path == "/codes/indicators.json"


def test_a_long_table_is_cut_on_the_page_and_counted(tmp_path: Path) -> None:
    made = Releases(tmp_path)
    release = made.cut(DEEDS, [deed(n) for n in range(SHOWN_ROWS + 5)])
    view = dataset_view(
        DEEDS, [release], read_rows(release), Surroundings(CATALOGUE, frozenset(), Addresses(), FRAME)
    )
    assert (len(view.rows), view.row_count) == (SHOWN_ROWS, SHOWN_ROWS + 5)
    assert [cell.text for cell in view.rows[0]][-1] == "/deeds/d000/"
    entry = catalogue_view([(DEEDS, [release])], CATALOGUE, "x").datasets[0]
    assert (entry.row_count, entry.rhythm, entry.path) == (SHOWN_ROWS + 5, "有变即发", "/data/deeds/")
