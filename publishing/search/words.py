"""Chinese text as words that a plain full-text index can hold: 凉亭边 is 凉亭, 亭边, 边."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

LONGEST_QUERY = 255
"""Characters of a query that are looked at."""

LONGEST_TEXT = 60_000
"""Characters of one record that can be found. PostgreSQL refuses a record with more than a megabyte of words."""

# Characters written without spaces between words: the ideographs of every plane, 々 and 〇.
_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Letters and digits are told apart, because databases disagree about 15a, 1e5 and the like.
_RUN = re.compile(rf"([{_HAN}]+)|\d+|[^\W\d_{_HAN}]+")
_MIXED = re.compile(r"[^\W_]+")
# What somebody types without a gap; 2026-05 and 3.5 hold together, 凉亭，文政 does not.
_PIECE = re.compile(r"[^\W_]+(?:(?<=[0-9a-z])[-./:@](?=[0-9a-z])[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side in this order. With `prefix`, the last one is only the start of a word."""

    words: tuple[str, ...]
    prefix: bool


def index_words(text: str) -> str:
    """The words of a text, in order and with a space between: what an index stores.

    Each run of Han characters ends with its last character alone, so that a single character is always the start
    of a word, and so that what follows a run is its neighbour.
    """
    return " ".join(_words(_plain(text, LONGEST_TEXT)))


def title_pieces(title: str) -> str:
    """What else a title can be found by: every two neighbours of which one is a letter or a digit, as in 2026年.

    Each such run ends with its last character alone, as runs of Han do.
    """
    runs = (run[0] for run in _MIXED.finditer(_plain(title, LONGEST_TEXT)) if not _is_han(run[0]))
    return " ".join(
        piece for run in runs for piece in (*map("".join, pairwise(run)), run[-1]) if not _is_han(piece)
    )


def query_pieces(query: str) -> list[str]:
    """A query taken apart at spaces and punctuation, in small letters and usual forms; at most 255 characters of it."""
    return [piece[0] for piece in _PIECE.finditer(_plain(query, LONGEST_QUERY))]


def query_terms(query: str, unfinished: bool = False) -> tuple[Term, ...]:
    """The terms of a query, one for each piece between spaces and punctuation; empty where nothing can be found.

    `unfinished` says that its last word may be only half typed, which matters for letters and digits.
    """
    pieces = [piece_term(piece) for piece in query_pieces(query)]
    if pieces and unfinished and not _ends_in_han(pieces[-1]):
        pieces[-1] = Term(pieces[-1].words, prefix=True)
    return tuple(pieces)


def phrase_term(query: str) -> Term | None:
    """All of a query as one term: only punctuation and spaces may stand between. None without any word."""
    term = piece_term(_plain(query, LONGEST_QUERY))
    return term if term.words else None


def _plain(text: str, longest: int) -> str:
    """Full-width and compatibility forms as the usual ones, without capitals, and not too long."""
    return unicodedata.normalize("NFKC", text[:longest]).casefold()[:longest]


def _words(text: str) -> Iterator[str]:
    """Pairs of neighbours and the last character of each Han run; every other run as it is."""
    for run in _RUN.finditer(text):
        if han := run[1]:
            yield from map("".join, pairwise(han))
            yield han[-1]
        else:
            yield run[0]


def piece_runs(piece: str) -> list[str]:
    """The runs of Han, digits and letters of a piece; in a text, spaces and punctuation may stand between them."""
    return [run[0] for run in _RUN.finditer(piece)]


def piece_term(piece: str) -> Term:
    """The term of one of `query_pieces`. In the text, its last Han run may go on: the character alone is left out."""
    words = tuple(_words(piece))
    if not words or not _is_han(words[-1]):
        return Term(words, prefix=False)
    pair_before = len(words) > 1 and len(words[-2]) == 2 and _is_han(words[-2])
    return Term(words[:-1], prefix=False) if pair_before else Term(words, prefix=True)


def _ends_in_han(term: Term) -> bool:
    return _is_han(term.words[-1])


def _is_han(word: str) -> bool:
    run = _RUN.fullmatch(word)
    return run is not None and run[1] is not None
