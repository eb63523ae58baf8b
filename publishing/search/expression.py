"""Terms in the query language of SQLite's FTS5. Words hold letters, digits and Han only, so nothing is escaped."""

from collections.abc import Sequence

from publishing.search.words import Term


def fts5(terms: Sequence[Term], any_of_them: bool = False) -> str:
    """An expression: all of the terms, or any of them."""
    return f"({(' OR ' if any_of_them else ' AND ').join(map(fts5_term, terms))})"


def fts5_term(term: Term) -> str:
    """One term: its words as a phrase."""
    return f'"{" ".join(term.words)}"{" *" if term.prefix else ""}'
