"""Terms in the query languages of the databases. Words hold letters, digits and Han only, so nothing is escaped."""

from collections.abc import Sequence

from cms.chinese_search.bigrams import Term


def fts5(terms: Sequence[Term], any_of_them: bool = False) -> str:
    """An expression of SQLite's FTS5: all of the terms, or any of them."""
    parts = [f'"{" ".join(term.words)}"{" *" if term.prefix else ""}' for term in terms]
    return f"({(' OR ' if any_of_them else ' AND ').join(parts)})"


def tsquery(terms: Sequence[Term], any_of_them: bool = False, negated: bool = False) -> str:
    """The text of a PostgreSQL tsquery: all of the terms, or any of them, or not that."""
    parts = [f"'{' '.join(term.words)}'{':*' if term.prefix else ''}" for term in terms]
    return f"{'!' if negated else ''}({(' | ' if any_of_them else ' & ').join(parts)})"
