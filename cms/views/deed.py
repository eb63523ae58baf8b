"""The views of a good deed: its page, and its card in a list."""

from datetime import date
from typing import TYPE_CHECKING

from cms.rendering import Rendering
from cms.views.body import body_html, picture_views
from cms.views.facts import chinese_day, evidence_view, record_link, required_link
from cms.views.sharing import keywords_of, shared_picture
from cms.views.view_types import DeedCard, DeedView, StepView
from publishing.page_view import Thing

if TYPE_CHECKING:
    from cms.models import DeedPage

NOT_STATED = "来源未载"


def deed_view(page: "DeedPage", rendering: Rendering, steps: tuple[tuple[str, str], ...]) -> DeedView:
    """The whole deed. `steps` are the field prefixes and labels, in order."""
    return DeedView(
        template="pages/deed.html",
        path=rendering.path_of(page),
        title=page.title,
        description=page.summary,
        breadcrumbs=rendering.breadcrumbs(page),
        published=page.first_published_at,
        modified=page.last_published_at,
        column=rendering.column(page),
        keywords=keywords_of(page, page.get_kind_display(), required_link(page.community, rendering)),
        image=shared_picture(rendering, page.pictures, page.body),
        thing=Thing(type="Article"),
        kind=page.get_kind_display(),
        community=required_link(page.community, rendering),
        organisation=record_link(page.organisation, rendering),
        asked=page.asked_for,
        asked_by=page.get_asked_by_display(),
        steps=tuple(_step(page, prefix, label) for prefix, label in steps),
        days=days_text(page),
        pictures=picture_views(page.pictures, rendering),
        body_html=body_html(page.body, rendering),
        source=page.source,
        sample=page.sample,
        record_path=rendering.if_public("/data/good-deeds/"),
        evidence=evidence_view(page),
        brands=rendering.relations.brands_of_deed(page.pk),
        agreements=rendering.relations.agreements_of_deed(page.pk),
    )


def deed_card(page: "DeedPage", rendering: Rendering) -> DeedCard:
    """How a list shows the deed."""
    return DeedCard(
        title=page.title,
        path=rendering.path_of(page),
        kicker=f"{required_link(page.community, rendering).title} · {page.get_kind_display()}",
        summary=page.summary,
        days=days_text(page),
        completed_text=_completed_text(page),
        done=page.is_completed(),
        sample=page.sample,
    )


def days_text(page: "DeedPage") -> str:
    """历时 N 天 by the dates; what the source says took N days, marked so, without them; else empty."""
    days = page.days_taken()
    if days is not None:
        return "当天办结" if days == 0 else f"历时 {days} 天"
    if page.attested_days:
        return f"{page.attested_phase or '用时'} {page.attested_days} 天（据来源）"
    return ""


def _completed_text(page: "DeedPage") -> str:
    if page.completed_day:
        return f"{chinese_day(page.completed_day)}完成"
    return f"已完成（{NOT_STATED}时间）" if page.completed_undated else "办理中"


def _step(page: "DeedPage", prefix: str, label: str) -> StepView:
    day: date | None = getattr(page, f"{prefix}_day")
    undated: bool = getattr(page, f"{prefix}_undated")
    done = bool(day or undated)
    unit: str = getattr(page, f"{prefix}_unit")
    if day:
        day_text = chinese_day(day)
    else:
        day_text = f"{NOT_STATED}时间" if undated else "尚未走到"
    unit_text = unit or (f"{NOT_STATED}单位" if done else "")
    return StepView(
        code=prefix,
        label=label,
        unit=unit_text,
        day=day.isoformat() if day else "",
        day_text=day_text,
        note="",
        done=done,
    )
