"""The catalogue record of a dataset on its page, in its twin and in JSON-LD; and frames from before there was one."""

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from publishing.canonical import sha256_hex
from publishing.contract import Catalogue, Dataset
from publishing.dataset_metadata import Element, elements, time_range
from publishing.dataset_views import Surroundings, dataset_view
from publishing.frame_file import FrameFile, frame_file_bytes, load_frame_file
from publishing.releases import read_rows, releases_of
from tests.publishing.data_samples import (
    CATALOGUE,
    DAY,
    DEEDS,
    MORNING,
    NUMBERS,
    Releases,
    deed,
    sample_numbers,
)
from tests.publishing.item_bodies import body_of
from tests.publishing.page_reading import one, page
from tests.publishing.test_data_pages import FRAME, Addresses, items_of, read

FULL = replace(
    NUMBERS,
    domain="社会治理",
    usage="比较各社区",
    spatial="230822",
    temporal="2024/2025-Q3",
    resource_code="30702/00001",
    provider_code="11230822MB00000000",
    open_type="conditional",
    open_condition="注明出处。",
    deidentification="不含个人信息。",
)
GUIDE = (
    "信息资源名称", "信息资源代码", "信息资源提供方", "提供方代码", "信息资源摘要", "信息资源格式", "信息项",
    "共享属性", "开放属性", "开放条件", "更新周期", "首次发布日期", "更新日期", "数据领域", "关键词",
    "数据量（行数）", "数据量（字节）", "联系方式", "版本", "应用场景", "时间范围", "空间范围", "统计口径",
    "数据级别", "脱敏说明", "使用条款", "校验值（SHA-256）", "元数据标准",
)  # fmt: skip
LATER = (
    "domain", "usage", "spatial", "temporal", "resource_code", "provider_code", "open_type", "open_condition",
    "share_type", "sensitivity", "deidentification",
)  # fmt: skip
"""Values that datasets did not have at first."""


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    """Two releases of the numbers."""
    made = Releases(tmp_path)
    made.cut(NUMBERS, sample_numbers())
    made.cut(NUMBERS, sample_numbers()[1:], MORNING + DAY)
    return made


def record(releases: Releases, dataset: Dataset) -> dict[str, Element]:
    """The elements by title."""
    known = releases_of(releases.folder, dataset.code)
    found = elements(dataset, known, read_rows(known[0]), CATALOGUE, FRAME)
    assert len({element.title for element in found}) == len({element.name for element in found}) == len(found)
    return {element.title: element for element in found}


def twin(releases: Releases, dataset: Dataset) -> Any:
    """The twin of a dataset's page."""
    others = tuple(known for known in CATALOGUE.datasets if known.code != dataset.code)
    items = items_of(releases, replace(CATALOGUE, datasets=(dataset, *others)))
    return read(items[f"/data/{dataset.code}/index.json"])


def test_every_element_of_the_guide_is_answered(releases: Releases) -> None:
    found = record(releases, FULL)
    assert tuple(found) == GUIDE
    texts = {title: element.text for title, element in found.items()}
    assert texts["开放属性"] == "有条件开放" and texts["开放条件"] == "注明出处。"
    assert (texts["共享属性"], texts["数据级别"], texts["更新周期"]) == ("无条件共享", "一般数据", "人工发布")
    assert (texts["首次发布日期"], texts["更新日期"]) == ("2026-11-23", "2026-11-24")
    assert (texts["版本"], texts["数据量（行数）"]) == ("2026-11-24", "5 行")
    assert (texts["空间范围"], texts["时间范围"]) == ("桦南县（230822）", "2024年至2025年第3季度")
    assert texts["信息项"].startswith("12 项：指标、区域、时期")
    assert "1272号" in texts["元数据标准"]


def test_sizes_and_digests_are_those_of_the_latest_files(releases: Releases) -> None:
    found = record(releases, FULL)
    folder = releases_of(releases.folder, "numbers")[0].folder
    csv = (folder / "numbers.csv").read_bytes()
    assert found["数据量（字节）"].value["csv"] == len(csv)
    assert found["数据量（字节）"].text.startswith(f"CSV {len(csv)} 字节，JSON ")
    assert found["校验值（SHA-256）"].digests[0] == ("CSV", sha256_hex(csv))


def test_what_nobody_filled_in_is_left_out(releases: Releases) -> None:
    missing = {"信息资源代码", "提供方代码", "开放条件", "应用场景", "数据领域", "空间范围", "脱敏说明"}
    assert set(GUIDE) - set(record(releases, NUMBERS)) == missing
    without = record(releases, replace(NUMBERS, keywords=(), contact=""))
    assert {"关键词", "联系方式"}.isdisjoint(without)


def test_the_contact_of_the_site_stands_in(releases: Releases) -> None:
    known = releases_of(releases.folder, "numbers")
    frame = replace(FRAME, contact="0454-1111111")
    for contact, told in (("", "0454-1111111"), ("0454-2222222", "0454-2222222")):
        found = elements(replace(NUMBERS, contact=contact), known, read_rows(known[0]), CATALOGUE, frame)
        assert [element.text for element in found if element.name == "contact"] == [told]


@pytest.mark.parametrize(
    ("written", "interval", "text"),
    [
        ("", "2024-06-01/2025-12-31", "2024-06-01 至 2025-12-31"),
        ("2025", "2025-01-01/2025-12-31", "2025年"),
        ("2024/2025-06", "2024-01-01/2025-06-30", "2024年至2025年6月"),
        ("建站以来", "2024-06-01/2025-12-31", "建站以来"),
        ("2024/2025/2026", "2024-06-01/2025-12-31", "2024/2025/2026"),
        ("2025/", "2024-06-01/2025-12-31", "2025/"),
    ],
)
def test_time_range(releases: Releases, written: str, interval: str, text: str) -> None:
    """Machines get days only; words that are no periods are for people."""
    rows = read_rows(releases_of(releases.folder, "numbers")[0])
    assert time_range(replace(NUMBERS, temporal=written), rows) == (interval, text)


def test_without_rows_there_is_no_time_range(tmp_path: Path) -> None:
    made = Releases(tmp_path)
    made.cut(DEEDS, [])
    found = record(made, DEEDS)
    assert "时间范围" not in found and found["数据量（行数）"].text == "0 行"
    assert time_range(DEEDS, []) == ("", "")


def test_the_page_shows_the_record_once_and_far_down(releases: Releases) -> None:
    known = releases_of(releases.folder, "numbers")
    around = Surroundings(CATALOGUE, {"/areas/230822/"}, Addresses(), FRAME)
    view = dataset_view(FULL, known, read_rows(known[0]), around)
    soup = page(view)
    details = one(soup, "#record-title ~ details")
    assert tuple(term.text for term in details.select("dt")) == GUIDE
    assert len(details.select("dd")) == len(GUIDE) and all(term.text.strip() for term in details.select("dd"))
    assert f"全部 {len(GUIDE)} 项" in one(details, "summary").text
    assert one(details, "dd a").text == "桦南县（230822）"
    assert [len(code.text) for code in details.select("code.digest")] == [64, 64]
    order = [str(heading["id"]) for heading in soup.select("main h2[id]")]
    assert order.index("record-title") > order.index("releases-title")
    assert "有条件开放" in one(soup, "#method-title ~ dl").text
    nowhere = replace(around, paths=frozenset())
    assert not page(dataset_view(FULL, known, read_rows(known[0]), nowhere)).select("details dd a")


def test_the_twin_holds_record_columns_and_releases(releases: Releases) -> None:
    found = twin(releases, FULL)
    assert (found["type"], found["body"], found["source"]) == ("dataset", None, FULL.publisher)
    assert {element["title"] for element in found["metadata"].values()} == set(GUIDE)
    assert found["metadata"]["openType"] == {
        "title": "开放属性", "text": "有条件开放", "value": "conditional",
    }  # fmt: skip
    assert found["metadata"]["tags"]["value"] == ["治理", "社区"]
    assert (found["metadata"]["rows"]["value"], found["metadata"]["version"]["value"]) == (5, "2026-11-24")
    assert [column["name"] for column in found["columns"]] == list(FULL.structure.names())
    assert found["columns"][0]["codes"] == "https://example.org/zhili/codes/indicators.json"
    assert [(entry["id"], entry["status"]) for entry in found["releases"]] == [
        ("2026-11-24", "current"), ("2026-11-23", "superseded"),
    ]  # fmt: skip
    files = {file["url"]: file for file in found["latest"]["files"]}
    csv = files["https://example.org/zhili/data/numbers/2026-11-24/numbers.csv"]
    assert csv["sha256"] == found["metadata"]["sha256"]["value"]["csv"]
    assert csv["size"] == found["metadata"]["bytes"]["value"]["csv"]


def test_the_catalogue_lists_datasets_with_their_twins(releases: Releases) -> None:
    found = read(items_of(releases)["/data/index.json"])
    (entry,) = found["datasets"]
    assert (found["body"], entry["twin"]) == (None, "https://example.org/zhili/data/numbers/index.json")
    assert (entry["rows"], entry["release"]) == (5, "2026-11-24")


def test_json_ld_says_where_when_and_on_what_conditions(releases: Releases) -> None:
    known = releases_of(releases.folder, "numbers")
    around = Surroundings(CATALOGUE, frozenset(), Addresses(), FRAME)
    document = json.loads(dataset_view(FULL, known, read_rows(known[0]), around).json_ld)
    assert document["spatialCoverage"] == {"@type": "Place", "name": "桦南县", "identifier": "230822"}
    assert document["temporalCoverage"] == "2024-01-01/2025-09-30"
    assert document["conditionsOfAccess"] == "注明出处。"
    assert document["identifier"] == ["numbers", "30702/00001"]
    assert document["publisher"]["identifier"] == FULL.provider_code
    assert document["about"]["name"] == "社会治理"
    assert document["includedInDataCatalog"]["url"] == "https://example.org/zhili/data/"
    plain = json.loads(dataset_view(NUMBERS, known, read_rows(known[0]), around).json_ld)
    assert plain["conditionsOfAccess"] == "无条件开放" and plain["identifier"] == ["numbers"]
    assert {"spatialCoverage", "about"}.isdisjoint(plain) and "identifier" not in plain["publisher"]


def test_many_releases_are_listed_in_part(tmp_path: Path) -> None:
    made = Releases(tmp_path)
    for day in range(32):
        made.cut(DEEDS, [deed(day)], MORNING + day * DAY)
    items = items_of(made)
    assert len(read(items["/data/deeds/releases.json"])["releases"]) == 32
    assert len(read(items["/data/deeds/index.json"])["releases"]) == 30
    html = body_of(items["/data/deeds/"]).decode()
    assert "2026-12-24" in html and ">2026-11-24<" not in html
    assert "这里列最近 30 次，共 32 次" in html


def test_a_frame_from_before_the_record_can_be_read(tmp_path: Path) -> None:
    catalogue = Catalogue((FULL,), ())
    document = json.loads(frame_file_bytes(FrameFile(FRAME, catalogue, {})))
    assert set(LATER) <= set(document["catalogue"]["datasets"][0])
    for name in LATER:
        del document["catalogue"]["datasets"][0][name]
    path = tmp_path / "frame.json"
    path.write_text(json.dumps(document))
    known = load_frame_file(path).catalogue.datasets[0]
    plain = {field.name: getattr(NUMBERS, field.name) for field in fields(NUMBERS)}
    assert {field.name: getattr(known, field.name) for field in fields(known)} == plain
    path.write_bytes(frame_file_bytes(FrameFile(FRAME, catalogue, {})))
    assert load_frame_file(path).catalogue == catalogue
