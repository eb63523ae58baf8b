"""The rows of a register now, read only as far as they changed since the release before."""

from dataclasses import dataclass, field
from typing import Any

from cms.public_content import PublicContent
from cms.public_records import public_records
from cms.registers import Register
from cms.released import released_rows
from cms.row_digests import SNIPPETS
from publishing.releases import Release
from publishing.structure import Row, Value


@dataclass(slots=True)
class KnownRows:
    """What the rows of the latest release of a dataset were made from."""

    release: str
    made_by: str
    """Digest of the software and of the description of the dataset."""
    asked: list[str] = field(default_factory=list)
    """Digests of the answers that decide the rows, in the order of `Register.reads`."""
    records: dict[str, list[str]] = field(default_factory=dict)
    """By key of the record: its digest, and the address of its row."""


def rows_of(
    register: Register, content: PublicContent, known: KnownRows | None, latest: Release | None
) -> tuple[list[Row], dict[str, list[str]]]:
    """The rows of a register of pages or snippets, in any order, and what to remember of them.

    The row of a record whose digest is that in `known` is taken from the latest release, where it is.
    """
    digests = {key: _digest(register, content, key) for key in _keys(register, content)}
    old = {str(row["id"]): row for row in released_rows(latest)} if latest and known else {}
    records = known.records if known and latest and known.release == latest.id else {}
    kept: dict[int, dict[str, Value]] = {}
    for key, digest in digests.items():
        before = records.get(str(key))
        if before and before[0] == digest and before[1] in old:
            kept[key] = old[before[1]]
    changed = [key for key in digests if key not in kept]
    rows = kept | {record.pk: register.record_of(record) for record in _records(register, content, changed)}
    names = register.structure().names()
    remembered = {str(key): [digests[key], str(row["id"])] for key, row in rows.items()}
    return [tuple(row[name] for name in names) for row in rows.values()], remembered


def _keys(register: Register, content: PublicContent) -> list[int]:
    if register.page_type in SNIPPETS:
        return [key for key, _ in content.snippets[register.page_type]]
    return [page.key for page in content.light.values() if page.kind == register.page_type]


def _digest(register: Register, content: PublicContent, key: int) -> str:
    if register.page_type in SNIPPETS:
        return content.row(register.page_type, key)
    turn = content.row("turn", key) if register.page_type == "agreement" else ""
    return content.row("page", key) + turn


def _records(register: Register, content: PublicContent, keys: list[int]) -> list[Any]:
    if register.page_type in SNIPPETS:
        return public_records(SNIPPETS[register.page_type], keys) if keys else []
    found = content.pages_of(keys)
    for page in found:
        page.public_address, page.as_of = content.light[page.pk].path, content.as_of
    return found
