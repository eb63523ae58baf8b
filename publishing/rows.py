"""Answers to questions about the rows of a release, from its index."""

import base64
import binascii
import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from publishing.contract import Dataset
from publishing.difference import Record
from publishing.formats.csv_file import csv_bytes
from publishing.formats.json_file import envelope, envelope_head
from publishing.index import DatasetIndex, IndexedRelease
from publishing.json_text import read_json
from publishing.problems import ParameterError, QueryError, problem, refused, shown
from publishing.row_query import RowQuery, parse_query

__all__ = ["RowQuery", "RowsPage", "parse_query", "run"]

LATEST = "latest"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsPage:
    """A page of matching rows. `count` is all matches, `next` the cursor for `after`, None at the end."""

    dataset: str
    release: str
    published: datetime
    licence: str
    cite: str
    count: int
    next: str | None
    columns: tuple[str, ...]
    texts: tuple[str, ...]
    """The rows as they stand in the release, each a JSON object."""

    @property
    def items(self) -> list[Record]:
        """The rows by column id."""
        return [read_json(text) for text in self.texts]

    def as_json(self) -> bytes:
        """The envelope of the design, as in the release's own JSON file."""
        head = envelope_head(
            dataset=self.dataset,
            release=self.release,
            published=self.published.isoformat(timespec="seconds"),
            licence=self.licence,
            cite=self.cite,
            count=self.count,
            following=self.next,
        )
        return envelope(head, self.texts)

    def as_csv(self) -> bytes:
        """The same rows as CSV; the cursor goes into the Link header."""
        return csv_bytes(self.columns, ([row[name] for name in self.columns] for row in self.items))


def run(index: DatasetIndex, dataset: Dataset, release: str, query: RowQuery) -> RowsPage:
    """The page of rows. `release` is an id or `latest`; `as_of` goes with `latest` only.

    Raises QueryError: 404 for a release that does not exist or a time before the first, 410 for one that was
    withdrawn; 400 for a period that the release does not hold, a cursor that is not of this query and release,
    or a column that it lacks.
    """
    chosen = _chosen(index.releases, release, query)
    _check_columns(chosen, query)
    with closing(index.open(chosen)) as connection:
        return _page(connection, dataset, chosen, query)


def _page(
    connection: sqlite3.Connection, dataset: Dataset, release: IndexedRelease, query: RowQuery
) -> RowsPage:
    _check_periods(connection, release, query)
    conditions, values = _conditions(query)
    count = _count(connection, release, conditions, values)
    place = f'"o_{query.order}"' if query.order else "position"
    if query.after is not None:
        conditions.append(f"{place} {'<' if query.descending else '>'} ?")
        values.append(_read_cursor(query.after, release.id, query))
    order = f"{place} {'DESC' if query.descending else 'ASC'}"
    # Every name in these statements is a column id of the release, checked when its index was made. The rows
    # are chosen first: an item is put together when it is read, also in order to be sorted.
    found = connection.execute(
        f"SELECT item, {place} FROM rows WHERE position IN"  # noqa: S608
        f" (SELECT position FROM rows {_where(conditions)} ORDER BY {order} LIMIT ?) ORDER BY {order}",
        [*values, query.limit + 1],
    ).fetchall()
    shown_rows = found[: query.limit]
    return RowsPage(
        dataset=dataset.code,
        release=release.id,
        published=release.published,
        licence=release.licence,
        cite=release.cite,
        count=count,
        next=_cursor(release.id, query, shown_rows[-1][1]) if len(found) > query.limit else None,
        columns=release.columns,
        texts=tuple(text for text, _ in shown_rows),
    )


def _count(
    connection: sqlite3.Connection, release: IndexedRelease, conditions: list[str], values: list[int | str]
) -> int:
    if not conditions:
        return release.rows
    found = connection.execute(f"SELECT count(*) FROM rows {_where(conditions)}", values)  # noqa: S608
    return int(found.fetchone()[0])


def _chosen(releases: list[IndexedRelease], release: str, query: RowQuery) -> IndexedRelease:
    """The release that is asked for. `releases` is newest first."""
    if query.as_of is not None and release != LATEST:
        raise refused([ParameterError("as_of", "bad-as-of", "as_of 只能用于 latest。")])
    if release == LATEST:
        moment = query.as_of
        usable = [known for known in releases if not known.withdrawn] or releases
        fitting = [known for known in releases if known.published <= moment] if moment else usable
    else:
        fitting = [known for known in releases if known.id == release]
    if fitting:
        return _served(fitting[0], releases)
    allowed = (LATEST, *(known.id for known in releases if not known.withdrawn))
    detail = f"首次发布是 {releases[-1].id}，在此之前没有数据。" if query.as_of and releases else ""
    raise QueryError(problem("release-not-found", 404, detail or f"没有发布“{shown(release)}”。", allowed))


def _served(release: IndexedRelease, releases: list[IndexedRelease]) -> IndexedRelease:
    """The release itself. Raises QueryError (410) where it was withdrawn, and names the newest instead."""
    if not release.withdrawn:
        return release
    instead = tuple(known.id for known in releases if not known.withdrawn)[:1]
    detail = f"发布 {release.id} 的数据已撤下，不再提供。" + "".join(f"请改用 {known}。" for known in instead)
    raise QueryError(problem("release-withdrawn", 410, detail, instead))


def _check_columns(release: IndexedRelease, query: RowQuery) -> None:
    named = [part.column for part in query.filters] + ([query.order] if query.order else [])
    if query.time_column and (query.first or query.last):
        named.append(query.time_column)
    missing = [name for name in named if name not in release.columns]
    if missing:
        detail = f"发布 {release.id} 没有列“{missing[0]}”。"
        raise refused([ParameterError(missing[0], "unknown-parameter", detail, release.columns)])


def _check_periods(connection: sqlite3.Connection, release: IndexedRelease, query: RowQuery) -> None:
    """A period without any row is a mistake of the asker, not an empty answer."""
    for part in query.filters:
        if not part.is_period:
            continue
        known = connection.execute(
            f'SELECT DISTINCT "v_{part.column}" FROM rows WHERE "v_{part.column}" IS NOT NULL ORDER BY 1'  # noqa: S608
        )
        allowed = tuple(text for (text,) in known)
        absent = [value for value in part.values if value not in allowed]
        if absent:
            detail = f"发布 {release.id} 里没有时期“{absent[0]}”。"
            raise refused([ParameterError(part.column, "period-not-published", detail, allowed)])


def _conditions(query: RowQuery) -> tuple[list[str], list[int | str]]:
    parts, values = list[str](), list[int | str]()
    for part in query.filters:
        parts.append(f'"v_{part.column}" IN ({", ".join("?" * len(part.values))})')
        values += part.values
    if query.first:
        parts.append(f'"first_{query.time_column}" >= ?')
        values.append(query.first.isoformat())
    if query.last:
        # The second follows from the first, and lets the search by index end where it should.
        parts += [f'"last_{query.time_column}" <= ?', f'"first_{query.time_column}" <= ?']
        values += [query.last.isoformat()] * 2
    return parts, values


def _where(conditions: list[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""


def _fingerprint(query: RowQuery) -> str:
    """Ties a cursor to its question: the same cursor under another filter would skip rows without a word."""
    asked = [
        [part.column, sorted(part.values)] for part in sorted(query.filters, key=lambda part: part.column)
    ]
    text = json.dumps([asked, str(query.first), str(query.last), query.order, query.descending])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _cursor(release: str, query: RowQuery, place: int) -> str:
    text = json.dumps([release, _fingerprint(query), place], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_cursor(text: str, release: str, query: RowQuery) -> int:
    """The place after which to go on. Raises QueryError for a cursor of another release or question."""
    match _decoded(text):
        case [str(of_release), str(of_query), int(place)] if 0 <= place < 2**53 and place is not True:
            if of_release == release and of_query == _fingerprint(query):
                return place
            detail = f"翻页标记属于发布 {shown(of_release)} 或另一组条件；翻页时条件不能变，发布也不能变。"
        case _:
            detail = "翻页标记无法识别；请原样使用上一页的 next。"
    raise refused([ParameterError("after", "bad-cursor", detail)])


def _decoded(text: str) -> object:
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        return json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, UnicodeError, ValueError, RecursionError):
        return None
