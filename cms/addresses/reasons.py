"""Why something is not public any more: remembered with its addresses when staff take it down."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page

from cms.addresses.leading import LIST
from cms.addresses.memory import in_parts
from cms.models import PublicAddress
from cms.models.page import PublicPage
from cms.models.snippet import RegisterSnippet
from cms.row_digests import page_types


def addresses_of(record: Any, *, with_live_below: bool = False) -> QuerySet[PublicAddress]:
    """The remembered addresses of a page or a register entry, lists of a section included; none for anything else.

    With `with_live_below` those of the live pages below a page, too: what is taken down with it. Pages below that
    were taken down before keep the reason that they were given then.
    """
    if isinstance(record, RegisterSnippet):
        return PublicAddress.objects.filter(kind=record.public_type, key=record.code)
    if not isinstance(record, Page) or not issubclass(record.specific_class or Page, PublicPage):
        return PublicAddress.objects.none()
    kinds = [*page_types(), LIST]
    found = Q(kind__in=kinds, key=str(record.pk))
    if with_live_below:
        below = record.get_descendants().live().order_by()
        found |= Q(kind__in=kinds, key__in=below.values_list(Cast("pk", CharField())))
    return PublicAddress.objects.filter(found)


def address_keys(records: Iterable[Any], *, with_live_below: bool = False) -> list[int]:
    """The rows of the addresses of several records, to be found again when the records are gone."""
    found = (addresses_of(record, with_live_below=with_live_below) for record in records)
    return [key for rows in found for key in rows.order_by().values_list("pk", flat=True)]


def remember_reason(keys: Sequence[int], reason: str) -> None:
    """Write what readers of these addresses are told; nothing where no reason was given."""
    if reason:
        for some in in_parts(keys):
            PublicAddress.objects.filter(pk__in=some).update(reason=reason)


def drop_reasons(record: Any) -> None:
    """Something is public again: why it was not is of no use any more."""
    addresses_of(record).exclude(reason="").update(reason="")
