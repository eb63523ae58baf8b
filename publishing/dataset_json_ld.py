"""schema.org Dataset of a dataset page, for search engines."""

from collections.abc import Mapping, Sequence
from typing import Any

from publishing.addresses import Addresses
from publishing.code_lists import label_zh
from publishing.contract import Catalogue, Dataset, Frame
from publishing.dataset_metadata import OPEN_TYPES, rows_files, time_range
from publishing.json_text import json_text
from publishing.releases import Release, current_of
from publishing.structure import Role, Value


def dataset_json_ld(
    dataset: Dataset,
    releases: Sequence[Release],
    rows: Sequence[Mapping[str, Value]],
    catalogue: Catalogue,
    frame: Frame,
    addresses: Addresses,
) -> str:
    """The JSON-LD text, safe inside a script element. `releases` newest first, `rows` of the newest."""
    newest = current_of(releases)
    address = addresses.absolute(f"/data/{dataset.code}/")
    publisher = {"@type": "Organization", "name": dataset.publisher}
    if dataset.provider_code:
        publisher["identifier"] = dataset.provider_code
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": dataset.title_zh,
        "alternateName": dataset.title_en,
        "description": dataset.description,
        "identifier": [code for code in (dataset.code, dataset.resource_code) if code],
        "inLanguage": "zh-Hans",
        "keywords": list(dataset.keywords),
        "license": frame.licence_url,
        "isAccessibleForFree": True,
        "conditionsOfAccess": dataset.open_condition or label_zh(OPEN_TYPES, dataset.open_type),
        "creator": publisher,
        "publisher": publisher,
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": frame.site_name,
            "url": addresses.absolute("/data/"),
        },
        "version": newest.id,
        "datePublished": releases[-1].published.isoformat(timespec="seconds"),
        "dateModified": newest.published.isoformat(timespec="seconds"),
        "measurementTechnique": dataset.method,
        "variableMeasured": _variables(dataset),
        "distribution": _distribution(newest, addresses),
    }
    if dataset.domain:
        document["about"] = {"@type": "Thing", "name": dataset.domain}
    if dataset.spatial:
        document["spatialCoverage"] = _place(dataset.spatial, catalogue)
    if interval := time_range(dataset, rows)[0]:
        document["temporalCoverage"] = interval
    # "</script>" in a description must not end the element.
    return json_text(document).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _place(code: str, catalogue: Catalogue) -> dict[str, str]:
    areas = catalogue.code_list("areas")
    return {"@type": "Place", "name": label_zh(areas, code) if areas else code, "identifier": code}


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
    return [
        {
            "@type": "DataDownload",
            "name": file.title,
            "encodingFormat": file.media_type.partition(";")[0],
            "contentUrl": addresses.absolute(f"/data/{newest.dataset}/{newest.id}/{file.name}"),
            "contentSize": f"{file.size} B",
            "sha256": file.sha256,
        }
        for file in rows_files(newest)
    ]
