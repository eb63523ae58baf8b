"""Terms in the query language of PostgreSQL. Words hold letters, digits and Han only, so nothing is escaped."""

from collections.abc import Sequence

from publishing.search.words import Term


def tsquery(terms: Sequence[Term], any_of_them: bool = False, negated: bool = False) -> str:
    """The text of a PostgreSQL tsquery: all of the terms, or any of them, or not that."""
    parts = [f"'{' '.join(term.words)}'{':*' if term.prefix else ''}" for term in terms]
    return f"{'!' if negated else ''}({(' | ' if any_of_them else ' & ').join(parts)})"
