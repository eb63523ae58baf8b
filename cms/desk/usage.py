"""Where a record is used: by other records, in their texts, and in drafts that nobody has published yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, ForeignKey, ForeignObjectRel, Model, Q, QuerySet
from django.db.models.functions import Cast
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex, Revision

from cms.models.picture import Rendition
from cms.models.revised import named_records
from cms.models.snippet import RegisterSnippet

NAMED = 3
OWN = "cms"

User = tuple[type[Model], int]
"""What uses a record: its class and key."""


class Key(NamedTuple):
    """A foreign key by which a record is used: by its own record, or by the one that this is a part of."""

    field: ForeignKey[Any, Any]
    owner: type[Model]
    holder: str
    """The attribute that holds the owner's key."""
    path: str
    """What Wagtail's index of references calls it."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How many use a record, and the first few by kind and name."""

    number: int
    named: tuple[str, ...]

    def __str__(self) -> str:
        """党建品牌“鸿心向党”、好事实事“凉亭”等 5 处."""
        more = f"等 {self.number} 处" if self.number > len(self.named) else ""
        return "、".join(self.named) + more


def usage(record: Model) -> Usage | None:
    """Who uses a record, or any page below it; None when nobody does. Uses among these pages do not count."""
    target = Target(record)
    users = [user for user in dict.fromkeys(target.users()) if user not in target]
    drafts = [user for user in dict.fromkeys(target.drafts()) if user not in target and user not in users]
    if not (users or drafts):
        return None
    names = [_name(user) for user in users[:NAMED]] + [f"{_name(user)}的草稿" for user in drafts[:NAMED]]
    return Usage(len(users) + len(drafts), tuple(names[:NAMED]))


class Target:
    """A record that might be deleted; a page stands for everything below it too."""

    def __init__(self, record: Model) -> None:
        self._record = record
        self._below = record.get_descendants(inclusive=True) if isinstance(record, Page) else None

    def __contains__(self, user: User) -> bool:
        """Whether somebody who uses it would be deleted with it."""
        model, key = user
        if self._below is not None:
            return issubclass(model, Page) and key in self._keys
        return model is type(self._record) and key == self._record.pk

    def users(self) -> Iterator[User]:
        """By foreign keys, then in texts and blocks, which Wagtail's index of references knows."""
        counted = Q()
        for key in (key for model in self._models for key in _keys_to(model)):
            rows = key.field.model._default_manager.filter(**self._named_by(key.field))
            # In the order of the keys, so that the refusal names the same ones each time.
            for holder in rows.order_by(key.holder).values_list(key.holder, flat=True).distinct():
                yield key.owner, holder
            counted |= Q(content_type=ContentType.objects.get_for_model(key.owner), model_path=key.path)
        references = self._references().exclude(counted) if counted else self._references()
        for kind, text in references.values_list("content_type", "object_id").distinct():
            yield ContentType.objects.get_for_id(kind).model_class() or Page, int(text)

    def drafts(self) -> Iterator[User]:
        """By what is written and not published, or to be published at a set time."""
        for revision in pending_revisions().select_related("content_type").iterator(chunk_size=200):
            model = revision.content_type.model_class()
            if model and any(self._is(*named) for named in named_records(model, revision.content)):
                yield model, int(revision.object_id)

    @cached_property
    def _keys(self) -> frozenset[int]:
        below = self._below
        return frozenset([self._record.pk] if below is None else below.values_list("pk", flat=True))

    @cached_property
    def _models(self) -> list[type[Model]]:
        if self._below is None:
            return [type(self._record)]
        kinds = self._below.order_by().values_list("content_type", flat=True).distinct()
        return [ContentType.objects.get_for_id(kind).model_class() or Page for kind in kinds]

    def _is(self, model: type[Model], key: Any) -> bool:
        kind = Page if self._below is not None else type(self._record)
        return issubclass(model, kind) and key in self._keys

    def _named_by(self, field: ForeignKey[Any, Any]) -> dict[str, Any]:
        if self._below is None:
            return {field.name: self._record.pk}
        return {f"{field.name}__path__startswith": self._record.path}  # type: ignore[attr-defined]

    def _references(self) -> QuerySet[Any]:
        kind = ContentType.objects.get_for_model(Page if self._below is not None else self._record)
        if self._below is None:
            return ReferenceIndex.objects.filter(to_content_type=kind, to_object_id=str(self._record.pk))
        keys = self._below.order_by().values_list(Cast("pk", CharField()))
        return ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=keys)


def pending_revisions() -> QuerySet[Any]:
    """The newest revision of whatever has unpublished changes, and every one that waits for its time."""
    wanted = Q(approved_go_live_at__isnull=False)
    snippets = (
        model for model in apps.get_app_config(OWN).get_models() if issubclass(model, RegisterSnippet)
    )
    for model in (Page, *snippets):
        changed = model._default_manager.filter(has_unpublished_changes=True)
        wanted |= Q(pk__in=changed.order_by().values("latest_revision"))
    return Revision.objects.filter(wanted)


def _keys_to(model: type[Model]) -> list[Key]:
    """The foreign keys of our own records to a model, without those of its parts."""
    relations = model._meta.get_fields(include_hidden=True)
    fields = (relation.field for relation in relations if isinstance(relation, ForeignObjectRel))
    return [
        _key(field)
        for field in fields
        if isinstance(field, ForeignKey)
        and not isinstance(field, ParentalKey)
        and not field.remote_field.parent_link
        and field.model._meta.app_label == OWN
        # The desk's own previews of a picture go with it.
        and field.model is not Rendition
    ]


def _key(field: ForeignKey[Any, Any]) -> Key:
    part_of = next((own for own in field.model._meta.fields if isinstance(own, ParentalKey)), None)
    if part_of is None:
        return Key(field, field.model, "pk", field.name)
    path = f"{part_of.remote_field.get_accessor_name()}.item.{field.name}"
    return Key(field, part_of.related_model, part_of.attname, path)


def _name(user: User) -> str:
    """好事实事“凉亭”."""
    model, key = user
    found = model._base_manager.filter(pk=key).first()
    title = found.get_admin_display_title() if isinstance(found, Page) else found
    return f"{model._meta.verbose_name}“{title}”"
