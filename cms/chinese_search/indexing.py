"""What the index holds of a record: the words of its title, and the words of everything else that can be searched."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Manager
from modelsearch.conf import get_app_config
from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from modelsearch.utils import get_content_type_pk

from publishing.search.words import LONGEST_TEXT

IndexEntry: Any = get_app_config().get_model("IndexEntry", require_ready=False)


@dataclass(slots=True)
class Texts:
    """The texts of one record, each with the field's weight."""

    title: list[tuple[str, float | None]] = field(default_factory=list)
    rest: list[tuple[str, float | None]] = field(default_factory=list)


def texts_of(record: Any) -> Texts:
    """What a record declares as searchable; each field is read once, although Wagtail names some of them twice."""
    texts, room = Texts(), LONGEST_TEXT
    for declared, text in _field_texts(record, record.get_search_fields()):
        part = texts.title if declared.field_name == "title" else texts.rest
        part.append((text[:room], getattr(declared, "boost", None)))
        room -= len(part[-1][0])
    return texts


def _field_texts(record: Any, declared: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Every text field with its text, those of related records included."""
    fields = list(declared)
    searched = {each.field_name for each in fields if isinstance(each, SearchField)}
    for each in fields:
        again = isinstance(each, AutocompleteField) and each.field_name in searched
        if isinstance(each, SearchField | AutocompleteField) and not again:
            yield each, _text(each.get_value(record))
        elif isinstance(each, RelatedFields):
            for related in _related(each.get_value(record)):
                yield from _field_texts(related, each.fields)


def _related(value: Any) -> Iterable[Any]:
    """The records behind a relation."""
    if isinstance(value, Manager):
        return value.all()
    related = value() if callable(value) else value
    return () if related is None else (related,)


def _text(value: Any) -> str:
    """A field's value as text: a stream of blocks gives a list."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return "\n".join(_text(each) for each in value)
    return "" if value is None else str(value)


class WordIndex:
    """Mixed into the index of a database. A record has one entry, without the second copy for half typed words."""

    columns: tuple[str, ...]
    """The columns of an entry that `entry` fills."""

    entries: Any

    def entry(self, content_type: int, key: str, texts: Texts) -> Any:
        """An entry, not stored yet."""
        raise NotImplementedError

    def add_items(self, model: Any, records: Iterable[Any]) -> None:
        """Store the entries of records, all of this model, in place of those that they have."""
        content_type = get_content_type_pk(model)
        self.store([self.entry(content_type, str(record.pk), texts_of(record)) for record in records])

    def store(self, entries: list[Any]) -> None:
        """Add entries, or replace those of the same records."""
        self.entries.bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=[*self.columns, "title_norm"],
        )
