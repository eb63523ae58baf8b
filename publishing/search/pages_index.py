"""Asks the index of an edition. One object for the edition: it remembers the last questions and where texts are."""

import json
import sqlite3
import threading
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from publishing.index import open_index
from publishing.search.excerpt import Part, excerpt, marked
from publishing.search.index_file import NAME
from publishing.search.kinds import KINDS, LISTS, place_of
from publishing.search.page_text import page_text
from publishing.search.question import Question

RANKED = 500
"""Hits up to which each gets a score. Among more, a word says next to nothing about a page, and newer ones go first."""
MOST_TITLES = 2000
"""Hits in titles that go first; nobody turns so many pages of results."""
REMEMBERED = 128
"""Questions and texts of pages that are kept in memory."""
LONGEST_TEXT = 60_000

_LIST = 1 << 24
"""More than any age."""
_SCORES = "SELECT rowid, bm25(words, 10.0, 2.0, 1.0) FROM words WHERE words MATCH ?"
_PAGE = "SELECT path, kind, title, summary, source, published, sample FROM pages WHERE id = ?"
_HITS = "SELECT json_group_array(rowid) FROM words WHERE words MATCH ?"
"""As one text: thousands of rows would take twice the time."""
_TITLES = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A page that was found."""

    path: str
    kind: int
    """Place in KINDS."""
    title: tuple[Part, ...]
    excerpt: tuple[Part, ...]
    source: str
    published: str
    """ISO 8601; empty for a page without a date."""
    sample: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that a question finds."""

    by_relevance: "array[int]"
    """Numbers of pages in the index."""
    counts: tuple[int, ...]
    """How many of each kind, in the order of KINDS."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What ordering needs of every page, by its number in the index."""

    standing: Sequence[int]
    """0 for the newest page and so on, pages without a date last; `_LIST` more for a page that lists others."""
    by_age: Sequence[int]
    """The numbers, newest first."""
    kinds: bytes


class PagesIndex:
    """The pages of the edition at `root`. Safe with several threads: each has a connection of its own."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._local = threading.local()
        self._found = lru_cache(REMEMBERED)(self._find)
        self._text = lru_cache(REMEMBERED)(self._read_text)

    def find(self, asked: Question) -> Found:
        """What a question finds. Raises sqlite3.DatabaseError where the index is damaged."""
        return self._found(asked.expression)

    def count(self, asked: Question) -> int:
        """How many pages a question finds."""
        return sum(self.find(asked).counts)

    def numbers(self, asked: Question, kind: int | None, *, by_date: bool) -> Sequence[int]:
        """The numbers of the pages found, of one kind or of all, in order."""
        found, facts = self.find(asked), self._facts
        numbers: Sequence[int] = found.by_relevance
        if kind is not None:
            numbers = [number for number in numbers if facts.kinds[number] == kind]
        if by_date:
            ages = sorted(map((_LIST - 1).__and__, map(facts.standing.__getitem__, numbers)))
            return [facts.by_age[age] for age in ages]
        return numbers

    def addresses(self) -> dict[int, str]:
        """The path of every page, by its number."""
        return dict(self._connection.execute("SELECT id, path FROM pages"))

    def hits(self, numbers: Sequence[int], asked: Question) -> list[Hit]:
        """What results show of pages, in the order of `numbers`; those whose file cannot be read lack an excerpt."""
        pattern = asked.pattern
        hits = []
        for number in numbers:
            row = self._connection.execute(_PAGE, [number]).fetchone()
            path, kind, title, summary, source, published, sample = row
            inside = pattern.search(summary) is not None
            hits.append(
                Hit(
                    path=path,
                    kind=place_of(kind),
                    title=marked(title, pattern),
                    excerpt=excerpt(summary, "" if inside else self._text(path), pattern),
                    source=source,
                    published=published,
                    sample=bool(sample),
                )
            )
        return hits

    def _find(self, expression: str) -> Found:
        facts, connection = self._facts, self._connection
        numbers: list[int] = json.loads(connection.execute(_HITS, [expression]).fetchone()[0])
        kinds = bytes(map(facts.kinds.__getitem__, numbers))
        counts = tuple(map(kinds.count, range(len(KINDS))))
        in_title = f"{{title pieces}} : {expression}"
        titles = {number for (number,) in connection.execute(_TITLES, [in_title, MOST_TITLES])}
        if len(numbers) <= RANKED:
            scores: dict[int, float] = dict(connection.execute(_SCORES, [expression]))
        else:
            scores = {}
        return Found(array("L", self._ordered(numbers, titles, scores)), counts)

    def _ordered(
        self, numbers: Sequence[int], titles: set[int], scores: Mapping[int, float]
    ) -> Iterable[int]:
        """By relevance: hits in titles first, lists after other pages, then by score, and the newest among equals."""
        standing, by_age = self._facts.standing, self._facts.by_age
        if scores:
            # bm25 is the smaller, the better.
            return sorted(
                numbers,
                key=lambda number: (
                    number not in titles,
                    standing[number] >= _LIST,
                    scores[number],
                    standing[number],
                ),
            )
        others = numbers if not titles else set(numbers) - titles
        ordered = [sorted(map(standing.__getitem__, some)) for some in (titles, others)]
        return (by_age[place & (_LIST - 1)] for some in ordered for place in some)

    @property
    def _connection(self) -> sqlite3.Connection:
        known: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if known is None:
            known = self._local.connection = open_index(self._root / NAME)
        return known

    @cached_property
    def _facts(self) -> _Facts:
        rows = self._connection.execute("SELECT id, kind FROM pages ORDER BY published DESC, path").fetchall()
        size = max((number for number, _ in rows), default=0) + 1
        standing, kinds = [0] * size, bytearray(size)
        for age, (number, kind) in enumerate(rows):
            standing[number], kinds[number] = age + _LIST * (kind in LISTS), place_of(kind)
        return _Facts(standing, [number for number, _ in rows], bytes(kinds))

    def _read_text(self, path: str) -> str:
        try:
            page = (self._root / path.lstrip("/") / "index.html").read_bytes()
        except OSError:
            return ""
        return page_text(page)[:LONGEST_TEXT]
