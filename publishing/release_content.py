"""Everything that the files of one release are rendered from."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from publishing.contract import Dataset
from publishing.difference import Difference, Record
from publishing.structure import Row

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""The county's time: release ids are its dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFacts:
    """What a release says about use. `cite` names whom and what to cite; the release id is added to it."""

    licence_url: str
    cite: str
    trial: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseContent:
    """One release before it is written. `rows` are clean and sorted by key."""

    dataset: Dataset
    release: str
    published: datetime
    kind: str
    note: str
    previous: str | None
    """Id of the release before, or None."""
    facts: ReleaseFacts
    rows: tuple[Row, ...]
    difference: Difference
    structure_changed: bool

    def published_text(self) -> str:
        """ISO 8601 with the offset of the county, to the second."""
        return self.published.isoformat(timespec="seconds")

    def cite_text(self) -> str:
        """How to cite exactly this release."""
        return f"{self.facts.cite}，数据发布 {self.release}"

    def records(self) -> list[Record]:
        """The rows by column id, in the order of the columns."""
        names = self.dataset.structure.names()
        return [dict(zip(names, row, strict=True)) for row in self.rows]
