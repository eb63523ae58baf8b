"""The routes of an edition: what every address answers that was public once and has no content any more."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from cms.addresses.leading import DATASET, LIST, Leading, OldAddress, PublicSubject
from cms.models import PublicAddress
from publishing.contract import Route

_NAMES = {LIST: "这个列表", DATASET: "这个数据集"}


def current_routes(subjects: Collection[PublicSubject], at: datetime) -> tuple[Route, ...]:
    """The routes of an edition whose HTML pages are exactly those of `subjects`, sorted by path.

    One for every remembered address that is not among their paths: to where its readers get what they came for, in
    one hop, or gone with the reason. `at` is the time of the edition; without a reason, readers are told since when.
    """
    columns = ("path", "kind", "key", "target", "reason", "gone_at")
    rows = list(PublicAddress.objects.order_by().values_list(*columns))
    known = [OldAddress(*row[:4]) for row in rows]
    leading = Leading(subjects, known)
    routes = []
    for old, (*_, reason, gone_at) in zip(known, rows, strict=True):
        if old.path in leading.paths:
            continue
        end = leading.end(old)
        routes.append(Route(old.path, end, "" if end else reason or gone_text(old.kind, gone_at or at)))
    return tuple(sorted(routes, key=lambda route: route.path))


def gone_text(kind: str, since: datetime) -> str:
    """What readers are told where staff gave no reason."""
    day = timezone.localdate(since)
    return f"{_NAMES.get(kind, '这个页面')}从 {day.year} 年 {day.month} 月 {day.day} 日起不再公开。"
