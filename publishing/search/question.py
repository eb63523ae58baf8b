"""What somebody typed, as an expression for the index and as a pattern that finds the same in a text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from publishing.search.expression import fts5_term
from publishing.search.words import piece_runs, piece_term, query_pieces

MOST_PIECES = 32
"""Pieces of one query that are looked at."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query that can find something."""

    pieces: tuple[str, ...]
    """What stood between spaces and punctuation; a page must have all of them."""
    cut: bool
    """True where more was typed than is looked at."""

    @property
    def expression(self) -> str:
        """In the query language of FTS5."""
        return f"({' AND '.join(map(_expression, self.pieces))})"

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the pieces in a text, whatever the letter case."""
        longest_first = sorted(self.pieces, key=len, reverse=True)
        return re.compile("|".join(map(_pattern, longest_first)), re.IGNORECASE)


def question(text: str) -> Question | None:
    """What is asked; None where nothing in the text could be found, as where it is empty or punctuation alone."""
    pieces = tuple(dict.fromkeys(query_pieces(text)))
    if not pieces:
        return None
    return Question(pieces[:MOST_PIECES], len(pieces) > MOST_PIECES)


def smaller_questions(asked: Question) -> list[Question]:
    """What could be asked where all of it together finds nothing: each piece, or a long one by pairs of characters."""
    if len(asked.pieces) > 1:
        return [Question((piece,), False) for piece in asked.pieces]
    runs = piece_runs(asked.pieces[0])
    parts = [part for run in runs for part in _halves(run)]
    return [Question((part,), False) for part in dict.fromkeys(parts) if part != asked.pieces[0]]


def _halves(run: str) -> Sequence[str]:
    """Chinese words have mostly two characters. Letters and digits stay together."""
    if run.isascii() or len(run) < 3:
        return [run]
    return [run[start : start + 2] for start in range(0, len(run) - 1, 2)]


def _expression(piece: str) -> str:
    """One piece. One or two signs find titles even in the middle of a number or a Latin word."""
    term = fts5_term(piece_term(piece))
    runs = piece_runs(piece)
    if len(piece) == 1 and not piece_term(piece).prefix:
        return f'({term} OR {{pieces}} : "{piece}" *)'
    if len(piece) == 2 and len(runs) == 2:
        return f'({term} OR {{pieces}} : "{piece}")'
    return term


def _pattern(piece: str) -> str:
    return r"[\W_]*".join(map(re.escape, piece_runs(piece)))
