"""What sample deeds say: invented, labelled, and naming nobody."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cms.models.deed import AskedBy, DeedKind

LABEL = "【演示】"
FIRST_DAY = date(2025, 1, 6)
SPREAD = 280
"""Days over which the first steps are spread, so that the slowest deed ends within the year."""

UNITS = ("演示单位甲", "演示单位乙", "演示单位丙", "演示单位丁", "演示单位戊")


@dataclass(frozen=True, slots=True)
class DemoText:
    """The words for one kind of deed."""

    title: str
    asked_for: str


TEXTS = {
    DeedKind.LEISURE: DemoText("添置长椅", "小广场没有坐的地方，想添几条长椅。"),
    DeedKind.PARKING: DemoText("重划车位", "楼前车位线看不清，想重新划一遍。"),
    DeedKind.LIGHTING: DemoText("修好路灯", "巷子里的灯坏了，晚上走路看不清。"),
    DeedKind.ROADS: DemoText("填平路面", "院里的路有坑，下雨就积水。"),
    DeedKind.ENVIRONMENT: DemoText("清理杂物", "楼道里堆着杂物，想清出来。"),
    DeedKind.SAFETY: DemoText("加装扶手", "台阶没有扶手，老人上下不方便。"),
    DeedKind.SERVICES: DemoText("增开代办窗口", "白天上班的人想在傍晚也能办事。"),
    DeedKind.OTHER: DemoText("更换告示栏", "告示栏的玻璃碎了，想换一块。"),
}

GAPS = ((1, 2, 9), (0, 1, 3), (2, 5, 30), (1, 1, 0), (3, 7, 60), (0, 0, 0), (1, 3, 14))
"""Days from each step to the next: some quick, some slow, one done on the day it was asked for."""

STEPS_DONE = (4, 4, 4, 3, 4, 2, 4, 1, 4, 4)
"""How many of the four steps are done: most deeds are finished."""

UNDATED_EVERY = 11
"""One finished deed in so many has no dates and a duration from its source."""


def demo_fields(number: int, communities: int) -> dict[str, Any]:
    """The fields of sample deed `number`, from 1 on; always the same for the same number.

    `community` is a position among that many communities.
    """
    kinds = list(TEXTS)
    kind = kinds[number % len(kinds)]
    text = TEXTS[kind]
    askers = list(AskedBy)
    return {
        "title": f"{LABEL}{text.title}（第 {number} 件）",
        "slug": demo_slug(number),
        "summary": f"演示数据，不是真实的事。{text.asked_for}",
        "source": "演示数据",
        "kind": kind,
        "community": number % communities,
        "asked_for": text.asked_for,
        "asked_by": askers[number % len(askers)],
        "sample": True,
        **_steps(number),
    }


def demo_slug(number: int) -> str:
    """The address of a sample deed, such as `demo-0001`."""
    return f"demo-{number:04}"


def _steps(number: int) -> dict[str, Any]:
    """Units and dates of the steps that are done. Steps never run backwards."""
    done = STEPS_DONE[number % len(STEPS_DONE)]
    undated = number % UNDATED_EVERY == 0 and done == 4
    day = FIRST_DAY + timedelta(days=number * 37 % SPREAD)
    fields: dict[str, Any] = {}
    gaps = (0, *GAPS[number % len(GAPS)])
    for position, prefix in enumerate(("asked", "assigned", "accepted", "completed")[:done]):
        day += timedelta(days=gaps[position])
        fields[f"{prefix}_unit"] = UNITS[(number + position) % len(UNITS)]
        fields[f"{prefix}_undated"] = undated
        fields[f"{prefix}_day"] = None if undated else day
    if undated:
        fields["attested_days"] = max(sum(gaps), 1)
    return fields
