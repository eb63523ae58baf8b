"""Declared counts: what can be counted record by record, to stand beside an attested total and never in its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from publishing.structure import Value


@dataclass(frozen=True, slots=True)
class Count:
    """A count over the rows of a register. With `distinct`, how many different values that column has."""

    code: str
    label: str
    dataset: str
    where: tuple[tuple[str, str], ...] = ()
    distinct: str | None = None

    def of(self, rows: Iterable[Mapping[str, Value]]) -> int:
        """How many rows fit, or how many different values they have. Sample data never count."""
        fitting = [row for row in rows if self._fits(row)]
        return len({row[self.distinct] for row in fitting} - {None}) if self.distinct else len(fitting)

    def _fits(self, row: Mapping[str, Value]) -> bool:
        return row.get("sample") != "yes" and all(row[column] == value for column, value in self.where)

    @property
    def query(self) -> str:
        """The filter that lists the rows counted: `?status=completed&sample=no`."""
        return "?" + "&".join(f"{column}={value}" for column, value in (*self.where, ("sample", "no")))


COUNTS = {
    count.code: count
    for count in (
        Count("completed-deeds", "好事实事台账里已完成的件数", "good-deeds", (("status", "completed"),)),
        Count(
            "agreement-organisations", "协议台账里签约单位的家数", "agreement-units", distinct="organisation"
        ),
        Count("agreements", "协议台账里的协议份数", "agreements"),
        Count("carriers", "党建品牌台账里的载体个数", "brands", (("kind", "carrier"),)),
        Count(
            "demonstration-sites", "党建品牌台账里的示范点个数", "brands", (("kind", "demonstration-site"),)
        ),
        Count("done-commitments", "协议清单里已完成的项数", "commitments", (("state", "done"),)),
    )
}
"""Every declared count, by code. An indicator names the one that stands beside it."""


def count_choices() -> list[tuple[str, str]]:
    """For the form of an indicator; a function, so that a new count needs no migration."""
    return [(count.code, count.label) for count in COUNTS.values()]
