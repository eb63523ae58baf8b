"""The catalogue and the dataset pages, as their templates are given them."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from publishing.addresses import Addresses
from publishing.charts.figure import ChartFigure, figure_of
from publishing.code_lists import RELEASE_KINDS, RHYTHMS, label_zh
from publishing.columns import DATA as DATA_COLUMN
from publishing.contract import Catalogue, Dataset, Frame, Link
from publishing.dataset_chart import dataset_chart
from publishing.dataset_json_ld import dataset_json_ld
from publishing.dataset_metadata import OPEN_TYPES, Element, elements
from publishing.numbers import number_text
from publishing.page_view import (
    CatalogueEntry,
    CatalogueView,
    CellView,
    ColumnView,
    DatasetView,
    ElementView,
    ReferenceView,
    ReleaseView,
)
from publishing.period import period_text
from publishing.references import NOWHERE, References
from publishing.release_rhythm import next_due
from publishing.releases import Release, current_of, release_files
from publishing.structure import Column, Kind, Role, Value

SHOWN_ROWS = 100
"""Rows on a dataset's page; the files hold all."""
SHOWN_RELEASES = 30
"""Releases on a dataset's page; `releases.json` lists all."""

HOME = Link("首页", "/")
DATA = Link("开放数据", "/data/")

_KINDS = {
    Kind.TEXT: "文字",
    Kind.CODE: "代码",
    Kind.INTEGER: "整数",
    Kind.NUMBER: "数",
    Kind.DATE: "日期",
    Kind.PERIOD: "时期",
    Kind.ADDRESS: "地址",
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a dataset's page reads besides the dataset itself."""

    catalogue: Catalogue
    paths: Container[str]
    """The pages of the edition: a cell leads only to one of them."""
    addresses: Addresses
    frame: Frame
    references: References = NOWHERE


def catalogue_view(
    released: Sequence[tuple[Dataset, Sequence[Release]]], catalogue: Catalogue, site_name: str
) -> CatalogueView:
    """The page `/data/`. Each dataset comes with its releases, newest first, at least one."""
    times = [release.published for _, releases in released for release in releases]
    return CatalogueView(
        path=DATA.path,
        title=DATA.title,
        description=f"{site_name}公布的数据集：内容、更新周期和下载。",
        breadcrumbs=(HOME,),
        published=min(times, default=None),
        modified=max(times, default=None),
        column=DATA_COLUMN,
        keywords=DATA_COLUMN.keywords,
        listed=tuple(Link(dataset.title_zh, f"/data/{dataset.code}/") for dataset, _ in released),
        template="pages/catalogue.html",
        datasets=tuple(_entry(dataset, current_of(releases), releases[0]) for dataset, releases in released),
        code_lists=tuple(Link(codes.label_zh, f"/codes/{codes.name}.json") for codes in catalogue.code_lists),
    )


def dataset_view(
    dataset: Dataset, releases: Sequence[Release], rows: Sequence[Mapping[str, Value]], around: Surroundings
) -> DatasetView:
    """The page `/data/{dataset}/`. `releases` newest first, `rows` of the newest."""
    structure, newest = dataset.structure, current_of(releases)
    return DatasetView(
        path=f"/data/{dataset.code}/",
        title=dataset.title_zh,
        description=dataset.description,
        breadcrumbs=(HOME, DATA),
        published=releases[-1].published,
        modified=newest.published,
        column=DATA_COLUMN,
        template="pages/dataset.html",
        code=dataset.code,
        title_en=dataset.title_en,
        publisher=dataset.publisher,
        contact=dataset.contact,
        method=dataset.method,
        rhythm=label_zh(RHYTHMS, dataset.rhythm),
        openness=label_zh(OPEN_TYPES, dataset.open_type),
        keywords=dataset.keywords,
        elements=tuple(
            _element(element, around.paths)
            for element in elements(dataset, releases, rows, around.catalogue, around.frame)
        ),
        columns=tuple(_column(column, around) for column in structure.columns),
        headers=tuple(column.label_zh for column in structure.columns),
        rows=tuple(
            tuple(_cell(column, row.get(column.name), dataset, around) for column in structure.columns)
            for row in rows[:SHOWN_ROWS]
        ),
        row_count=newest.rows,
        latest=replace(
            _release(newest, current=True, home=f"/data/{dataset.code}/latest/"),
            next_due=next_due(dataset.rhythm, releases[0].published),
        ),
        releases=tuple(_release(release, current=release is newest) for release in releases[:SHOWN_RELEASES]),
        release_count=len(releases),
        chart=_figure(dataset, rows, around) if rows else None,
        json_ld=dataset_json_ld(dataset, releases, rows, around.catalogue, around.frame, around.addresses),
    )


def _figure(
    dataset: Dataset, rows: Sequence[Mapping[str, Value]], around: Surroundings
) -> ChartFigure | None:
    """The chart of the rows, with its own file and the file of all rows; None where none would say something."""
    chart = dataset_chart(dataset, rows, around.catalogue)
    home = f"/data/{dataset.code}/"
    return figure_of(chart, folder=home, csv_path=f"{home}latest/{dataset.code}.csv") if chart else None


def _entry(dataset: Dataset, newest: Release, last: Release) -> CatalogueEntry:
    """`newest` has rows; `last` may have been withdrawn, and was in time all the same."""
    return CatalogueEntry(
        title=dataset.title_zh,
        title_en=dataset.title_en,
        path=f"/data/{dataset.code}/",
        description=dataset.description,
        rhythm=label_zh(RHYTHMS, dataset.rhythm),
        row_count=newest.rows,
        latest=replace(
            _release(newest, current=True, home=f"/data/{dataset.code}/latest/"),
            next_due=next_due(dataset.rhythm, last.published),
        ),
    )


def _release(release: Release, *, current: bool, home: str = "") -> ReleaseView:
    home = home or f"/data/{release.dataset}/{release.id}/"
    return ReleaseView(
        id=release.id,
        published=release.published,
        kind=label_zh(RELEASE_KINDS, release.kind),
        note=release.note,
        rows=release.rows,
        current=current,
        withdrawn=release.withdrawn,
        files=tuple(Link(file.title, home + file.name) for file in release_files(release)),
    )


def _element(element: Element, paths: Container[str]) -> ElementView:
    return ElementView(
        label=element.title,
        text=element.text,
        path=element.path if element.path in paths else "",
        digests=element.digests,
    )


def _column(column: Column, around: Surroundings) -> ColumnView:
    return ColumnView(
        name=column.name,
        label_zh=column.label_zh,
        label_en=column.label_en,
        kind=_KINDS[column.kind],
        description=column.description,
        codes_path=f"/codes/{column.codes}.json" if column.codes else "",
        reference=_reference(column, around),
    )


def _reference(column: Column, around: Surroundings) -> ReferenceView | None:
    """What the column refers to; None for nothing, or for a dataset that is not described."""
    if column.references is None:
        return None
    code, name = column.references
    dataset, path = around.catalogue.dataset(code), f"/data/{code}/"
    if dataset is None:
        return None
    link = Link(dataset.title_zh, path if path in around.paths else "")
    return ReferenceView(dataset=link, column=name)


def _cell(column: Column, value: Value, dataset: Dataset, around: Surroundings) -> CellView:
    """What people read: labels for codes, Chinese for periods, a link where the edition has the page."""
    if value is None:
        return CellView(text="")
    if isinstance(value, int | Decimal):
        return CellView(text=number_text(value), number=True)
    if column.kind is Kind.PERIOD:
        return CellView(text=period_text(value))
    if column.kind is Kind.ADDRESS:
        leads = value.startswith("/id/") or value in around.paths
        # Only the row's own address can do without saying where it leads.
        said = "查看" if leads and column.role is Role.IDENTIFIER else value
        return CellView(text=said, path=value if leads else "")
    codes = around.catalogue.code_list(column.codes)
    if codes is None:
        text, path = value, around.references.address(column, value)
    else:
        # A register of codes has the name in a column beside its own codes.
        own = codes.name == dataset.code and column.name in dataset.structure.key
        text, path = value if own else label_zh(codes, value), f"/{codes.name}/{value}/"
    return CellView(text=text, path=path if path in around.paths else "")
