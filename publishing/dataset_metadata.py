"""The catalogue record of a dataset: its elements by the names that public catalogues in China use.

Names and titles follow 《政务信息资源目录编制指南（试行）》 (发改高技〔2017〕1272号) and stand in this file alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from publishing.canonical import sha256_hex
from publishing.code_lists import RHYTHMS, label_zh
from publishing.contract import Catalogue, Code, CodeList, Dataset, Frame
from publishing.formats import FORMATS
from publishing.period import first_day, is_period, last_day, period_text
from publishing.releases import Release, current_of
from publishing.row_query import time_column
from publishing.structure import Kind, Value

STANDARD = "参照《政务信息资源目录编制指南（试行）》（发改高技〔2017〕1272号）"

OPEN_TYPES = CodeList(
    "open-types",
    "开放属性",
    "Openness",
    (
        Code("unconditional", "无条件开放", "Open without conditions"),
        Code("conditional", "有条件开放", "Open on conditions"),
    ),
)
SHARE_TYPES = CodeList(
    "share-types",
    "共享属性",
    "Sharing between public bodies",
    (
        Code("unconditional", "无条件共享", "Shared without conditions"),
        Code("conditional", "有条件共享", "Shared on conditions"),
    ),
)
SENSITIVITIES = CodeList(
    "sensitivities", "数据级别", "Levels of data", (Code("general", "一般数据", "General data"),)
)


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the record: the short name for programs, the title and the text for people."""

    name: str
    title: str
    text: str
    value: Any = None
    """What programs get; the text where it is None."""
    path: str = ""
    """Where the text leads; empty for nowhere."""
    digests: tuple[tuple[str, str], ...] = ()
    """Names of formats, each with the SHA-256 of its file."""


@dataclass(frozen=True, slots=True)
class RowsFile:
    """A file of a release that holds the rows: its format, size in bytes and SHA-256."""

    title: str
    extension: str
    name: str
    media_type: str
    size: int
    sha256: str


def rows_files(release: Release) -> tuple[RowsFile, ...]:
    """The files of a release that hold its rows, in the order in which pages list them."""
    found = []
    for form in (form for form in FORMATS if form.tabular):
        name = form.name(release.dataset)
        data = (release.folder / name).read_bytes()
        extension = name.rpartition(".")[2]
        found.append(RowsFile(form.title, extension, name, form.media_type, len(data), sha256_hex(data)))
    return tuple(found)


def time_range(dataset: Dataset, rows: Sequence[Mapping[str, Value]]) -> tuple[str, str]:
    """What the dataset covers: ISO 8601 interval of days, and in Chinese. Empty where nothing is known.

    What staff wrote goes before what the rows say; of words that are no periods there is no interval.
    """
    parts = dataset.temporal.split("/")
    if dataset.temporal and len(parts) <= 2 and all(map(is_period, parts)):
        return f"{first_day(parts[0])}/{last_day(parts[-1])}", "至".join(map(period_text, parts))
    interval = _range_of_rows(dataset, rows)
    return interval, dataset.temporal or interval.replace("/", " 至 ")


def elements(
    dataset: Dataset,
    releases: Sequence[Release],
    rows: Sequence[Mapping[str, Value]],
    catalogue: Catalogue,
    frame: Frame,
) -> tuple[Element, ...]:
    """The record in the order of the guide, without what is empty. `releases` newest first, `rows` of the newest."""
    newest = current_of(releases)
    files = rows_files(newest)
    columns = dataset.structure.columns
    interval, span = time_range(dataset, rows)
    found = (
        Element("resTitle", "信息资源名称", dataset.title_zh),
        Element("resCode", "信息资源代码", dataset.resource_code),
        Element("rpOrgName", "信息资源提供方", dataset.publisher),
        Element("providerCode", "提供方代码", dataset.provider_code),
        Element("abstracts", "信息资源摘要", dataset.description),
        Element(
            "format", "信息资源格式", f"结构化数据：{_listed(files)}", [file.extension for file in files]
        ),
        Element(
            "fields",
            "信息项",
            f"{len(columns)} 项：{'、'.join(column.label_zh for column in columns)}",
            [column.name for column in columns],
        ),
        _coded("shareType", SHARE_TYPES, dataset.share_type),
        _coded("openType", OPEN_TYPES, dataset.open_type),
        Element("openCondition", "开放条件", dataset.open_condition),
        _coded("updateCycle", RHYTHMS, dataset.rhythm),
        _day("issued", "首次发布日期", releases[-1]),
        _day("modified", "更新日期", newest),
        Element("domain", "数据领域", dataset.domain),
        Element("tags", "关键词", "、".join(dataset.keywords), list(dataset.keywords)),
        Element("rows", "数据量（行数）", f"{newest.rows} 行", newest.rows),
        Element("bytes", "数据量（字节）", _sizes(files), {file.extension: file.size for file in files}),
        Element("contact", "联系方式", dataset.contact or frame.contact),
        Element("version", "版本", newest.id),
        Element("usage", "应用场景", dataset.usage),
        Element("temporal", "时间范围", span, interval or span),
        _area(dataset.spatial, catalogue),
        Element("method", "统计口径", dataset.method),
        _coded("sensitivity", SENSITIVITIES, dataset.sensitivity),
        Element("deident", "脱敏说明", dataset.deidentification),
        Element(
            "license", "使用条款", f"{frame.licence_title} {frame.licence_url}".strip(), frame.licence_url
        ),
        Element(
            "sha256",
            "校验值（SHA-256）",
            "，".join(f"{file.title} {file.sha256}" for file in files),
            {file.extension: file.sha256 for file in files},
            digests=tuple((file.title, file.sha256) for file in files),
        ),
        Element("mdStandard", "元数据标准", STANDARD),
    )
    return tuple(element for element in found if element.text)


def _coded(name: str, codes: CodeList, code: str) -> Element:
    return Element(name, codes.label_zh, label_zh(codes, code), code)


def _day(name: str, title: str, release: Release) -> Element:
    return Element(name, title, release.published.date().isoformat())


def _area(code: str, catalogue: Catalogue) -> Element:
    areas = catalogue.code_list("areas")
    area = areas.find(code) if areas else None
    text = f"{area.label_zh}（{code}）" if area else code
    return Element("spatial", "空间范围", text, code, path=f"/areas/{code}/" if area else "")


def _listed(files: Sequence[RowsFile]) -> str:
    return "、".join(file.title for file in files)


def _sizes(files: Sequence[RowsFile]) -> str:
    return "，".join(f"{file.title} {file.size} 字节" for file in files)


def _range_of_rows(dataset: Dataset, rows: Sequence[Mapping[str, Value]]) -> str:
    """ISO 8601 interval from the first day of the first period to the last of the last; empty without any."""
    column = time_column(dataset.structure)
    values = [str(row[column.name]) for row in rows if row.get(column.name)] if column else []
    if column is None or not values:
        return ""
    if column.kind is Kind.DATE:
        return f"{min(values)}/{max(values)}"
    return f"{min(map(first_day, values))}/{max(map(last_day, values))}"
