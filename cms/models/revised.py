"""Reading a stored revision when something that it names is gone, or names hundreds of things.

Wagtail's way looks every foreign key up by itself, and refuses a key with PROTECT whose record is gone, so that the
page could never be opened again. Here each kind of record is looked up once.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import CASCADE, ForeignKey, Model
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations

Data = dict[str, Any]
Key = ForeignKey[Any, Any]
Found = dict[type[Model], set[Any]]


class Revised:
    """Reads revisions so. Stands before Wagtail's classes among the bases of a model."""

    @classmethod
    def from_serializable_data(cls, data: Data, check_fks: bool = True, strict_fks: bool = False) -> Any:
        """The object; None where `strict_fks` is set and something is gone that it cannot be without."""
        if check_fks:
            data, complete = without_what_is_gone(cls, data)
            if strict_fks and not complete:
                return None
        return super().from_serializable_data(data, check_fks=False, strict_fks=strict_fks)  # type: ignore[misc]


def without_what_is_gone(model: Any, data: Data) -> tuple[Data, bool]:
    """The data of an object with the keys of missing records emptied, and without the parts that need one.

    Also whether the object itself can be without what is missing.
    """
    named: Found = defaultdict(set)
    for target, key in named_records(model, data):
        named[target].add(key)
    present = {
        target: set(target._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
        for target, keys in named.items()
    }
    kept, complete = _kept(_foreign_keys(model), data, present)
    for name, fields in _parts(model):
        if name in data:
            parts = (_kept(fields, part, present) for part in data[name])
            kept[name] = [part for part, whole in parts if whole]
    return kept, complete


def _foreign_keys(model: Any) -> list[Key]:
    """The foreign keys of a model, without the ones to what it is a part of."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey)
        and not isinstance(field, ParentalKey)
        and not field.remote_field.parent_link
    ]


def _parts(model: Any) -> Iterator[tuple[str, list[Key]]]:
    """The relations to parts, each with the foreign keys that a part has."""
    for relation in get_all_child_relations(model):
        yield relation.get_accessor_name(), _foreign_keys(relation.related_model)


def named_records(model: Any, data: Data) -> Iterator[tuple[type[Model], Any]]:
    """Every record that an object and its parts name."""
    yield from _targets(_foreign_keys(model), data)
    for name, fields in _parts(model):
        for part in data.get(name, ()):
            yield from _targets(fields, part)


def _targets(fields: list[Key], data: Data) -> Iterator[tuple[type[Model], Any]]:
    for field in fields:
        if data.get(field.name) is not None:
            yield field.related_model, field.target_field.to_python(data[field.name])


def _kept(fields: list[Key], data: Data, present: Found) -> tuple[Data, bool]:
    """The data of one object with missing keys emptied, and whether it can be without them."""
    kept, complete = dict(data), True
    for field in fields:
        value = data.get(field.name)
        if value is None or field.target_field.to_python(value) in present[field.related_model]:
            continue
        kept[field.name] = None
        complete = complete and field.null and field.remote_field.on_delete is not CASCADE
    return kept, complete
