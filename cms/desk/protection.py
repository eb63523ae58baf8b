"""Deleting and moving at the desk: what others rest on is kept, and the refusal says what to do instead."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.models import Page

from cms.desk.usage import usage
from cms.models import Attachment, Dataset, Picture, ReleaseCut
from cms.slugs import reserved_slug_error

ALL = "all"
"""What Wagtail's lists send for everything there is, whatever the list was filtered by."""


def obstacle(record: Model) -> str | None:
    """Why the record cannot be deleted, in plain words; None when it can."""
    if isinstance(record, Dataset) and ReleaseCut.objects.filter(dataset=record.code).exists():
        return f"“{record}”已有数据发布，不能删除；不再公开的，请取消发布。"
    used = usage(record)
    if used is None:
        return None
    if isinstance(record, Picture | Attachment):
        kind = record._meta.verbose_name
        return f"{kind}“{record}”正被{used}使用，不能删除；请先到那里换掉或去掉，发布以后再来删。"
    if isinstance(record, Page):
        what = f"“{record.get_admin_display_title()}”" + ("或它下面的页面" if record.numchild else "")
        return f"{what}正被{used}使用，不能删除。请先到那里去掉；只是不再公开的，请取消发布。"
    return f"“{record}”正被{used}使用，不能删除；不再公开的，请取消发布。"


def refuse(request: HttpRequest, records: Iterable[Any], back: str) -> HttpResponse | None:
    """Back to the list with every obstacle named; None when nothing stands in the way."""
    obstacles = [(record, text) for record in records if (text := obstacle(record))]
    if not obstacles:
        return None
    for record, text in obstacles:
        messages.error(request, text, buttons=_usage_button(record))
    return redirect(back)


def refuse_pages(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """The same for pages; back to where the first of them is."""
    parent = pages[0].get_parent()
    return refuse(
        request, pages, reverse("wagtailadmin_explore", args=[parent.pk]) if parent else "wagtailadmin_home"
    )


def refuse_everything(request: HttpRequest, back: str) -> HttpResponse | None:
    """One act on everything there is is refused: it would leave a list's filters out."""
    if ALL not in request.GET.getlist("id"):
        return None
    messages.error(request, "一次只能处理这一页上勾选的条目，请逐页勾选。")
    return redirect(back)


def refuse_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Back to the choice, with where such a page can stand; None when it may move there."""
    if page.permissions_for_user(request.user).can_move_to(destination):
        return None
    kind, title = page.specific_class or Page, destination.get_admin_display_title()
    above = "、".join(str(model._meta.verbose_name) for model in kind.allowed_parent_page_models())
    if destination.pk == page.pk or destination.is_descendant_of(page):
        text = f"不能移到“{title}”：它就是这个页面，或者在这个页面下面。请另选一处。"
    elif problem := reserved_slug_error(page.slug, destination.depth):
        text = f"不能移到“{title}”：{problem}"
    elif page.specific.can_move_to(destination):
        text = f"您不能在“{title}”下面添加页面，请另选一处，或联系管理员。"
    else:
        text = f"不能移到“{title}”：{kind._meta.verbose_name}只能放在{above}下面。请另选一处。"
    messages.error(request, text)
    return redirect("wagtailadmin_pages:move", page.pk)


def _usage_button(record: Any) -> list[Any]:
    """The way to the list of uses, where there is one."""
    if isinstance(record, Page):
        address = reverse("wagtailadmin_pages:usage", args=[record.pk])
    elif hasattr(record, "snippet_viewset"):
        address = reverse(record.snippet_viewset.get_url_name("usage"), args=[record.pk])
    else:
        return []
    return [messages.button(address, "看用在哪里")]
