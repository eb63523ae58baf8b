"""Where publications are noticed. Everything after this is a plain call."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageViewRestriction, ReferenceIndex, Revision
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from cms.addresses.reasons import drop_reasons
from cms.models.attachment import Attachment
from cms.models.identity import Identity
from cms.models.page import PublicPage
from cms.models.picture import Picture
from cms.models.snippet import RegisterSnippet
from cms.tasks import request_build

SCHEDULE = "定时"


def connect() -> None:
    """Connect every receiver, once."""
    page_published.connect(_page, dispatch_uid="page-published")
    page_published.connect(_back, dispatch_uid="page-back")
    page_unpublished.connect(_page, dispatch_uid="page-unpublished")
    page_slug_changed.connect(_page, dispatch_uid="page-slug")
    post_page_move.connect(_page, dispatch_uid="page-moved")
    published.connect(_snippet, dispatch_uid="snippet-published")
    published.connect(_back, dispatch_uid="snippet-back")
    unpublished.connect(_snippet, dispatch_uid="snippet-unpublished")
    post_delete.connect(_deleted, dispatch_uid="public-deleted")
    post_save.connect(_picture, sender=Picture, dispatch_uid="picture-saved")
    post_save.connect(_attachment, sender=Attachment, dispatch_uid="attachment-saved")
    post_save.connect(_identity, sender=Identity, dispatch_uid="identity-saved")
    # Wagtail watches no settings for what they refer to, and the emblem would lose its protection.
    ReferenceIndex.register_model(Identity)
    post_save.connect(_restricted, sender=PageViewRestriction, dispatch_uid="restriction-saved")
    post_delete.connect(_restricted, sender=PageViewRestriction, dispatch_uid="restriction-deleted")


def _who(instance: Any, revision: Revision | None = None, **kwargs: Any) -> str:
    """The name of whoever caused it: the author of what was published, else whoever is at the desk.

    What the schedule did is marked so; what a command did is nobody's.
    """
    acting = get_active_log_context().user
    author = revision.user if revision else None
    if acting is None and (
        getattr(instance, "expired", False) or getattr(revision, "approved_go_live_at", None)
    ):
        return f"{author}（{SCHEDULE}）" if author else SCHEDULE
    return str(author or acting or "")


def _page(sender: type, instance: Page, **kwargs: Any) -> None:
    # A move sends the page as Wagtail's own class.
    if issubclass(instance.specific_class or Page, PublicPage):
        request_build(f"页面：{instance.title}", _who(instance, **kwargs))


def _snippet(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, RegisterSnippet):
        request_build(f"{instance._meta.verbose_name}：{instance}", _who(instance, **kwargs))


def _back(sender: type, instance: Any, **kwargs: Any) -> None:
    # Of the same moment as the publication, so that no build sees the one without the other.
    drop_reasons(instance)


def _deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, PublicPage | RegisterSnippet) and instance.live:
        request_build(f"删除：{instance}", _who(instance))


def _picture(sender: type, instance: Picture, created: bool, **kwargs: Any) -> None:
    # A file that was replaced, or who took it, shows on the pages that use it.
    if not created and ReferenceIndex.get_references_to(instance).exists():
        request_build(f"图片：{instance}", _who(instance))


def _attachment(sender: type, instance: Attachment, created: bool, **kwargs: Any) -> None:
    # Wagtail fills in size and hash when they are first asked for: nothing that readers see.
    of_wagtail = set(kwargs.get("update_fields") or ["title"]) <= {"file_size", "file_hash"}
    if not created and not of_wagtail and ReferenceIndex.get_references_to(instance).exists():
        request_build(f"附件：{instance}", _who(instance))


def _identity(sender: type, instance: Identity, **kwargs: Any) -> None:
    # It is in the frame, so every page changes.
    request_build("站点信息", _who(instance))


def _restricted(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    request_build(f"访问限制：{instance.page.title}", _who(instance))
