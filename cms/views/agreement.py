"""The views of a co-construction agreement: its page, and its card in a list."""

from typing import TYPE_CHECKING, Any

from cms.rendering import Rendering
from cms.turning_days import last_turn
from cms.views.body import body_html
from cms.views.facts import chinese_day, evidence_view, iso_day, page_link, record_link, required_link
from cms.views.record_types import AgreementView, ChairView, CommitmentListView, CommitmentView
from cms.views.sharing import keywords_of, shared_picture
from cms.views.view_types import AgreementCard
from publishing.page_view import Thing

if TYPE_CHECKING:
    from cms.models import AgreementPage

LISTS = (("needs", "需求清单"), ("resources", "资源清单"), ("projects", "项目清单"))


def agreement_view(page: "AgreementPage", rendering: Rendering) -> AgreementView:
    """The whole agreement, with its state on the day of the rendering."""
    rendering.read("turn", page.pk)
    day = rendering.as_of
    status, chair, turn = page.status_on(day), page.chair_on(day), last_turn(page, day)
    return AgreementView(
        template="pages/agreement.html",
        path=rendering.path_of(page),
        title=page.title,
        description=page.summary,
        breadcrumbs=rendering.breadcrumbs(page),
        published=page.first_published_at,
        modified=page.last_published_at,
        column=rendering.column(page),
        keywords=keywords_of(page, required_link(page.community, rendering), "共驻共建协议"),
        image=shared_picture(rendering, page.body),
        thing=Thing(type="Article"),
        community=required_link(page.community, rendering),
        units=tuple(link for unit in page.units.all() if (link := record_link(unit.organisation, rendering))),
        status=status.value,
        status_text=status.label,
        as_of=iso_day(turn),
        signed_on=iso_day(page.signed_on),
        valid_from=iso_day(page.valid_from or page.signed_on),
        valid_until=iso_day(page.valid_until),
        terminated_on=iso_day(page.terminated_on),
        termination_reason=page.termination_reason,
        lists=tuple(_list(page, code, title, rendering) for code, title in LISTS),
        chairs=tuple(_chair(term, term == chair, rendering) for term in page.chairs.all()),
        deeds=rendering.relations.deeds(_deed_keys(page)),
        body_html=body_html(page.body, rendering),
        source=page.source,
        evidence=evidence_view(page),
        sample=page.sample,
        record_path=rendering.if_public("/data/agreements/"),
    )


def agreement_card(page: "AgreementPage", rendering: Rendering) -> AgreementCard:
    """How a list shows the agreement."""
    rendering.read("turn", page.pk)
    status = page.status_on(rendering.as_of)
    community = required_link(page.community, rendering)
    states = [item.state for item in _items(page)]
    return AgreementCard(
        title=page.title,
        path=rendering.path_of(page),
        kicker=community.title,
        summary=page.summary,
        date_text=f"{chinese_day(page.signed_on)}签订",
        sample=page.sample,
        status=status.value,
        status_text=status.label,
        done=states.count("done"),
        total=len(states) - states.count("dropped"),
    )


def _items(page: "AgreementPage") -> list[Any]:
    return [item for code, _ in LISTS for item in getattr(page, code).all()]


def _deed_keys(page: "AgreementPage") -> list[int]:
    """The deeds that met some item, each once."""
    return list(dict.fromkeys(item.deed_id for item in _items(page) if item.deed_id))


def _list(page: "AgreementPage", code: str, title: str, rendering: Rendering) -> CommitmentListView:
    items = tuple(_item(item, rendering) for item in getattr(page, code).all())
    return CommitmentListView(
        code=code,
        title=title,
        items=items,
        done=sum(item.state == "done" for item in items),
        total=sum(item.state != "dropped" for item in items),
    )


def _item(item: Any, rendering: Rendering) -> CommitmentView:
    return CommitmentView(
        text=item.text,
        organisation=record_link(item.organisation, rendering),
        state=item.state,
        state_text=item.get_state_display(),
        deed=page_link(item.deed, rendering),
    )


def _chair(term: Any, current: bool, rendering: Rendering) -> ChairView:
    return ChairView(
        organisation=required_link(term.organisation, rendering),
        first_day=iso_day(term.first_day),
        last_day=iso_day(term.last_day),
        current=current,
    )
