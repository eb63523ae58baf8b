"""schema.json: Table Schema 2.0 of the columns, with titles in both languages."""

from typing import Any

from publishing.json_text import json_text, read_json
from publishing.release_content import ReleaseContent
from publishing.structure import Column, Kind, Role, Structure

_TYPES = {
    Kind.TEXT: "string",
    Kind.CODE: "string",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.PERIOD: "string",
    Kind.ADDRESS: "string",
}

PERIOD_PATTERN = "[12][0-9]{3}(-(S[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?"
"""A year, a half-year, a quarter, a month or a day."""


def render(content: ReleaseContent) -> bytes:
    """The schema of the release's columns."""
    return schema_bytes(content.dataset.structure)


def schema_bytes(structure: Structure) -> bytes:
    """The schema of any structure; equal structures give equal bytes."""
    schema = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": fields(structure),
        "primaryKey": list(structure.key),
        "missingValues": [""],
    }
    return f"{json_text(schema)}\n".encode()


def structure_of(data: bytes) -> Structure:
    """The structure that a schema was made of. Columns of the key come back as not nullable, which they cannot be."""
    schema = read_json(data)
    return Structure(tuple(_column(field) for field in schema["fields"]), tuple(schema["primaryKey"]))


def fields(structure: Structure) -> list[dict[str, Any]]:
    """What the schema says of each column."""
    return [_field(column, column.name in structure.key) for column in structure.columns]


def _field(column: Column, in_key: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": in_key or not column.nullable}
    if column.kind is Kind.PERIOD:
        constraints["pattern"] = PERIOD_PATTERN
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "title": column.label_zh,
        "titles": {"zh-Hans": column.label_zh, "en": column.label_en},
        "description": column.description,
        "kind": column.kind.value,
        "role": column.role.value,
        "constraints": constraints,
    }
    if column.codes:
        field["codes"] = f"/codes/{column.codes}.json"
    if column.references:
        dataset, name = column.references
        field["references"] = {"dataset": f"/data/{dataset}/", "column": name}
    return field


def _column(field: dict[str, Any]) -> Column:
    """The reverse of `_field`."""
    target = field.get("references")
    return Column(
        name=field["name"],
        kind=Kind(field["kind"]),
        label_zh=field["titles"]["zh-Hans"],
        label_en=field["titles"]["en"],
        description=field["description"],
        role=Role(field["role"]),
        nullable=not field["constraints"]["required"],
        codes=field["codes"].removeprefix("/codes/").removesuffix(".json") if "codes" in field else None,
        references=(target["dataset"].split("/")[2], target["column"]) if target else None,
    )
