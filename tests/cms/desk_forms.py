"""What a clerk would type into the form of each type, as the desk's forms take it."""

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.models import Area, DeedPage, Indicator, Organisation

Form = dict[str, Any]

EMPTY: list[Form] = []


def _page(title: str, **facts: Any) -> Form:
    """The fields of every page; the slug is left to the title's pinyin."""
    given: Form = {"title": title, "slug": "", "summary": "一句话。", "source": "县委组织部"}
    given |= {"evidence": "", "locator": ""}
    return given | facts


def _body() -> Any:
    return streamfield([("paragraph", rich_text("<p>正文一段。</p>"))])


def news() -> Form:
    """A piece of news."""
    form = _page("一条动态", topic="grid", author="", responsible_editor="", original_url="", body=_body())
    return nested_form_data(form)


def brand() -> Form:
    """A brand with a milestone, an honour, an indicator and a deed."""
    form = _page("红色议事", kind="mechanism", since="2024", body=_body())
    form |= {
        "organisation": _first(Organisation),
        "area": _first(Area),
        "milestones": inline_formset([{"period": "2024-03", "text": "第一次"}]),
        "honours": inline_formset(
            [{"title": "先进", "awarded_by": "", "period": "", "note": "", "evidence": "", "locator": ""}]
        ),
        "indicator_links": inline_formset([{"indicator": _first(Indicator)}]),
        "deed_links": inline_formset([{"deed": _first(DeedPage)}]),
    }
    return nested_form_data(form)


def agreement(**facts: Any) -> Form:
    """An agreement with a unit, an item of each list and a chair."""
    unit = _first(Organisation)
    item = {"state": "planned", "organisation": unit, "deed": ""}
    form = _page(
        "共建协议", community=_community(), signed_on="2025-01-01", valid_from="", valid_until="2027-12-31"
    )
    form |= {
        "terminated_on": "",
        "termination_reason": "",
        "body": streamfield([]),
        "units": inline_formset([{"organisation": unit}]),
        "needs": inline_formset([{"text": "一座凉亭", **item, "state": "done", "deed": _first(DeedPage)}]),
        "resources": inline_formset([{"text": "会议室", **item}]),
        "projects": inline_formset([{"text": "清一次楼道", **item}]),
        "chairs": inline_formset([{"organisation": unit, "first_day": "2025-01-01", "last_day": ""}]),
    }
    return nested_form_data(form | facts)


def deed() -> Form:
    """A deed that was finished."""
    form = _page("添置长椅", kind="leisure", community=_community(), organisation=_first(Organisation))
    form |= {"asked_for": "想要长椅", "asked_by": "residents", "attested_days": "", "attested_phase": ""}
    for day, step in enumerate(("asked", "assigned", "accepted", "completed"), start=1):
        form |= {f"{step}_unit": "社区", f"{step}_day": f"2025-06-0{day}"}
    return nested_form_data(form | {"pictures": streamfield([]), "body": _body()})


def organisation() -> Form:
    """A branch with its counts."""
    form: Form = {
        "name": "第一党支部", "code": "first-branch", "name_en": "", "kind": "branch", "area": _community(),
        "parent": "",
        "party_groups": "3", "member_households": "12", "honours": inline_formset(EMPTY), "evidence": "", "locator": "",
    }  # fmt: skip
    return nested_form_data(form)


def area() -> Form:
    """A neighbourhood of a community."""
    form: Form = {
        "name": "和谐小区", "code": "230822-hexie", "name_en": "Hexie", "kind": "neighbourhood", "parent": _community(),
        "honours": inline_formset(EMPTY), "evidence": "", "locator": "",
    }  # fmt: skip
    return nested_form_data(form)


def indicator() -> Form:
    """An indicator beside which the brands are counted."""
    return nested_form_data(
        {
            "name_zh": "品牌数", "code": "brands-count", "name_en": "Brands", "definition": "", "unit_zh": "个",
            "unit_en": "brand", "measure": "count", "system": "brands", "count": "carriers",
        }
    )  # fmt: skip


def _first(model: Any) -> str:
    return str(model.objects.filter(live=True).order_by("pk").values_list("pk", flat=True)[0])


def _community() -> str:
    return str(Area.objects.get(code="230822-wenzheng").pk)
