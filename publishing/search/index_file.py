"""The index of an edition's pages: one SQLite file, written by builds, read only afterwards.

`pages` has a row for each page; `words` is a full-text index without a copy of the text, which the pages themselves
have. A file is brought up to date by taking out and putting in the words of pages that changed; nothing of a page
that is not in the edition stays in it, not even in its unused corners.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from unicodedata import unidata_version

from publishing.canonical import sha256_hex
from publishing.index import open_index
from publishing.search.expression import fts5
from publishing.search.page_text import PageFacts, page_facts, page_text
from publishing.search.words import Term, index_words, title_pieces

NAME = ".edition/search.sqlite3"
"""The file below the edition."""

Read = Callable[[str], bytes]
"""The bytes of that SHA-256."""

_RULES = ("index_file.py", "page_text.py", "words.py")
_FAST = (
    # Nobody reads the file before it is whole, and a crash throws it away.
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "temp_store = MEMORY",
    "cache_size = -65536",
)
_TABLES = (
    "CREATE TABLE made (rules TEXT)",
    "CREATE TABLE pages (id INTEGER PRIMARY KEY, path TEXT UNIQUE, page TEXT, twin TEXT, kind TEXT, title TEXT,"
    " summary TEXT, source TEXT, published TEXT, sample INTEGER)",
    # Words are made beforehand: whatever is not ASCII belongs to one.
    "CREATE VIRTUAL TABLE words USING fts5 (title, pieces, body, content='', tokenize='ascii')",
)
_COLUMNS = "path, page, twin, kind, title, summary, source, published, sample"
_PAGES = f"SELECT {_COLUMNS} FROM pages ORDER BY path"  # noqa: S608 - our own names
_ADD = "INSERT INTO words (rowid, title, pieces, body) VALUES (?, ?, ?, ?)"
_TAKE_OUT = "INSERT INTO words (words, rowid, title, pieces, body) VALUES ('delete', ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class PageKey:
    """What a page in the index was made from: the SHA-256 of the page and of its twin."""

    page: str
    twin: str


@cache
def rules() -> str:
    """Tells the rules by which pages become words: an index by others is never changed, but written anew."""
    sources = (Path(__file__).with_name(name).read_bytes() for name in _RULES)
    return sha256_hex(b"".join([unidata_version.encode(), *sources]))


class StaleIndex(Exception):
    """A file that is not an index by these rules, or not a whole one: write it anew."""


def write_index(path: Path, pages: Mapping[str, PageKey], read: Read) -> None:
    """Writes the index of `pages`, by path, to a new file; does not wait for the disk."""
    with _draft(path) as connection:
        for statement in _TABLES:
            connection.execute(statement)
        connection.execute("INSERT INTO made VALUES (?)", [rules()])
        # Oldest first, as pages come: what is sorted nearly is sorted fast when somebody asks.
        dates = {address: page_facts(read(key.twin)).published for address, key in pages.items()}
        for number, address in enumerate(sorted(pages, key=lambda path: (dates[path], path)), start=1):
            _put(connection, number, address, pages[address], read)


def update_index(path: Path, earlier: bytes, pages: Mapping[str, PageKey], read: Read) -> None:
    """Writes the index of `pages` to a new file, from `earlier`, the bytes of an index of other pages.

    Reads what changed and no more. Raises StaleIndex, or what `read` raises for pages that changed.
    """
    try:
        with _draft(path, earlier) as connection:
            _change(connection, _known(connection), pages, read)
    except sqlite3.DatabaseError as error:
        raise StaleIndex(str(error)) from error


@contextmanager
def _draft(path: Path, earlier: bytes = b"") -> Iterator[sqlite3.Connection]:
    """A file to change, which becomes the one at `path`: in one piece, and without what was taken out."""
    draft = path.with_suffix(".draft")
    draft.write_bytes(earlier)
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            for setting in _FAST:
                connection.execute(f"PRAGMA {setting}")
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")
            # Until all is one piece, a word that was taken out is in the file twice: as it was, and as gone.
            connection.execute("INSERT INTO words (words) VALUES ('optimize')")
            connection.execute("VACUUM INTO ?", [str(path)])
    finally:
        draft.unlink()


def known_pages(path: Path) -> dict[str, PageKey]:
    """What an index holds, by path. Raises StaleIndex."""
    try:
        with closing(open_index(path)) as connection:
            return {address: key for address, (_, key) in _known(connection).items()}
    except sqlite3.DatabaseError as error:
        raise StaleIndex(str(error)) from error


def dump(path: Path) -> Iterator[tuple[object, ...]]:
    """Everything that an index says, in order: equal pages give equal rows, however the file came about.

    The pages first; then for each word where it stands: path, column, place. Takes seconds for thousands of pages.
    """
    with closing(open_index(path)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.instances USING fts5vocab (main, words, instance)")
        yield from connection.execute(_PAGES)
        paths = dict(connection.execute("SELECT id, path FROM pages"))
        found = connection.execute('SELECT term, doc, col, "offset" FROM temp.instances')
        for word, places in groupby(found, itemgetter(0)):
            yield word, sorted((paths.get(page, ""), column, place) for _, page, column, place in places)


def holds_any(connection: sqlite3.Connection, terms: Sequence[Term]) -> bool:
    """Whether a database is an index of pages, and one of them has one of the terms."""
    if not terms or not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'words'").fetchall():
        return False
    found = connection.execute(
        "SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", [fts5(terms, any_of_them=True)]
    )
    return found.fetchone() is not None


def same_pages(one: Path, other: Path) -> bool:
    """Whether two indexes have the same pages, and each word as often. False where one of them cannot be read."""
    try:
        return all(a == b for a, b in zip(_counts(one), _counts(other), strict=True))
    except (ValueError, sqlite3.DatabaseError):
        return False


def _counts(path: Path) -> Iterator[tuple[object, ...]]:
    with closing(open_index(path)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.counts USING fts5vocab (main, words, col)")
        yield from connection.execute("SELECT rules FROM made")
        yield from connection.execute(_PAGES)
        yield from connection.execute("SELECT term, col, doc, cnt FROM temp.counts")


def _known(connection: sqlite3.Connection) -> dict[str, tuple[int, PageKey]]:
    """The pages of an index with their numbers. Raises StaleIndex where other rules made it."""
    if connection.execute("SELECT rules FROM made").fetchall() != [(rules(),)]:
        raise StaleIndex("made by other rules")
    rows = connection.execute("SELECT path, id, page, twin FROM pages")
    return {path: (number, PageKey(page, twin)) for path, number, page, twin in rows}


def _change(
    connection: sqlite3.Connection,
    known: Mapping[str, tuple[int, PageKey]],
    pages: Mapping[str, PageKey],
    read: Read,
) -> None:
    highest = max((number for number, _ in known.values()), default=0)
    for path, (number, key) in known.items():
        if pages.get(path) != key:
            connection.execute(_TAKE_OUT, [number, *_words(*_contents(key, read))])
            connection.execute("DELETE FROM pages WHERE id = ?", [number])
    for path, key in sorted(pages.items()):
        if path not in known:
            highest += 1
            _put(connection, highest, path, key, read)
        elif known[path][1] != key:
            _put(connection, known[path][0], path, key, read)


def _put(connection: sqlite3.Connection, number: int, path: str, key: PageKey, read: Read) -> None:
    facts, text = _contents(key, read)
    told = (facts.kind, facts.title, facts.summary, facts.source, facts.published, facts.sample)
    connection.execute(
        f"INSERT INTO pages (id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own
        [number, path, key.page, key.twin, *told],
    )
    connection.execute(_ADD, [number, *_words(facts, text)])


def _contents(key: PageKey, read: Read) -> tuple[PageFacts, str]:
    return page_facts(read(key.twin)), page_text(read(key.page))


def _words(facts: PageFacts, text: str) -> Iterable[str]:
    """The words of a page in the order of the columns. Summary and source are searched though no page shows them."""
    body = "\n".join([facts.summary, facts.source, text])
    return index_words(facts.title), title_pieces(facts.title), index_words(body)
