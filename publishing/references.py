"""Where the rows are that a dataset refers to: values of a column that are found in another dataset."""

from collections.abc import Mapping
from dataclasses import dataclass

from publishing.contract import Catalogue
from publishing.folder import DataFolder
from publishing.releases import latest_release, read_rows
from publishing.structure import Column, Kind, Role, Structure


@dataclass(frozen=True, slots=True)
class References:
    """The rows that the columns of one structure may refer to, in the latest releases."""

    addresses: Mapping[tuple[str, str], Mapping[str, str]]
    """By dataset and column: the address of the row that holds each value."""
    reads: tuple[str, ...] = ()
    """The releases that were looked at, such as `release:good-deeds/2026-11-23`."""

    def address(self, column: Column, value: str) -> str:
        """The address of the row that the value refers to; empty for no reference, or for a row that is not there."""
        return self.addresses.get(column.references, {}).get(value, "") if column.references else ""


NOWHERE = References({})
"""Of a structure that refers to nothing."""


def references_of(structure: Structure, catalogue: Catalogue, folder: DataFolder) -> References:
    """What the structure refers to, read from the latest releases. A dataset outside the catalogue has no rows."""
    addresses: dict[tuple[str, str], dict[str, str]] = {}
    reads: list[str] = []
    for dataset, column in sorted({column.references for column in structure.columns if column.references}):
        described = catalogue.dataset(dataset)
        release = latest_release(folder, dataset) if described else None
        if described is None or release is None:
            continue
        reads.append(f"release:{dataset}/{release.id}")
        place = _address_column(described.structure)
        addresses[dataset, column] = {
            str(row[column]): str(row[place])
            for row in read_rows(release)
            if row.get(column) and row.get(place)
        }
    return References(addresses, tuple(dict.fromkeys(reads)))


def _address_column(structure: Structure) -> str:
    """The column that says where a row is; empty where none does."""
    own = (
        column.name
        for column in structure.columns
        if column.kind is Kind.ADDRESS and column.role is Role.IDENTIFIER
    )
    return next(own, "")
