"""The JSON twins of the catalogue and of dataset pages: the same facts for programs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from publishing.addresses import Addresses
from publishing.canonical import sha256_hex
from publishing.contract import Catalogue, Dataset, Frame, Link
from publishing.dataset_metadata import Element, elements
from publishing.dataset_views import SHOWN_RELEASES
from publishing.formats.table_schema import fields
from publishing.moment import moment_text
from publishing.page_view import CatalogueView, DatasetView, PageView
from publishing.releases import Release, current_of, release_files
from publishing.structure import Structure, Value


def catalogue_twin(view: CatalogueView, frame: Frame, addresses: Addresses) -> dict[str, Any]:
    """The twin of `/data/`: every dataset with its size and its latest release, and every code list."""
    links = [("up", link) for link in view.breadcrumbs]
    links += [("item", Link(entry.title, entry.path)) for entry in view.datasets]
    links += [("describedby", link) for link in view.code_lists]
    datasets = [
        {
            "title": entry.title,
            "title_en": entry.title_en,
            "summary": entry.description,
            "url": addresses.absolute(entry.path),
            "twin": addresses.absolute(f"{entry.path}index.json"),
            "rhythm": entry.rhythm,
            "rows": entry.row_count,
            "release": entry.latest.id,
            "published": moment_text(entry.latest.published),
        }
        for entry in view.datasets
    ]
    return _twin(view, "catalogue", frame, addresses, links) | {"datasets": datasets}


def dataset_twin(
    view: DatasetView,
    dataset: Dataset,
    releases: Sequence[Release],
    rows: Sequence[Mapping[str, Value]],
    catalogue: Catalogue,
    frame: Frame,
    addresses: Addresses,
) -> dict[str, Any]:
    """The twin of a dataset's page: catalogue record, columns, releases. The rows are in the files.

    `releases` newest first; the twin lists as many as the page, `releases.json` all.
    """
    record = elements(dataset, releases, rows, catalogue, frame)
    links = [("up", link) for link in view.breadcrumbs]
    links += [("item", link) for link in view.latest.files]
    links += [
        ("describedby", Link(column.label_zh, column.codes_path))
        for column in view.columns
        if column.codes_path
    ]
    referred = (column.reference.dataset for column in view.columns if column.reference)
    links += [("related", link) for link in dict.fromkeys(referred) if link.path]
    links.append(("version-history", Link("发布记录", f"{view.path}releases.json")))
    newest = current_of(releases)
    shown = [release_entry(release, releases) for release in releases[:SHOWN_RELEASES]]
    return _twin(view, "dataset", frame, addresses, links) | {
        "source": dataset.publisher,
        "metadata": {element.name: _element(element) for element in record},
        "columns": _columns(dataset.structure, addresses),
        "latest": release_entry(newest, releases) | {"files": _files(newest, addresses)},
        "releases": shown,
    }


def release_entry(release: Release, releases: Sequence[Release]) -> dict[str, Any]:
    """What lists of releases say of one; only the newest with rows is current. `releases` are all, newest first."""
    return {
        "id": release.id,
        "published": moment_text(release.published),
        "status": _status(release, releases),
        "kind": release.kind,
        "reason": release.note,
    }


def _status(release: Release, releases: Sequence[Release]) -> str:
    if release.withdrawn:
        return "withdrawn"
    return "current" if release == current_of(releases) else "superseded"


def _twin(
    view: PageView, kind: str, frame: Frame, addresses: Addresses, links: Iterable[tuple[str, Link]]
) -> dict[str, Any]:
    """The names are those of every other page's twin."""
    return {
        "type": kind,
        "title": view.title,
        "summary": view.description,
        "url": addresses.absolute(view.path),
        "published": _time(view.published),
        "modified": _time(view.modified),
        "source": None,
        "body": None,
        "relations": [
            {"rel": rel, "title": link.title, "url": addresses.absolute(link.path)} for rel, link in links
        ],
        "figures": [],
        "record": None,
        "licence": frame.licence_url,
        "trial": frame.trial,
    }


def _element(element: Element) -> dict[str, Any]:
    value = element.text if element.value is None else element.value
    return {"title": element.title, "text": element.text, "value": value}


def _columns(structure: Structure, addresses: Addresses) -> list[dict[str, Any]]:
    """The columns as in `schema.json`, with addresses that need no base."""
    found = fields(structure)
    for field in found:
        if "codes" in field:
            field["codes"] = addresses.absolute(field["codes"])
        if "references" in field:
            home = addresses.absolute(field["references"]["dataset"])
            field["references"] = field["references"] | {"dataset": home}
    return found


def _files(release: Release, addresses: Addresses) -> list[dict[str, Any]]:
    home = f"/data/{release.dataset}/{release.id}/"
    found = ((file, file.path.read_bytes()) for file in release_files(release))
    return [
        {
            "title": file.title,
            "url": addresses.absolute(home + file.name),
            "media_type": file.media_type,
            "size": len(data),
            "sha256": sha256_hex(data),
        }
        for file, data in found
    ]


def _time(moment: datetime | None) -> str | None:
    return moment_text(moment) if moment else None
