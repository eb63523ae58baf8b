"""What undoing a batch does to the pages and snippets that came in with it, worked out before anything is touched."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import PROTECT, RESTRICT, CharField, Count, ForeignObjectRel, Model, QuerySet
from django.db.models.functions import Cast
from modelcluster.fields import ParentalKey
from wagtail.log_actions import log, registry
from wagtail.models import Page, ReferenceIndex, Revision, RevisionMixin

from cms.models import Batch, Dataset, ReleaseCut

NAMED = 3
EDITED = "有人改过"
HAS_CHILDREN = "下面还有不删的页面"

Name = tuple[type[Model], str]
"""A record whatever its class: the topmost model and the key, so that a page is one thing in all its tables."""
Place = tuple[int, int]
"""A record as the batch remembers it: content type and key."""


@dataclass(frozen=True, slots=True)
class RecordStep:
    """One page or snippet that is there still. `kept` says why it is left alone; empty where it is deleted."""

    record: Any
    kept: str = ""


def record_steps(batch: Batch) -> list[RecordStep]:
    """A step for each record of the batch that nobody deleted meanwhile, in the order in which they came in."""
    steps: dict[Place, RecordStep] = {}
    kinds = ContentType.objects.filter(pk__in=batch.records.order_by().values("content_type"))
    for kind in kinds:
        # A class that the software no longer has leaves nothing to delete.
        model = kind.model_class()
        if model is not None:
            steps |= {(kind.pk, step.record.pk): step for step in _steps_of_kind(batch, kind, model)}
    _keep_parents(steps)
    places = dict.fromkeys(batch.records.values_list("content_type", "object_id"))
    return [steps[place] for place in places if place in steps]


def obstacles(steps: Sequence[RecordStep], gone: Iterable[Model] = ()) -> list[str]:
    """What else rests on the records that would be deleted, named in Chinese; empty where nothing does.

    What is in `gone` is deleted too, so it does not count.
    """
    going = [step.record for step in steps if not step.kept]
    names = {_name(record) for record in (*going, *gone)}
    found = []
    for model in dict.fromkeys(type(record) for record in going):
        records = [record for record in going if type(record) is model]
        resting = {_owner(user): user for user in _users(model, records)}
        staying = [_whole(user) for name, user in resting.items() if name not in names]
        if staying:
            found.append(f"{_named(staying)}还在用这一批的{model._meta.verbose_name}；请先到那里换掉或去掉。")
        if issubclass(model, Dataset):
            found += _released(records)
    return found


def delete(steps: Iterable[RecordStep], by: Any) -> None:
    """Delete what is not kept: pages first, then the others, the last first. Call it inside a transaction.

    Raises ProtectedError or RestrictedError for an obstacle that `obstacles` did not see.
    """
    going = [step.record for step in steps if not step.kept]
    for record in going:
        log(instance=record, action="wagtail.delete", user=by, deleted=True)
    # All at once: one by one takes several times as long.
    Page.objects.filter(pk__in=[record.pk for record in going if isinstance(record, Page)]).delete()
    for record in reversed([record for record in going if not isinstance(record, Page)]):
        record.delete()


def _steps_of_kind(batch: Batch, kind: ContentType, model: type[Model]) -> Iterator[RecordStep]:
    keys = batch.records.filter(content_type=kind).order_by()
    edited = set(_edited(kind, model, keys))
    for record in model._default_manager.filter(pk__in=keys.values("object_id")):
        yield RecordStep(record, EDITED if str(record.pk) in edited else "")


def _edited(kind: ContentType, model: type[Model], keys: QuerySet[Any]) -> Iterable[str]:
    """Keys of records that have more than their first revision; where a class has none, of those with a logged edit."""
    texts = keys.annotate(key=Cast("object_id", CharField())).values("key")
    if issubclass(model, RevisionMixin):
        revisions = Revision.objects.filter(content_type=kind, object_id__in=texts).order_by()
        counted = revisions.values("object_id").annotate(count=Count("pk"))
        return counted.filter(count__gt=1).values_list("object_id", flat=True)
    entries = registry.get_log_model_for_model(model).objects.filter(content_type=kind, object_id__in=texts)
    return entries.filter(action="wagtail.edit").values_list("object_id", flat=True)


def _keep_parents(steps: dict[Place, RecordStep]) -> None:
    """Keep a page below which another one stays, the lowest first."""
    pages = {place: step.record for place, step in steps.items() if isinstance(step.record, Page)}
    going = {page.path for place, page in pages.items() if not steps[place].kept}
    for place, page in sorted(pages.items(), key=lambda found: -found[1].depth):
        if page.path in going and page.numchild:
            children = set(page.get_children().values_list("path", flat=True))
            if not children <= going:
                going.discard(page.path)
                steps[place] = replace(steps[place], kept=HAS_CHILDREN)


def _users(model: type[Model], records: Sequence[Any]) -> Iterator[Any]:
    """What would be refused by the database, or would lose a picture or a snippet without a word."""
    keys = [record.pk for record in records]
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.on_delete in {PROTECT, RESTRICT}:
            yield from relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": keys})
    if not issubclass(model, Page):  # a link to a page that is gone is unwrapped by the next build
        yield from _referring(model, keys)


def _referring(model: type[Model], keys: Sequence[Any]) -> Iterator[Any]:
    kind = ContentType.objects.get_for_model(model)
    references = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=list(map(str, keys)))
    sources: dict[int, list[str]] = {}
    for source, key in references.values_list("base_content_type", "object_id").distinct():
        sources.setdefault(source, []).append(key)
    for source, found in sources.items():
        source_model = ContentType.objects.get_for_id(source).model_class()
        if source_model is not None:
            yield from source_model._base_manager.filter(pk__in=found)


def _owner(record: Any) -> Name:
    """The page or snippet of which a row is a part; else the record itself."""
    link = _link(record)
    return (_root(link.related_model), str(getattr(record, link.attname))) if link else _name(record)


def _whole(record: Any) -> Any:
    """The same, read from the database."""
    link = _link(record)
    return getattr(record, link.name) if link else record


def _link(record: Any) -> Any:
    return next((field for field in record._meta.concrete_fields if isinstance(field, ParentalKey)), None)


def _name(record: Any) -> Name:
    return _root(type(record)), str(record.pk)


def _root(model: type[Model]) -> type[Model]:
    parents = model._meta.get_parent_list()
    return parents[-1] if parents else model


def _released(datasets: Iterable[Dataset]) -> list[str]:
    cut = set(ReleaseCut.objects.values_list("dataset", flat=True))
    return [f"数据集“{dataset}”已有数据发布，不能删除。" for dataset in datasets if dataset.code in cut]


def _named(users: Sequence[Any]) -> str:
    """The first few by kind and name, and how many there are when there are more."""
    found = sorted(users, key=str)
    names = "、".join(f"{user._meta.verbose_name}“{user}”" for user in found[:NAMED])
    return names + (f"等 {len(found)} 条" if len(found) > NAMED else "")
