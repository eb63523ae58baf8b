"""The index and the queries on SQLite (FTS5)."""

from typing import Any

from django.db.models import Case, TextField, Value, When
from django.db.models.functions import Cast
from modelsearch.backends.database.sqlite.query import MatchExpression, SearchQueryExpression, normalize
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteFTSIndexEntry,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.query import MatchAll, Not, Phrase, PlainText
from modelsearch.utils import get_descendants_content_types_pks

from cms.chinese_search.asked import terms_of, with_words_only
from cms.chinese_search.indexing import IndexEntry, Texts, WordIndex
from publishing.search.expression import fts5
from publishing.search.words import index_words


class WholeWordQuery(SQLiteSearchQueryCompiler):
    """A query of words of two characters, or of whole Latin words and numbers; titles come first.

    Wagtail orders by FTS5's bm25 through a subquery for each record that was found, which takes seconds where
    thousands were. Here each query asks the index twice, whatever it finds.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.query: Any = with_words_only(self.query)

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        """The expression for a query, for any column."""
        if isinstance(query, PlainText | Phrase):
            terms = terms_of(query, self.LAST_TERM_IS_PREFIX)
            any_of_them = isinstance(query, PlainText) and query.operator == "or"
            return SearchQueryExpression(Value(fts5(terms, any_of_them), output_field=TextField()))
        return super().build_search_query_content(query, config=config)

    def search(self, config: Any, start: int | None, stop: int | None, score_field: str | None = None) -> Any:
        """The records found, between two places: those with a hit in the title first, the newest first among equals.

        The score is 0 for a hit in the title and 1 for one elsewhere.
        """
        query = normalize(self.query)
        negated = isinstance(query, Not)
        sought = query.subquery if negated else query
        if isinstance(sought, MatchAll):
            return self.queryset.none() if negated else self.queryset[start:stop]
        expression = self.build_search_query(sought, config=config)
        found = self._keys(self._columns(), expression)
        if negated:
            return self._ordered(self.queryset.exclude(pk__in=found))[start:stop]
        queryset = self.queryset.filter(pk__in=found)
        if self.order_by_relevance or score_field:
            in_title = When(pk__in=self._keys(["title"], expression), then=Value(0.0))
            queryset = queryset.annotate(**{score_field or "_score": Case(in_title, default=Value(1.0))})
        if self.order_by_relevance:
            return queryset.order_by(score_field or "_score", "-pk")[start:stop]
        return self._ordered(queryset)[start:stop]

    def _columns(self) -> list[str]:
        """Where to look: the index knows the title from the rest, not one field of the rest from another."""
        only_title = set(self.fields or ()) == {"title"}
        return ["title"] if only_title else self.FTS_TABLE_FIELDS

    def _keys(self, columns: list[str], expression: Any) -> Any:
        """The primary keys of what the index finds, as a subquery that is run once for all records."""
        model = self.queryset.model
        rows = SQLiteFTSIndexEntry.objects.filter(MatchExpression(columns, expression)).values("pk")
        entries = IndexEntry.objects.filter(
            content_type__in=get_descendants_content_types_pks(model), pk__in=rows
        )
        return entries.values(key=Cast("object_id", output_field=_key_field(model)))

    def _ordered(self, queryset: Any) -> Any:
        """In the caller's order; without one, newest first, so that pages of results do not overlap."""
        return queryset if queryset.query.order_by else queryset.order_by("-pk")


def _key_field(model: Any) -> Any:
    """The field that holds the primary key: of a page type, the page's."""
    key = model._meta.pk
    while key.remote_field:
        key = key.target_field
    return key


class TypingQuery(WholeWordQuery):
    """A query whose last word may be half typed."""

    LAST_TERM_IS_PREFIX = True


class Index(WordIndex, SQLiteIndex):
    """Entries of words with spaces between."""

    columns = ("title", "body", "autocomplete")

    def entry(self, content_type: int, key: str, texts: Texts) -> Any:
        """See `WordIndex.entry`."""
        title, rest = ("\n".join(text for text, _ in part) for part in (texts.title, texts.rest))
        return IndexEntry(
            content_type_id=content_type,
            object_id=key,
            title=index_words(title),
            body=index_words(rest),
            autocomplete="",
        )

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing: the order of results does not use them, and each would rewrite the entry in FTS5."""


class Backend(SQLiteSearchBackend):
    """Wagtail's search on SQLite, with Chinese words."""

    query_compiler_class = WholeWordQuery
    autocomplete_query_compiler_class = TypingQuery
    index_class = Index
