"""栏目更新预警 on the home of the desk: what must be updated soon, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Media
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component

from cms.rhythm import Rhythm, Warn, rhythms

MARKS = {Warn.CALM: "按时", Warn.YELLOW: "黄色预警", Warn.RED: "红色预警", Warn.OVERDUE: "已超期"}


@dataclass(frozen=True, slots=True)
class RhythmLine:
    """One line of the panel."""

    title: str
    url: str | None
    mark: str
    text: str
    bad: bool
    """True where it stands out."""


class RhythmPanel(Component):
    """For everybody at the desk."""

    name = "rhythm"
    order = 70
    template_name = "desk/rhythm_panel.html"

    @property
    def media(self) -> Media:
        """Its style."""
        return Media(css={"all": ["desk/desk.css"]})

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The lines, the most pressing first, and how many are late."""
        found = rhythms()
        finder = AdminURLFinder(parent_context["request"].user)
        return {
            "lines": [rhythm_line(rhythm, finder.get_edit_url(rhythm.page)) for rhythm in found],
            "late": sum(rhythm.warn == Warn.OVERDUE for rhythm in found),
        }


def rhythm_line(rhythm: Rhythm, url: str | None = None) -> RhythmLine:
    """What the panel says of one part of the site."""
    return RhythmLine(
        title=rhythm.title,
        url=url,
        mark=MARKS[rhythm.warn],
        text=_text(rhythm),
        bad=rhythm.warn in {Warn.RED, Warn.OVERDUE},
    )


def _text(rhythm: Rhythm) -> str:
    if rhythm.newest is None:
        return f"还没有内容。{rhythm.limit} 天内要有更新。"
    last = f"最近一次 {rhythm.newest.isoformat()}"
    if rhythm.left < 0:
        return f"{last}，超过 {rhythm.limit} 天的期限 {-rhythm.left} 天。请尽快发布新内容。"
    if rhythm.warn is Warn.CALM:
        return f"{last}，{rhythm.limit} 天一更，还有 {rhythm.left} 天。"
    day = "今天是最后一天" if rhythm.left == 0 else f"还剩 {rhythm.left} 天"
    return f"{last}，{rhythm.limit} 天的期限{day}。请安排更新。"
