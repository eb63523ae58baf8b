"""Finding every file that holds a withdrawn thing: by the words in it, and by the addresses that it names."""

import html
import io
import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

from publishing.edition.codings import CODINGS
from publishing.index import open_index
from publishing.search.index_file import holds_any
from publishing.search.words import phrase_term

_SQLITE = b"SQLite format 3\0"
_IN_PATH = rb"[a-z0-9_~%/-]"
"""Bytes, in small letters, that go on with an address; a dot does where one of them follows."""
_UNPACKED = 64 * 2**20
"""Bytes of one file in an archive that are looked at."""


class Traces:
    """What a withdrawn thing leaves in files: words, whole, and addresses, never those that only begin alike.

    Words are found in UTF-8, as JSON and HTML escape them, and as addresses spell them, in any letter case.
    """

    def __init__(self, paths: Iterable[str], words: Iterable[str], base_urls: Iterable[str] = ()) -> None:
        """`base_urls` are those under which addresses were published."""
        self._paths = tuple(paths)
        asked = tuple(words)
        self._words = [form for word in asked for form in _word_forms(word)]
        self._terms = [term for word in asked if (term := phrase_term(word))]
        self._base_urls = {url.rstrip("/") for url in base_urls}

    def in_file(self, path: Path) -> bool:
        """Whether the file holds a trace: decoded where it is a coding, and row by row where it is an index."""
        data = path.read_bytes()
        if data.startswith(_SQLITE):
            return self.in_bytes(data) or self._in_database(path)
        return any(self.in_bytes(part) for part in _plain(path.name, data))

    def in_bytes(self, data: bytes) -> bool:
        """Whether plain bytes hold a word or name an address."""
        small = data.lower()
        return self._has_word(small) or self._has_address(small)

    def words_in_file(self, path: Path) -> bool:
        """Whether a file holds a word: for signed lists, which name every address and hold nothing else."""
        return any(self._has_word(part.lower()) for part in _plain(path.name, path.read_bytes()))

    def _has_word(self, small: bytes) -> bool:
        return any(word in small for word in self._words)

    def _has_address(self, small: bytes) -> bool:
        return any(literal in small and pattern.search(small) for literal, pattern in self._addresses)

    def _in_database(self, path: Path) -> bool:
        """Long texts lie in pieces in an SQLite file, so its cells are looked at, too."""
        try:
            with closing(open_index(path)) as connection:
                return holds_any(connection, self._terms) or any(
                    self.in_bytes(cell) for cell in _cells(connection)
                )
        except sqlite3.Error:
            return False

    @cached_property
    def _addresses(self) -> list[tuple[bytes, re.Pattern[bytes]]]:
        """For each spelling of an address: what to look for first, and the pattern that judges its ends."""
        prefixes = {"", *self._base_urls, *(re.sub(r"^[a-z]+://[^/]*", "", url) for url in self._base_urls)}
        return [
            _address(spelled(path.rstrip("/") or path), [spelled(each) for each in sorted(prefixes)])
            for path in self._paths
            for spelled in (_as_it_is, _json_escaped, _percent_encoded)
        ]


def _word_forms(word: str) -> Iterator[bytes]:
    """The spellings of a word, in small letters."""
    forms: set[str] = set()
    for text in {word, normalize("NFC", word), normalize("NFKC", word)}:
        forms |= {text, html.escape(text), text.replace('"', '""'), quote(text, safe="")}
        forms |= {json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}
        forms |= {"".join(f"&#{ord(letter)};" for letter in text)}
        forms |= {"".join(f"&#x{ord(letter):x};" for letter in text)}
    return (form.lower().encode() for form in sorted(forms))


def _address(literal: str, prefixes: Sequence[str]) -> tuple[bytes, re.Pattern[bytes]]:
    core = literal.lower().encode()
    slash = rb"(?:/|\\/|%2f)"
    left = b"|".join(re.escape(prefix.lower().encode()) for prefix in sorted(prefixes, key=len, reverse=True))
    right = rb"(?:" + slash + rb"(?:index\.(?:json|html))?)?(?!" + _IN_PATH + rb"|\\/|\.[a-z0-9_~%-])"
    # What stands before must not make it the end of a longer address; a JSON line break may stand before.
    before = rb"(?:(?<![a-z0-9._~%/\\-])|(?<=\\[nrt]))"
    return core, re.compile(before + rb"(?:" + left + rb")" + re.escape(core) + right)


def _as_it_is(text: str) -> str:
    return text


def _json_escaped(text: str) -> str:
    return text.replace("/", "\\/")


def _percent_encoded(text: str) -> str:
    return quote(text, safe="")


def _cells(connection: sqlite3.Connection) -> Iterator[bytes]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in names:
        for row in connection.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - names of our own tables
            text = "\n".join(
                cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for cell in row
            )
            yield text.encode()


def _plain(name: str, data: bytes) -> Iterator[bytes]:
    """The bytes, what they decode to, and the files in them where they are an archive such as .xlsx or .docx."""
    yield data
    for coding in CODINGS:
        if name.endswith(coding.suffix):
            try:
                yield coding.decode(data)
            except ValueError:
                yield from _whatever_decodes(data)
    if data.startswith(b"PK"):
        yield from _members(data)


def _whatever_decodes(data: bytes) -> Iterator[bytes]:
    """As much as a damaged gzip gives."""
    try:
        yield zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data)
    except zlib.error:
        return


def _members(data: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                with archive.open(member) as file:
                    yield file.read(_UNPACKED)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error):
        return
