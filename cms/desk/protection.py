"""Deleting at the desk: what other records rest on is kept, and the refusal says what to do instead."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import ReferenceIndex

from cms.models import Dataset, Picture, ReleaseCut

NAMED = 3


def obstacle(record: Model) -> str | None:
    """Why the record cannot be deleted, in plain words; None when it can."""
    if isinstance(record, Dataset) and ReleaseCut.objects.filter(dataset=record.code).exists():
        return f"“{record}”已有数据发布，不能删除；不再公开的，请取消发布。"
    if isinstance(record, Picture):
        return _picture_in_use(record)
    try:
        Collector(using="default").collect([record])
    except ProtectedError as error:
        return f"“{record}”正被{_named(error.protected_objects)}使用，不能删除；不再公开的，请取消发布。"
    return None


def _picture_in_use(picture: Picture) -> str | None:
    """A page would lose its picture without a word at the next build."""
    users = [user for user, _ in ReferenceIndex.get_grouped_references_to(picture)]
    if not users:
        return None
    return f"图片“{picture}”正被{_named(users)}使用，不能删除；请先到那里换掉或去掉，发布以后再来删。"


def _named(users: Iterable[Any]) -> str:
    """The first few by kind and name, and how many there are when there are more."""
    found = sorted(users, key=str)
    names = "、".join(f"{user._meta.verbose_name}“{user}”" for user in found[:NAMED])
    return names + (f"等 {len(found)} 条" if len(found) > NAMED else "")


def refuse(request: HttpRequest, records: Iterable[Any], back: str) -> HttpResponse | None:
    """Back to the list with every obstacle named; None when nothing stands in the way."""
    obstacles = [text for text in map(obstacle, records) if text]
    if not obstacles:
        return None
    for text in obstacles:
        messages.error(request, text)
    return redirect(back)
