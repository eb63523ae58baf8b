"""The catalogue and the dataset pages, as their templates are given them."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from publishing.addresses import Addresses
from publishing.code_lists import RELEASE_KINDS, RHYTHMS, label_zh
from publishing.contract import Catalogue, Dataset, Link
from publishing.dataset_json_ld import dataset_json_ld
from publishing.numbers import number_text
from publishing.page_view import (
    CatalogueEntry,
    CatalogueView,
    CellView,
    ColumnView,
    DatasetView,
    ReleaseView,
)
from publishing.period import period_text
from publishing.releases import Release, release_files
from publishing.structure import Column, Kind, Value

SHOWN_ROWS = 100
"""Rows on a dataset's page; the files hold all."""

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
        template="pages/catalogue.html",
        datasets=tuple(_entry(dataset, releases[0]) for dataset, releases in released),
        code_lists=tuple(Link(codes.label_zh, f"/codes/{codes.name}.json") for codes in catalogue.code_lists),
    )


def dataset_view(
    dataset: Dataset,
    releases: Sequence[Release],
    rows: Sequence[Mapping[str, Value]],
    catalogue: Catalogue,
    paths: Collection[str],
    addresses: Addresses,
    licence_url: str,
) -> DatasetView:
    """The page `/data/{dataset}/`. `releases` newest first, `rows` of the newest.

    `paths` are the pages of the edition: a cell leads only to one of them.
    """
    structure, newest = dataset.structure, releases[0]
    return DatasetView(
        path=f"/data/{dataset.code}/",
        title=dataset.title_zh,
        description=dataset.description,
        breadcrumbs=(HOME, DATA),
        published=releases[-1].published,
        modified=newest.published,
        template="pages/dataset.html",
        code=dataset.code,
        title_en=dataset.title_en,
        publisher=dataset.publisher,
        contact=dataset.contact,
        method=dataset.method,
        rhythm=label_zh(RHYTHMS, dataset.rhythm),
        keywords=dataset.keywords,
        columns=tuple(_column(column) for column in structure.columns),
        headers=tuple(column.label_zh for column in structure.columns),
        rows=tuple(
            tuple(_cell(column, row.get(column.name), catalogue, paths) for column in structure.columns)
            for row in rows[:SHOWN_ROWS]
        ),
        row_count=newest.rows,
        latest=_release(newest, current=True, home=f"/data/{dataset.code}/latest/"),
        releases=tuple(_release(release, current=release is newest) for release in releases),
        json_ld=dataset_json_ld(dataset, releases, rows, addresses, licence_url),
    )


def _entry(dataset: Dataset, newest: Release) -> CatalogueEntry:
    return CatalogueEntry(
        title=dataset.title_zh,
        title_en=dataset.title_en,
        path=f"/data/{dataset.code}/",
        description=dataset.description,
        rhythm=label_zh(RHYTHMS, dataset.rhythm),
        row_count=newest.rows,
        latest=_release(newest, current=True, home=f"/data/{dataset.code}/latest/"),
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
        files=tuple(Link(file.title, home + file.name) for file in release_files(release)),
    )


def _column(column: Column) -> ColumnView:
    return ColumnView(
        name=column.name,
        label_zh=column.label_zh,
        label_en=column.label_en,
        kind=_KINDS[column.kind],
        description=column.description,
        codes_path=f"/codes/{column.codes}.json" if column.codes else "",
    )


def _cell(column: Column, value: Value, catalogue: Catalogue, paths: Collection[str]) -> CellView:
    """What people read: labels for codes, Chinese for periods, a link where the edition has the page."""
    if value is None:
        return CellView(text="")
    if isinstance(value, int | Decimal):
        return CellView(text=number_text(value), number=True)
    if column.kind is Kind.PERIOD:
        return CellView(text=period_text(value))
    if column.kind is Kind.ADDRESS:
        leads = value.startswith("/id/") or value in paths
        return CellView(text="查看", path=value) if leads else CellView(text=value)
    codes = catalogue.code_list(column.codes)
    if codes is None:
        return CellView(text=value)
    path = f"/{codes.name}/{value}/"
    return CellView(text=label_zh(codes, value), path=path if path in paths else "")
