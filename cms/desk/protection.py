"""Deleting at the desk: what other records rest on is kept, and the refusal says what to do instead."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from cms.models import Dataset, ReleaseCut

NAMED = 3


def obstacle(record: Model) -> str | None:
    """Why the record cannot be deleted, in plain words; None when it can."""
    if isinstance(record, Dataset) and ReleaseCut.objects.filter(dataset=record.code).exists():
        return f"“{record}”已有数据发布，不能删除；不再公开的，请取消发布。"
    try:
        Collector(using="default").collect([record])
    except ProtectedError as error:
        users = sorted(error.protected_objects, key=str)
        names = "、".join(f"{user._meta.verbose_name}“{user}”" for user in users[:NAMED])
        more = f"等 {len(users)} 条" if len(users) > NAMED else ""
        return f"“{record}”正被{names}{more}使用，不能删除；不再公开的，请取消发布。"
    return None


def refuse(request: HttpRequest, records: Iterable[Any], back: str) -> HttpResponse | None:
    """Back to the list with every obstacle named; None when nothing stands in the way."""
    obstacles = [text for text in map(obstacle, records) if text]
    if not obstacles:
        return None
    for text in obstacles:
        messages.error(request, text)
    return redirect(back)
