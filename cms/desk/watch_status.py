"""How the watch over the public files stands, in words for the desk's home."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cms.models import Alarm, Heartbeat
from cms.watch import EVERY, NAME

GRACE = timedelta(seconds=20)
"""What a slow machine may take beyond two sweeps."""
STOPPED = "没有巡查，就没有人看着公开文件。请管理员看看“巡查”程序（manage.py watch）是否在运行。"
UNMENDED = "有文件没能修复，系统已要求重新生成一版；过几分钟仍是这样，请告诉系统管理员。"
MOVED = "有人或程序在公开目录里放了东西，已移走，没有删除；请查服务器登录记录。"
MENDED = "有人或程序改动了公开文件，已从存储恢复；请查服务器登录记录。"


@dataclass(frozen=True, slots=True)
class WatchStatus:
    """One line on the watch, whether it is bad news, what to do, and how many alarms nobody has seen to."""

    text: str
    bad: bool
    advice: str
    open_alarms: int


def watch_status() -> WatchStatus:
    """The status of this moment."""
    waiting = Alarm.objects.filter(seen_at=None).count()
    last = Heartbeat.objects.filter(name=NAME).first()
    if last is None:
        return WatchStatus("还没有巡查过", False, "", waiting)
    age = timezone.now() - last.at
    every = timedelta(seconds=float(last.facts.get("every", EVERY)))
    if age > 2 * every + GRACE:
        return WatchStatus(f"巡查已停 {ago(age)}", True, STOPPED, waiting)
    faults, mended = int(last.facts.get("faults", 0)), int(last.facts.get("mended", 0))
    when = f"最近巡查 {ago(age)}前"
    return WatchStatus(
        f"{when}：{_outcome(last.facts, faults, mended)}",
        faults > 0,
        (MENDED if faults == mended else UNMENDED) if faults else "",
        waiting,
    )


def ago(age: timedelta) -> str:
    """A span in the largest unit that says enough: `20 秒`, `5 分钟`, `3 小时`, `2 天`."""
    seconds = max(int(age.total_seconds()), 0)
    for length, unit in ((86400, "天"), (3600, "小时"), (60, "分钟")):
        if seconds >= length:
            return f"{seconds // length} {unit}"
    return f"{seconds} 秒"


def _outcome(facts: dict[str, Any], faults: int, mended: int) -> str:
    number = facts.get("edition")
    which = f"第 {number} 版" if number else "公开文件"
    if faults:
        return f"{which}发现 {faults} 处不符，已修复 {mended} 处"
    if not number:
        return "还没有公开版"
    return f"{which} {count(int(facts.get('files', 0)))} 个文件，全部相符"


def count(number: int) -> str:
    """Thousands set apart by a thin space."""
    return f"{number:,}".replace(",", "\u2009")
