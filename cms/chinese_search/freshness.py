"""Whether the index was built by these rules, and building it again where it was not."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from modelsearch.backends import get_search_backend
from modelsearch.index import RelatedFields, get_indexed_models
from modelsearch.utils import get_content_type_pk

from cms.chinese_search.indexing import IndexEntry, Texts

RULES = 1
"""Goes up whenever the same record would get other words."""

PORTION = 500
"""Records in memory at a time."""


def is_current() -> bool:
    """True when every entry was made by the present rules, from the fields that are searched now. One question."""
    return bool(_stamps().filter(object_id=_stamp()).exists())


def build_again() -> None:
    """Make every entry anew, and stamp the index. All or nothing; the desk can be read meanwhile.

    Wagtail's `update_index` does the same work, but leaves its transaction open when a record cannot be read.
    """
    with transaction.atomic():
        index: Any = get_search_backend().get_index_for_model(IndexEntry)
        index.delete_stale_entries()
        for model in get_indexed_models():
            for records in _portions(model):
                index.add_items(model, records)
        _stamps().delete()
        index.store([index.entry(get_content_type_pk(IndexEntry), _stamp(), Texts())])


def _portions(model: Any) -> Iterator[list[Any]]:
    """The records of a model that are searched, so many at a time."""
    records = model.get_indexed_objects().order_by("pk").iterator(chunk_size=PORTION)
    while portion := list(islice(records, PORTION)):
        yield portion


def _stamps() -> Any:
    """The stamp is an entry without words, of no record: it is restored and deleted with the index it speaks of."""
    return IndexEntry.objects.filter(content_type=get_content_type_pk(IndexEntry))


def _stamp() -> str:
    """The rules and every searched field as one short name."""
    fields = [f"{model._meta.label} {_names(model.get_search_fields())}" for model in get_indexed_models()]
    told = "\n".join([str(RULES), *sorted(fields)])
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _names(fields: Iterable[Any]) -> list[str]:
    """The kind, name and weight of each field, those of related records included."""
    return sorted(
        f"{type(each).__name__} {each.field_name} {getattr(each, 'boost', None)}"
        + (str(_names(each.fields)) if isinstance(each, RelatedFields) else "")
        for each in fields
    )
