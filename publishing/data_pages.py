"""What an edition holds because of the catalogue: data pages, their twins, release lists, code lists."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from publishing.addresses import Addresses
from publishing.canonical import sha256_hex
from publishing.charts.svg_file import MEDIA_TYPE, Origin, svg_file
from publishing.contract import Catalogue, CodeList, Dataset, Frame, Item, PageFacts, Submission
from publishing.data_memory import DataMemory
from publishing.data_twins import catalogue_twin, dataset_twin, release_entry
from publishing.dataset_chart import dataset_chart
from publishing.dataset_views import Surroundings, catalogue_view, dataset_view
from publishing.folder import DataFolder
from publishing.formats import JSON
from publishing.json_text import json_text
from publishing.page_view import PageView
from publishing.problems import PROBLEMS
from publishing.references import references_of
from publishing.release_content import SHANGHAI
from publishing.releases import Release, current_of, latest_release, newest_with_rows, read_rows, releases_of
from publishing.render import render_page
from publishing.structure import Value

HTML = "text/html; charset=utf-8"

Released = Sequence[tuple[Dataset, Sequence[Release]]]
"""Datasets with their releases, newest first, at least one each."""


@dataclass(frozen=True, slots=True)
class _Stamp:
    """When an item was first and last published, and what it was made from."""

    published: datetime
    modified: datetime
    reads: tuple[str, ...]


def data_items(
    submission: Submission, folder: DataFolder, addresses: Addresses, memory: DataMemory | None = None
) -> list[Item]:
    """The catalogue, a page per released dataset, `releases.json` and `/codes/{name}.json`, in a fixed order.

    A dataset without a release is left out. Without any, the catalogue says so and stays out of the site map.
    The list of problem types is added. A dataset's pages come from `memory` where nothing that they were made from
    has changed. Raises ValueError where a released dataset names a code list that is not there.
    """
    frame = submission.frame
    catalogue = replace(submission.catalogue, code_lists=(*submission.catalogue.code_lists, PROBLEMS))
    released = released_datasets(folder, catalogue)
    _check_code_lists(released, catalogue)
    span = _span(released, submission.as_of)
    items = _catalogue_items(released, catalogue, span, frame, addresses)
    paths = {item.path for item in submission.items if item.page}
    paths |= {f"/data/{dataset.code}/" for dataset, _ in released}
    # Whatever a page says besides its rows is in here, so that one text stands for all of it.
    common = sha256_hex(repr((catalogue, frame, addresses)).encode())
    for dataset, releases in released:

        def make(asked: Container[str], dataset: Dataset = dataset, releases: Any = releases) -> list[Item]:
            references = references_of(dataset.structure, catalogue, folder)
            return _dataset_items(
                dataset, releases, Surroundings(catalogue, asked, addresses, frame, references)
            )

        inputs = (common, dataset, _identities(releases), _referred(dataset, catalogue, folder))
        items += memory.items(dataset.code, inputs, paths, make) if memory else make(paths)
    return items + _code_list_items(catalogue, span)


def _identities(releases: Sequence[Release]) -> list[tuple[str, str, bool]]:
    return [(release.id, release.manifest_sha256, release.withdrawn) for release in releases]


def _referred(dataset: Dataset, catalogue: Catalogue, folder: DataFolder) -> list[tuple[str, str]]:
    """The latest releases that the dataset's columns refer to."""
    codes = sorted({column.references[0] for column in dataset.structure.columns if column.references})
    found = (latest_release(folder, code) for code in codes if catalogue.dataset(code))
    return [(release.dataset, release.manifest_sha256) for release in found if release]


def released_datasets(folder: DataFolder, catalogue: Catalogue) -> list[tuple[Dataset, list[Release]]]:
    """The released datasets of the catalogue, in its order, with their releases, newest first.

    One whose releases were all withdrawn for privacy is left out, as one without any.
    """
    pairs = [(dataset, releases_of(folder, dataset.code)) for dataset in catalogue.datasets]
    return [(dataset, releases) for dataset, releases in pairs if newest_with_rows(releases)]


def _check_code_lists(released: Released, catalogue: Catalogue) -> None:
    named = {column.codes for dataset, _ in released for column in dataset.structure.columns if column.codes}
    missing = sorted(named - {codes.name for codes in catalogue.code_lists})
    if missing:
        raise ValueError(f"数据集用到的代码表不在目录里：{'、'.join(missing)}。")


def _span(released: Released, as_of: date) -> tuple[datetime, datetime]:
    """The first and the last release of all; labels and lists have no time of their own."""
    midnight = datetime.combine(as_of, time.min, SHANGHAI)
    times = [release.published for _, releases in released for release in releases] or [midnight]
    return min(times), max(times)


def _catalogue_items(
    released: Released,
    catalogue: Catalogue,
    span: tuple[datetime, datetime],
    frame: Frame,
    addresses: Addresses,
) -> list[Item]:
    reads = [f"dataset:{dataset.code}" for dataset, _ in released]
    reads += [f"code-list:{codes.name}" for codes in catalogue.code_lists]
    view = catalogue_view(released, catalogue, frame.site_name)
    stamp = _Stamp(*span, tuple(reads))
    twin = catalogue_twin(view, frame, addresses)
    return _page(view, "catalogue", bool(released), twin, stamp, frame, addresses)


def _dataset_items(dataset: Dataset, releases: Sequence[Release], around: Surroundings) -> list[Item]:
    newest, frame, addresses = current_of(releases), around.frame, around.addresses
    rows = read_rows(newest)
    view = dataset_view(dataset, releases, rows, around)
    twin = dataset_twin(view, dataset, releases, rows, around.catalogue, frame, addresses)
    reads = (
        f"dataset:{dataset.code}",
        *(f"release:{dataset.code}/{release.id}" for release in releases),
        *around.references.reads,
    )
    stamp = _Stamp(releases[-1].published, newest.published, reads)
    entries = [release_entry(release, releases) for release in releases]
    listing = Item(
        f"{view.path}releases.json",
        _json({"releases": entries}),
        JSON,
        stamp.published,
        stamp.modified,
        stamp.reads,
    )
    charts = _chart_items(dataset, newest, rows, around, stamp)
    return [*_page(view, "dataset", True, twin, stamp, frame, addresses), listing, *charts]


def _chart_items(
    dataset: Dataset,
    newest: Release,
    rows: Sequence[Mapping[str, Value]],
    around: Surroundings,
    stamp: _Stamp,
) -> list[Item]:
    """The file of the dataset's chart; none where it has none."""
    chart = dataset_chart(dataset, rows, around.catalogue) if rows else None
    if chart is None:
        return []
    home = f"/data/{dataset.code}/"
    source = f"数字取自“{dataset.title_zh}”{newest.id} 的发布。"
    origin = Origin(source, around.addresses.absolute(home), around.frame.site_name)
    body = svg_file(chart, origin)
    return [Item(home + chart.file, body, MEDIA_TYPE, stamp.published, stamp.modified, stamp.reads)]


def _page(
    view: PageView,
    kind: str,
    listed: bool,
    twin: Mapping[str, Any],
    stamp: _Stamp,
    frame: Frame,
    addresses: Addresses,
) -> list[Item]:
    facts = PageFacts(type=kind, title=view.title, summary=view.description, listed=listed)
    html = render_page(view, frame, addresses).encode()
    return [
        Item(view.path, html, HTML, stamp.published, stamp.modified, stamp.reads, facts),
        Item(f"{view.path}index.json", _json(twin), JSON, stamp.published, stamp.modified, stamp.reads),
    ]


def _code_list_items(catalogue: Catalogue, span: tuple[datetime, datetime]) -> list[Item]:
    return [
        Item(
            path=f"/codes/{codes.name}.json",
            body=_code_list(codes),
            media_type=JSON,
            published=span[0],
            modified=span[1],
            reads=(f"code-list:{codes.name}",),
        )
        for codes in sorted(catalogue.code_lists, key=lambda codes: codes.name)
    ]


def _code_list(codes: CodeList) -> bytes:
    entries = [
        {
            "code": entry.code,
            "label_zh": entry.label_zh,
            "label_en": entry.label_en,
            "description": entry.description,
            "parent": entry.parent,
            "attributes": dict(entry.attributes),
        }
        for entry in codes.codes
    ]
    head = {"name": codes.name, "label_zh": codes.label_zh, "label_en": codes.label_en}
    return _json({**head, "codes": entries})


def _json(document: Mapping[str, Any]) -> bytes:
    return f"{json_text(document)}\n".encode()
