"""Where publications are noticed. Everything after this is a plain call."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction, ReferenceIndex
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from cms.models.page import PublicPage
from cms.models.picture import Picture
from cms.models.snippet import RegisterSnippet
from cms.tasks import request_build


def connect() -> None:
    """Connect every receiver, once."""
    page_published.connect(_page, dispatch_uid="page-published")
    page_unpublished.connect(_page, dispatch_uid="page-unpublished")
    page_slug_changed.connect(_page, dispatch_uid="page-slug")
    post_page_move.connect(_page, dispatch_uid="page-moved")
    published.connect(_snippet, dispatch_uid="snippet-published")
    unpublished.connect(_snippet, dispatch_uid="snippet-unpublished")
    post_delete.connect(_deleted, dispatch_uid="public-deleted")
    post_save.connect(_picture, sender=Picture, dispatch_uid="picture-saved")
    post_save.connect(_restricted, sender=PageViewRestriction, dispatch_uid="restriction-saved")
    post_delete.connect(_restricted, sender=PageViewRestriction, dispatch_uid="restriction-deleted")


def _page(sender: type, instance: Page, **kwargs: Any) -> None:
    # A move sends the page as Wagtail's own class.
    if issubclass(instance.specific_class or Page, PublicPage):
        request_build(f"页面：{instance.title}")


def _snippet(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, RegisterSnippet):
        request_build(f"{instance._meta.verbose_name}：{instance}")


def _deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, PublicPage | RegisterSnippet) and instance.live:
        request_build(f"删除：{instance}")


def _picture(sender: type, instance: Picture, created: bool, **kwargs: Any) -> None:
    # A file that was replaced, or who took it, shows on the pages that use it.
    if not created and ReferenceIndex.get_references_to(instance).exists():
        request_build(f"图片：{instance}")


def _restricted(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    request_build(f"访问限制：{instance.page.title}")
