"""Corrections that releases of data made, from what each of them says of itself, in words for readers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cms.views.correction_types import ChangeView, CorrectionView
from publishing.contract import Catalogue, Dataset
from publishing.difference import Record
from publishing.folder import DataFolder
from publishing.json_text import read_json
from publishing.numbers import number_text
from publishing.observations import number_view
from publishing.period import period_text
from publishing.quantity import quantity_text
from publishing.release_content import SHANGHAI
from publishing.releases import Release, read_rows, releases_of
from publishing.structure import Column, Kind, Role, Value

CORRECTION = "correction"
SHOWN = 5
"""Values that one entry lists; the rest are in the file of the release that lists all of them."""

IsPublic = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Changed:
    """One row that a release corrected: as it is since, and what differed before."""

    row: Record
    old: Record


def data_corrections(
    folder: DataFolder, catalogue: Catalogue, is_public: IsPublic
) -> tuple[CorrectionView, ...]:
    """The corrections of all released datasets, newest first.

    A release that was withdrawn for privacy is left out, and of records that are not public any more nothing is told.
    """
    found = [
        (release.published, release.dataset, _entry(release, dataset, catalogue, is_public))
        for dataset in catalogue.datasets
        for release in releases_of(folder, dataset.code)
        if release.kind == CORRECTION and not release.withdrawn
    ]
    return tuple(entry for *_, entry in sorted(found, key=lambda one: one[:2], reverse=True))


def _entry(release: Release, dataset: Dataset, catalogue: Catalogue, is_public: IsPublic) -> CorrectionView:
    first, total = _changed(release, dataset.structure.key)
    reader = _Reader(dataset, catalogue, is_public)
    changes = tuple(change for row in first if (change := reader.change(row)) is not None)
    home = f"/data/{dataset.code}/"
    return CorrectionView(
        day=release.published.astimezone(SHANGHAI).date().isoformat(),
        what=f"数据：{dataset.title_zh}",
        path=home if is_public(home) else "",
        was="",
        now="",
        reason=release.note,
        changes=changes,
        more=total - len(changes),
        more_path=f"{home}{release.id}/changes.json",
    )


@lru_cache(maxsize=1024)
def _changed(release: Release, key: tuple[str, ...]) -> tuple[tuple[_Changed, ...], int]:
    """The first rows that a release revised, and how many it changed in all. Read once: a release never changes."""
    changes = read_json((release.folder / "changes.json").read_bytes())
    revised = changes["revised"]
    wanted = {tuple(one["key"][name] for name in key): one["old"] for one in revised[:SHOWN]}
    rows = {tuple(row[name] for name in key): row for row in read_rows(release)} if wanted else {}
    first = tuple(_Changed(rows[place], old) for place, old in wanted.items() if place in rows)
    return first, len(revised) + len(changes["added"]) + len(changes["removed"])


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns the columns of a dataset into words."""

    dataset: Dataset
    catalogue: Catalogue
    is_public: IsPublic

    def change(self, changed: _Changed) -> ChangeView | None:
        """What changed in one row; None where its record, indicator or area is not public any more."""
        address = str(changed.row.get("id") or "")
        if self.dataset.attested:
            return self._number(changed, address) if self._known(changed.row) else None
        page = address.partition("#")[0]
        if page and not self.is_public(page):
            return None
        title = str(changed.row.get("title") or changed.row.get("name") or "")
        was, now = self._words(changed)
        return ChangeView(what=title or self._key(changed.row), path=address, was=was, now=now)

    def _known(self, row: Record) -> bool:
        lists = ((row["indicator"], "indicators"), (row["area"], "areas"))
        found = ((code, self.catalogue.code_list(name)) for code, name in lists)
        return all(codes is None or codes.find(str(code)) for code, codes in found)

    def _number(self, changed: _Changed, address: str) -> ChangeView:
        new = number_view(changed.row, self.catalogue)
        old = number_view({**changed.row, **changed.old}, self.catalogue)
        was, now = quantity_text(old.quantity), quantity_text(new.quantity)
        if was == now:
            was, now = self._words(changed)
        return ChangeView(what=f"{new.label}（{new.area}，{new.period}）", path=address, was=was, now=now)

    def _words(self, changed: _Changed) -> tuple[str, str]:
        """What the columns that differ said and say; the address and the number of the revision follow from them."""
        columns = [
            column
            for column in self.dataset.structure.columns
            if column.name in changed.old and column.role != Role.IDENTIFIER and column.name != "revision"
        ]
        return self._said(columns, changed.old), self._said(columns, changed.row)

    def _said(self, columns: list[Column], row: Mapping[str, Value]) -> str:
        return "；".join(
            f"{column.label_zh}：{self._text(column, row.get(column.name))}" for column in columns
        )

    def _key(self, row: Record) -> str:
        return "，".join(self._texts(row, self.dataset.structure.key))

    def _texts(self, row: Record, names: tuple[str, ...]) -> Iterator[str]:
        for column in self.dataset.structure.columns:
            if column.name in names:
                yield self._text(column, row.get(column.name))

    def _text(self, column: Column, value: Value) -> str:
        """One value in words; 空 for none."""
        if value is None:
            return "空"
        if not isinstance(value, str):
            return number_text(value)
        if column.kind is Kind.PERIOD:
            return period_text(value)
        codes = self.catalogue.code_list(column.codes) if column.codes else None
        found = codes.find(value) if codes else None
        return found.label_zh if found else value
