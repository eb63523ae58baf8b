"""What is left of a query when only words count."""

from collections.abc import Iterator
from typing import Any

from modelsearch.query import MATCH_NONE, And, Boost, Not, Or, Phrase, PlainText

from publishing.search.words import Term, phrase_term, query_terms

MOST_PARTS = 32
"""Quoted and unquoted parts of one query that are looked at."""


def with_words_only(query: Any) -> Any:
    """The query without its parts that hold no word, such as punctuation; where none is left, one that finds nothing.

    Weights of parts are dropped: no order of results here uses them.
    """
    kept = _kept(query, iter(range(MOST_PARTS)))
    return MATCH_NONE if kept is None else kept


def terms_of(query: PlainText | Phrase, unfinished: bool) -> tuple[Term, ...]:
    """The terms of a part; see `query_terms`."""
    if isinstance(query, Phrase):
        term = phrase_term(query.query_string)
        return (term,) if term else ()
    return query_terms(query.query_string, unfinished)


def _kept(query: Any, places: Iterator[int]) -> Any:
    """The part of a query that can find something, or None."""
    if isinstance(query, PlainText | Phrase):
        return query if terms_of(query, unfinished=False) and next(places, None) is not None else None
    if isinstance(query, Boost):
        return _kept(query.subquery, places)
    if isinstance(query, Not):
        inner = _kept(query.subquery, places)
        return None if inner is None else Not(inner)
    if isinstance(query, And | Or):
        parts = [part for each in query.subqueries if (part := _kept(each, places)) is not None]
        return type(query)(parts) if len(parts) > 1 else next(iter(parts), None)
    return query
