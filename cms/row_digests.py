"""Digests of rows as the database holds them: equal digests say that a record, and what hangs on it, is the same.

Whatever wrote a row, be it the desk, a command or an import, its digest changes with it. What a page or a snippet
reads of other rows follows from its `shown_relations` and `shown_parts`.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, cached_property
from hashlib import blake2b
from typing import Any

from django.db import connection
from django.db.models import Model
from wagtail.models import Collection, CollectionViewRestriction, Page

from cms.models import Area, Attachment, Indicator, Organisation, Picture
from cms.models.page import PublicPage
from cms.models.snippet import RegisterSnippet

VOLATILE = {
    "draft_title", "has_unpublished_changes", "latest_revision_id", "live_revision_id", "latest_revision_created_at",
    "locked", "locked_at", "locked_by_id", "go_live_at", "expire_at", "expired", "numchild", "owner_id",
    "wagtail_reference_index_ignore", "uploaded_by_user_id", "created_at",
}  # fmt: skip
"""Columns that no reader ever sees: a draft that is saved changes them on the live row too."""

SNIPPETS: dict[str, type[RegisterSnippet]] = {
    "organisation": Organisation,
    "area": Area,
    "indicator": Indicator,
}


class RowDigests:
    """Digests of one moment. Each table is read once, when it is first asked for."""

    def __init__(self) -> None:
        self.own = cache(self._own)
        self.graph = cache(self._graph)

    def of(self, kind: str, key: int) -> str:
        """The digest of a record with what it shows; empty for one that is not there.

        `kind` is page, picture, attachment, organisation, area or indicator.
        """
        return self._known(kind).get(int(key), b"").hex()

    def all(self, kind: str) -> str:
        """One digest over all records of a kind; `kind` may also be a page type such as `good-deed`."""
        known = self._of_type(kind) if kind in page_types() else self._known(kind)
        digest = blake2b(digest_size=16)
        for key, value in sorted(known.items()):
            digest.update(b"%d:%b," % (key, value))
        return digest.hexdigest()

    def table(self, model: type[Model]) -> str:
        """One digest over all rows of a table."""
        return _joined(value for _, value in sorted(self.own(model).items())).hex()

    def _known(self, kind: str) -> dict[int, bytes]:
        if kind == "page":
            return self._pages
        if kind == "attachment":
            return self._attachments
        model: Any = Picture if kind == "picture" else SNIPPETS[kind]
        return self.own(model) if kind == "picture" else self.graph(model)

    def _of_type(self, kind: str) -> dict[int, bytes]:
        return self.graph(page_types()[kind])

    @cached_property
    def _pages(self) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        for model in page_types().values():
            found |= self.graph(model)
        return found

    @cached_property
    def _attachments(self) -> dict[int, bytes]:
        """An attachment goes out only while its collection is open to all."""
        privacy = self.table(Collection) + self.table(CollectionViewRestriction)
        return {key: _joined([value, privacy.encode()]) for key, value in self.own(Attachment).items()}

    def _own(self, model: type[Model]) -> dict[int, bytes]:
        """Each row of a model by its key, tables of its parents included."""
        found = {row[0]: _digest(row[1:]) for row in _rows(model)}
        for parent in model._meta.parents:
            above = self.own(parent)
            found = {key: _joined([value, above.get(key, b"")]) for key, value in found.items()}
        return found

    def _graph(self, model: Any) -> dict[int, bytes]:
        """Each row with the rows that its view reads through `shown_relations` and `shown_parts`."""
        parts: dict[int, list[bytes]] = defaultdict(list)
        for name in model.shown_relations:
            field = model._meta.get_field(name)
            self._add_targets(parts, _columns(model, "pk", field.attname), self.own(field.related_model))
        for path in model.shown_parts:
            self._add_part(parts, model, *path.split("__"))
        return {key: _joined([value, *parts.get(key, ())]) for key, value in self.own(model).items()}

    def _add_part(self, parts: dict[int, list[bytes]], model: Any, name: str, *rest: str) -> None:
        relation = model._meta.get_field(name)
        child, back = relation.related_model, relation.field.attname
        rows = self.own(child)
        order = [column for column in ("sort_order",) if column in _names(child)]
        if not rest:
            for parent, key in _columns(child, back, "pk", order=order):
                parts[parent].append(rows[key])
            return
        field = child._meta.get_field(rest[0])
        # Another page's title and address are asked for by question, and its text is not shown.
        target = {} if issubclass(field.related_model, Page) else self.own(field.related_model)
        for parent, key, other in _columns(child, back, "pk", field.attname, order=order):
            parts[parent] += [rows[key], target.get(other, b"")]

    @staticmethod
    def _add_targets(
        parts: dict[int, list[bytes]], pairs: Iterable[tuple[Any, ...]], target: dict[int, bytes]
    ) -> None:
        for key, other in pairs:
            parts[key].append(target.get(other, b""))


@cache
def page_types() -> dict[str, Any]:
    """Every concrete public page type, by its name in the public contract."""
    return {model.public_type: model for model in _concrete(PublicPage)}


def _concrete(model: Any) -> Iterable[Any]:
    for below in model.__subclasses__():
        if below._meta.abstract:
            yield from _concrete(below)
        else:
            yield below


def _names(model: Any) -> list[str]:
    return [field.attname for field in model._meta.local_concrete_fields]


def _rows(model: Any) -> Iterable[tuple[Any, ...]]:
    """The key of each row and the columns of its own table that readers may see."""
    names = [name for name in _names(model) if name not in VOLATILE]
    return _columns(model, "pk", *names)


def _columns(model: Any, *names: str, order: Iterable[str] = ()) -> list[tuple[Any, ...]]:
    """Columns of a model's own table, unconverted: objects would cost twenty times as much."""
    by_name = {field.attname: field.column for field in model._meta.local_concrete_fields}
    by_name["pk"] = model._meta.pk.column
    quote = connection.ops.quote_name
    wanted = ", ".join(quote(by_name[name]) for name in names)
    placed = ", ".join(quote(by_name[name]) for name in (*order, "pk"))
    with connection.cursor() as cursor:
        # Every name is a column of our own models.
        cursor.execute(f"SELECT {wanted} FROM {quote(model._meta.db_table)} ORDER BY {placed}")  # noqa: S608
        return list(cursor.fetchall())


def _digest(row: tuple[Any, ...]) -> bytes:
    return blake2b(repr(row).encode(), digest_size=16).digest()


def _joined(parts: Iterable[bytes]) -> bytes:
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(part + b",")
    return digest.digest()
