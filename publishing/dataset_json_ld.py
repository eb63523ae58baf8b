"""schema.org Dataset of a dataset page, for search engines."""

from collections.abc import Mapping, Sequence
from typing import Any

from publishing.addresses import Addresses
from publishing.canonical import sha256_hex
from publishing.contract import Dataset
from publishing.formats import FORMATS
from publishing.json_text import json_text
from publishing.period import first_day, last_day
from publishing.releases import Release
from publishing.row_query import time_column
from publishing.structure import Kind, Role, Value


def dataset_json_ld(
    dataset: Dataset,
    releases: Sequence[Release],
    rows: Sequence[Mapping[str, Value]],
    addresses: Addresses,
    licence_url: str,
) -> str:
    """The JSON-LD text, safe inside a script element. `releases` newest first, `rows` of the newest."""
    newest = releases[0]
    address = addresses.absolute(f"/data/{dataset.code}/")
    publisher = {"@type": "Organization", "name": dataset.publisher}
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": dataset.title_zh,
        "alternateName": dataset.title_en,
        "description": dataset.description,
        "identifier": dataset.code,
        "inLanguage": "zh-Hans",
        "keywords": list(dataset.keywords),
        "license": licence_url,
        "isAccessibleForFree": True,
        "creator": publisher,
        "publisher": publisher,
        "version": newest.id,
        "datePublished": releases[-1].published.isoformat(timespec="seconds"),
        "dateModified": newest.published.isoformat(timespec="seconds"),
        "measurementTechnique": dataset.method,
        "variableMeasured": _variables(dataset),
        "distribution": _distribution(newest, addresses),
    }
    if coverage := _coverage(dataset, rows):
        document["temporalCoverage"] = coverage
    # "</script>" in a description must not end the element.
    return json_text(document).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _variables(dataset: Dataset) -> list[dict[str, str]]:
    columns = [column for column in dataset.structure.columns if column.role is Role.MEASURE]
    return [
        {
            "@type": "PropertyValue",
            "name": column.label_zh,
            "alternateName": column.label_en,
            "propertyID": column.name,
        }
        for column in columns
    ]


def _distribution(newest: Release, addresses: Addresses) -> list[dict[str, Any]]:
    files = [(form, newest.folder / form.name(newest.dataset)) for form in FORMATS if form.tabular]
    return [
        {
            "@type": "DataDownload",
            "name": form.title,
            "encodingFormat": form.media_type.partition(";")[0],
            "contentUrl": addresses.absolute(f"/data/{newest.dataset}/{newest.id}/{path.name}"),
            "sha256": sha256_hex(path.read_bytes()),
        }
        for form, path in files
    ]


def _coverage(dataset: Dataset, rows: Sequence[Mapping[str, Value]]) -> str:
    """ISO 8601 interval from the first day of the first period to the last of the last; empty without any."""
    column = time_column(dataset.structure)
    values = [str(row[column.name]) for row in rows if row.get(column.name)] if column else []
    if column is None or not values:
        return ""
    if column.kind is Kind.DATE:
        return f"{min(values)}/{max(values)}"
    return f"{min(map(first_day, values))}/{max(map(last_day, values))}"
