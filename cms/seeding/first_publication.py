"""Brings one new object to the public, through a revision as the desk does."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from cms.models.snippet import RegisterSnippet
from cms.seeding.fixture_files import Place


def publish_snippet(snippet: RegisterSnippet, place: Place) -> None:
    """Store and publish a new snippet. Raises FixtureError when its model refuses it."""
    snippet.live = False
    with refusals_at(place):
        snippet.full_clean()
    snippet.save()
    snippet.save_revision().publish()


def publish_page(page: Page, parent: Page) -> None:
    """Put a new page below a parent, last, and publish it. Raises ValidationError when its model refuses it."""
    page.live = False
    parent.add_child(instance=page)
    page.save_revision().publish()


def publish_pages(pages: Sequence[Page], parent: Page) -> None:
    """Put many new pages below a parent, last, and publish them: the same end as `publish_page`, 3 times as fast.

    Each page is stored once instead of three times, live from the start, and its revision is stored with the
    others. Call it inside a transaction. Raises ValidationError for a page that its model refuses.
    """
    if not pages:
        return
    now = timezone.now()
    for page in pages:
        page.live, page.first_published_at, page.last_published_at = True, now, now
        parent.add_child(instance=page)
    revisions = Revision.objects.bulk_create([_revision(page, now) for page in pages], batch_size=100)
    for page, revision in zip(pages, revisions, strict=True):
        page.latest_revision = page.live_revision = revision
        page.latest_revision_created_at = revision.created_at
    marks = ["latest_revision", "live_revision", "latest_revision_created_at"]
    type(pages[0]).objects.bulk_update(pages, marks, batch_size=100)
    for page, revision in zip(pages, revisions, strict=True):
        page_published.send(sender=type(page), instance=page, revision=revision)


def _revision(page: Page, now: datetime) -> Revision:
    """The first revision of a page that is stored already."""
    return Revision(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        created_at=now,
        content=page.serializable_data(),
        object_str=str(page),
    )


@contextmanager
def refusals_at(where: Place | Callable[[str], Place]) -> Iterator[None]:
    """Tell a ValidationError as a FixtureError: at that place, or where the refused field is written."""
    try:
        yield
    except ValidationError as error:
        field, said = _first(error)
        place = where if isinstance(where, Place) else where(field)
        raise place.wrong(f"{field}：{said}" if field else said) from error


def _first(error: ValidationError) -> tuple[str, str]:
    """The first refused field and what is wrong with it; an empty field where the whole is refused."""
    parts: dict[str, Any] = getattr(error, "block_errors", None) or getattr(error, "error_dict", None) or {}
    for field, inner in parts.items():
        messages = inner.messages if isinstance(inner, ValidationError) else ValidationError(inner).messages
        return ("" if field == NON_FIELD_ERRORS else field), "；".join(messages)
    return "", "；".join(error.messages)
