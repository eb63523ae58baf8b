"""The index and the queries on PostgreSQL, whose LC_CTYPE must know Han characters: C.UTF-8 does, C does not."""

from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import F, TextField, Value
from modelsearch.backends.database.postgres.postgres import (
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)
from modelsearch.backends.database.postgres.weights import get_weight
from modelsearch.query import Phrase, PlainText
from modelsearch.utils import ADD

from cms.chinese_search.asked import terms_of, with_words_only
from cms.chinese_search.expressions import tsquery
from cms.chinese_search.indexing import IndexEntry, Texts, WordIndex
from publishing.search.words import index_words

WORDS_AS_THEY_ARE = "simple"
"""The text search configuration: no stemming, no stop words."""


class WholeWordQuery(PostgresSearchQueryCompiler):
    """A query of words of two characters, or of whole Latin words and numbers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.query: Any = with_words_only(self.query)

    def build_tsquery_content(self, query: Any, config: Any = None, invert: bool = False) -> Any:
        """The expression for a query."""
        if isinstance(query, PlainText | Phrase):
            any_of_them = isinstance(query, PlainText) and query.operator == "or"
            text = tsquery(terms_of(query, self.LAST_TERM_IS_PREFIX), any_of_them, invert)
            return SearchQuery(text, search_type="raw", config=config)
        return super().build_tsquery_content(query, config=config, invert=invert)

    def get_search_vectors(self, search_query: Any) -> list[Any]:
        """Where to look: the index knows the title from the rest, not one field of the rest from another."""
        title = (F("index_entries__title"), F("index_entries__title_norm"))
        only_title = set(self.fields or ()) == {"title"}
        return [title] if only_title else [title, (F("index_entries__body"), 1.0)]


class TypingQuery(WholeWordQuery):
    """A query whose last word may be half typed."""

    LAST_TERM_IS_PREFIX = True


class Index(WordIndex, PostgresIndex):
    """Entries of words as vectors; the plain text beside them is what fuzzy search reads."""

    columns = ("title", "body", "autocomplete", "title_text", "body_text")

    def entry(self, content_type: int, key: str, texts: Texts) -> Any:
        """See `WordIndex.entry`."""
        return IndexEntry(
            content_type_id=content_type,
            object_id=key,
            title=_vector(texts.title),
            body=_vector(texts.rest),
            autocomplete=_vector([]),
            title_text=" ".join(text for text, _ in texts.title),
            body_text=" ".join(text for text, _ in texts.rest),
        )

    def store(self, entries: list[Any]) -> None:
        """See `WordIndex.store`; the weight of a title depends on its length."""
        super().store(entries)
        self._refresh_title_norms()


def _vector(texts: list[tuple[str, float | None]]) -> Any:
    """The words of texts as one vector, each with its field's weight."""
    return ADD(
        [
            SearchVector(
                Value(index_words(text), output_field=TextField()),
                weight=get_weight(boost),
                config=WORDS_AS_THEY_ARE,
            )
            for text, boost in texts or [("", None)]
        ]
    )


class Backend(PostgresSearchBackend):
    """Wagtail's search on PostgreSQL, with Chinese words."""

    query_compiler_class = WholeWordQuery
    autocomplete_query_compiler_class = TypingQuery
    index_class = Index

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params | {"SEARCH_CONFIG": WORDS_AS_THEY_ARE})
