"""Choosing a record in a form: found by two characters, told apart by columns, as quick among many as among few."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import Area, DeedPage, Evidence, Indicator, Organisation, User
from tests.cms.county_records import COMMUNITY, UNIT, make_county, make_organisation
from tests.cms.desk_content import grow, queries
from tests.cms.test_desk_screens import english

CHOOSERS = {
    "area": ("文政社区", "政社", "community"),
    "organisation": ("文政社区党工委", "党工", "work-committee"),
    "evidence": ("工作总结", "作总", "document"),
    "deed": ("凉亭", "乘凉", "leisure"),
    "indicator": ("微心愿", "心愿", ""),
}
MODELS: dict[str, Any] = {"area": Area, "organisation": Organisation, "indicator": Indicator}


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator, at a small county."""
    make_county()
    client.force_login(User.objects.create_superuser("admin", last_name="管理员"))
    return client


def address(name: str, view: str, *arguments: Any) -> str:
    """A screen of a chooser."""
    model = MODELS.get(name)
    full = model.snippet_viewset.chooser_viewset.get_url_name(view) if model else f"{name}_chooser:{view}"
    return reverse(full, args=arguments)


def results(desk: Client, name: str, **asked: str) -> str:
    """What the dialog lists."""
    answer = desk.get(address(name, "choose_results"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_two_characters_find_a_record_and_others_do_not(desk: Client) -> None:
    for name, (title, part, _) in CHOOSERS.items():
        assert title in results(desk, name, q=part)
        assert title in results(desk, name, q=f"{part} {title[:2]}")
        assert title not in results(desk, name, q="车棚") and title not in results(
            desk, name, q=f"{part} 车棚"
        )


def test_the_kind_narrows_the_choice(desk: Client) -> None:
    others = {"area": "grid", "organisation": "team", "evidence": "records", "deed": "roads"}
    for name, other in others.items():
        title, _, kind = CHOOSERS[name]
        assert title in results(desk, name, kind=kind) and title not in results(desk, name, kind=other)
        assert title in results(desk, name, kind="nonsense"), "an unknown kind is none"


def test_the_dialogs_are_in_chinese(desk: Client) -> None:
    """But for codes."""
    for name in CHOOSERS:
        for asked in ({}, {"multiple": "1"}):
            html = json.loads(desk.get(address(name, "choose"), asked).content)["html"]
            assert set(english(html)) <= {"report-2025", "wishes"}
        assert english(results(desk, name, q="车棚")) == []


def test_queries_do_not_grow_with_the_records(desk: Client) -> None:
    grow(0, 3)
    asked: list[dict[str, str]] = [{}, {"q": "第"}, {"multiple": "1"}]
    cases = [(name, case) for name in CHOOSERS for case in asked]
    few = [queries(desk, address(name, "choose"), **case) for name, case in cases]
    grow(3, 30)
    assert [queries(desk, address(name, "choose"), **case) for name, case in cases] == few
    assert max(few) < 10


def test_units_are_told_apart_by_kind_area_and_superior(desk: Client) -> None:
    row = results(desk, "organisation", q="小区党支部")
    assert (
        "党支部" in row
        and "文政社区</td>" in row.replace("\n", "").replace(" ", "")
        and "文政社区党工委" in row
    )


def test_what_readers_do_not_see_is_marked_in_the_dialog_and_in_the_form(desk: Client) -> None:
    draft = make_organisation("draft", name="筹建的单位")
    Organisation.objects.filter(pk=draft.pk).update(live=False)
    assert "筹建的单位（未发布）" in results(desk, "organisation")
    chosen = json.loads(desk.get(address("organisation", "chosen", draft.pk)).content)
    assert chosen["result"]["string"] == "筹建的单位（未发布）"


def test_a_community_is_chosen_among_published_areas_alone(desk: Client) -> None:
    Area.objects.filter(code=COMMUNITY).update(live=False)
    assert "文政社区" in results(desk, "area") and "文政社区" not in results(desk, "area", live="1")
    form = desk.get(reverse("deeds:choose_parent"), follow=True).content.decode()
    community = form[form.index('id="id_community-chooser"') :][:3000]
    assert "?live=1" in community
    organisation = form[form.index('id="id_organisation-chooser"') :][:3000]
    assert "?live=1" not in organisation


def test_several_units_are_chosen_at_once(desk: Client) -> None:
    keys = list(Organisation.objects.values_list("pk", flat=True))
    answer = desk.get(address("organisation", "chosen_multiple"), {"id": keys})
    assert len(json.loads(answer.content)["result"]) == len(keys) == 2


def test_what_is_not_there_cannot_be_chosen(desk: Client) -> None:
    for name in CHOOSERS:
        for key in ("0", "999999", "abc", "-1", "9" * 40):
            assert desk.get(address(name, "chosen", key)).status_code == 404


def test_evidence_is_written_down_without_leaving_the_form(desk: Client) -> None:
    """A bad code is refused in the dialog; a good one is stored and chosen."""
    create = address("evidence", "create")
    form = {"title": "协议原件", "code": "BAD CODE", "kind": "document", "issuer": "", "sha256": ""}
    refused = json.loads(desk.post(create, form).content)
    assert refused["step"] == "reshow_creation_form" and "小写字母" in refused["htmlFragment"]
    chosen = json.loads(desk.post(create, form | {"code": "agreement-original"}).content)
    assert chosen["result"]["title"] == "协议原件"
    assert chosen["result"]["id"] == str(Evidence.objects.get(code="agreement-original").pk)


def test_who_may_not_write_evidence_is_not_offered_to(desk: Client) -> None:
    desk.logout()
    clerk = User.objects.create_user("reader")
    desk.force_login(clerk)
    assert desk.post(address("evidence", "create"), {"title": "x"}).status_code == 302
    assert Evidence.objects.count() == 1


def test_a_deed_is_found_by_its_title_that_is_not_public_yet(desk: Client) -> None:
    deed = DeedPage.objects.get()
    deed.title = "避雨亭"
    deed.save_revision()
    assert "避雨亭" in results(desk, "deed", q="避雨")


def test_a_unit_is_found_by_its_area(desk: Client) -> None:
    Organisation.objects.filter(code=UNIT).update(name="党工委")
    assert "党工委" in results(desk, "organisation", q="文政 党工")
