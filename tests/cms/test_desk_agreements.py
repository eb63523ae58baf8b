"""The form of an agreement as a clerk meets it, and the state that lists tell by dates."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset

from cms.desk.agreement_list import with_counts, with_status
from cms.models import (
    AgreementPage,
    AgreementUnit,
    Area,
    DeedPage,
    Evidence,
    NeedItem,
    Organisation,
    ProjectItem,
    SectionPage,
    User,
)
from tests.cms import desk_forms
from tests.cms.county_records import UNIT, make_county, make_organisation
from tests.cms.desk_content import queries
from tests.cms.test_desk_screens import english

PUBLISH = {"action-publish": "1"}
NO_COMMENTS = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """A browser of the administrator, at a small county."""
    make_county()
    client.force_login(User.objects.create_superuser("admin", last_name="管理员"))
    return client


def unit(code: str = UNIT) -> str:
    """The key of a unit."""
    return str(Organisation.objects.get(code=code).pk)


def send(desk: Client, draft: bool = False, /, **facts: Any) -> Any:
    """Send the form of a new agreement."""
    section = SectionPage.objects.get(slug="agreements")
    form = desk_forms.agreement(**facts) | NO_COMMENTS | ({} if draft else PUBLISH)
    return desk.post(reverse("wagtailadmin_pages:add", args=["cms", "agreementpage", section.pk]), form)


def sent() -> AgreementPage:
    """The agreement that was made by the form."""
    return AgreementPage.objects.get(title="共建协议")


def chairs(*terms: tuple[str, str, str]) -> Any:
    """Terms as the form sends them: unit, first and last day."""
    return inline_formset(
        [{"organisation": one, "first_day": first, "last_day": last} for one, first, last in terms]
    )


def test_a_whole_agreement_is_published(desk: Client) -> None:
    """With an item that is done, and the deed that met it."""
    assert send(desk).status_code == 302
    page = sent()
    assert page.live and page.units.count() == 1 and page.needs.get().deed == DeedPage.objects.get()


def test_overlapping_terms_are_told_beside_the_later_one(desk: Client) -> None:
    """What was typed stays, whatever order the terms were written in."""
    terms = chairs(
        (unit(), "2025-06-01", "2025-12-31"), (unit("wenzheng-branch"), "2025-01-01", "2025-06-30")
    )
    answer = send(desk, chairs=terms, summary="留着的摘要")
    forms = answer.context["form"].formsets["chairs"].forms
    assert answer.status_code == 200 and "first_day" in forms[0].errors and not forms[1].errors
    html = answer.content.decode()
    assert "任期重叠" in html and "留着的摘要" in html and "2025-12-31" in html and "清一次楼道" in html
    assert not AgreementPage.objects.filter(title="共建协议").exists()


def test_a_term_does_not_end_before_it_begins(desk: Client) -> None:
    answer = send(desk, chairs=chairs((unit(), "2025-06-01", "2025-05-01")))
    assert answer.context["form"].formsets["chairs"].forms[0].errors["last_day"] == ["止不能早于起。"]
    assert "止不能早于起。" in answer.content.decode()


def test_a_unit_that_is_there_twice_is_told_by_name(desk: Client) -> None:
    """Once, above the units."""
    answer = send(desk, units=inline_formset([{"organisation": unit()}, {"organisation": unit()}]))
    assert answer.content.decode().count("“文政社区党工委”写了两次，请去掉一个。") == 1


def test_an_agreement_needs_a_unit_when_it_is_published(desk: Client) -> None:
    """A draft may still be without."""
    answer = send(desk, units=inline_formset([]))
    assert "请至少写一个签约单位。" in answer.content.decode()
    assert send(desk, True, units=inline_formset([])).status_code == 302
    assert not sent().live and not sent().units.exists()


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"valid_until": "2024-12-31"}, "valid_until", "不能早于生效日期（2025-01-01）"),
        ({"terminated_on": "2025-05-01"}, "termination_reason", "请写终止原因"),
        ({"signed_on": "2025-02-30"}, "signed_on", "日期"),
        ({"signed_on": ""}, "signed_on", ""),
        ({"community": ""}, "community", "请选择社区。"),
        ({"community": "999999"}, "community", "没有发布"),
        ({"community": "abc"}, "community", "没有发布"),
        ({"evidence": "9" * 40}, "evidence", "请另选一个"),
    ],
)
def test_errors_stand_beside_their_fields(
    desk: Client, facts: dict[str, str], field: str, words: str
) -> None:
    answer = send(desk, **facts, summary="留着的摘要")
    errors = answer.context["form"].errors
    assert answer.status_code == 200 and words in " ".join(errors[field])
    assert "留着的摘要" in answer.content.decode() and english(answer.content.decode()) == []


def test_a_community_that_is_not_public_is_refused_with_what_to_do(desk: Client) -> None:
    Area.objects.filter(code="230822-wenzheng").update(live=False)
    errors = send(desk).context["form"].errors["community"]
    assert errors == ["这个社区没有发布，请先发布它，或另选一个。"]


@pytest.mark.parametrize("bad", ["abc", "999999", "-1", "9" * 40])
def test_a_unit_that_is_none_is_refused_beside_its_field(desk: Client, bad: str) -> None:
    answer = send(desk, units=inline_formset([{"organisation": bad}]))
    assert answer.status_code == 200
    assert answer.context["form"].formsets["units"].forms[0].errors["organisation"] == [
        "这个单位已经没有了，请另选一个。"
    ]


def test_a_draft_is_kept_while_it_is_incomplete(desk: Client) -> None:
    """Only what the database cannot be without is asked for; publishing asks for the rest."""
    empty = {
        "units": inline_formset([]),
        "needs": inline_formset([{"text": "", "state": "planned", "organisation": "", "deed": ""}]),
    }
    assert send(desk, True, summary="", **empty).status_code == 302
    page = sent()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert desk.get(edit).status_code == 200
    form = desk_forms.agreement(**empty) | NO_COMMENTS | PUBLISH
    answer = desk.post(edit, form)
    assert answer.status_code == 200 and answer.context["form"].formsets["needs"].forms[0].errors["text"]


def test_saving_in_the_background_keeps_parts_apart(desk: Client) -> None:
    """What the editor sends by itself is answered with the keys of new parts, so that the next save adds none twice."""
    section = SectionPage.objects.get(slug="agreements")
    address = reverse("wagtailadmin_pages:add", args=["cms", "agreementpage", section.pk])
    form = desk_forms.agreement() | NO_COMMENTS
    for _ in range(3):
        answer = desk.post(address, form, headers={"accept": "application/json"}).json()
        assert answer["success"], answer
        form |= answer["field_updates"]
        address = reverse("wagtailadmin_pages:edit", args=[sent().pk])
    latest = sent().get_latest_revision_as_object()
    assert latest.units.count() == latest.needs.count() == latest.chairs.count() == 1


def test_saving_in_the_background_waits_for_what_is_wrong(desk: Client) -> None:
    """Nothing is stored, and the editor is told that it did not save."""
    section = SectionPage.objects.get(slug="agreements")
    address = reverse("wagtailadmin_pages:add", args=["cms", "agreementpage", section.pk])
    overlapping = chairs((unit(), "2025-01-01", ""), (unit(), "2025-02-01", ""))
    form = desk_forms.agreement(chairs=overlapping) | NO_COMMENTS
    answer = desk.post(address, form, headers={"accept": "application/json"})
    assert answer.status_code == 400 and answer.json()["error_code"] == "validation_error"
    assert not AgreementPage.objects.filter(title="共建协议").exists()


def test_the_form_does_not_ask_for_each_part(desk: Client) -> None:
    """Thirty items cost as many queries as three, with units, deeds and evidence chosen."""
    page, deed = AgreementPage.objects.get(), DeedPage.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    def fill(numbers: range) -> None:
        for number in numbers:
            other = make_organisation(f"unit-{number}", name=f"单位{number}")
            AgreementUnit.objects.create(page=page, organisation=other)
            for model in (NeedItem, ProjectItem):
                model.objects.create(page=page, text="一件事", organisation=other, deed=deed, state="done")

    fill(range(3))
    AgreementPage.objects.get().save_revision().publish()
    few = queries(desk, edit)
    fill(range(3, 30))
    AgreementPage.objects.get().save_revision().publish()
    assert queries(desk, edit) == few
    assert few < 60


def test_a_revision_that_names_what_is_gone_can_still_be_opened(desk: Client) -> None:
    """The part that cannot be without it is left out, other fields are emptied, and the form says what is missing."""
    page = AgreementPage.objects.get()
    gone, evidence = (
        make_organisation("gone", name="撤销的单位"),
        Evidence.objects.create(code="gone", title="没有的文件"),
    )
    page.units = [*page.units.all(), AgreementUnit(organisation=gone)]
    page.needs = [NeedItem(text="留着的事", organisation=gone)]
    page.evidence = evidence
    page.save_revision()
    gone.delete()
    evidence.delete()
    answer = desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200 and "留着的事" in answer.content.decode()
    latest = AgreementPage.objects.get().get_latest_revision_as_object()
    assert [part.organisation.code for part in latest.units.all()] == [UNIT]
    assert latest.needs.get().organisation is None and latest.evidence is None
    history = reverse("wagtailadmin_pages:history", args=[page.pk])
    assert desk.get(history).status_code == 200
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])
    assert desk.get(compare).status_code == 200


def test_the_database_derives_the_same_state_as_the_page(desk: Client) -> None:
    """For every combination of dates around a day."""
    today = date(2026, 5, 1)
    around: list[date | None] = [None, *(today + timedelta(days=days) for days in (-1, 0, 1))]
    seen = set()
    for signed, start, end, stop in product(around[1:], around, around, around):
        facts = {"signed_on": signed, "valid_from": start, "valid_until": end, "terminated_on": stop}
        AgreementPage.objects.update(**facts)
        page = with_status(AgreementPage.objects.all(), today).get()
        assert page.status == page.status_on(today).value, facts
        seen.add(page.status)
    assert seen == {"upcoming", "in-force", "expired", "terminated"}


def test_counts_do_not_multiply_each_other(desk: Client) -> None:
    page = AgreementPage.objects.get()
    for number in range(3):
        AgreementUnit.objects.create(page=page, organisation=make_organisation(f"more-{number}"))
        ProjectItem.objects.create(page=page, text="一件事", state=("done", "planned", "dropped")[number])
    counted = with_counts(AgreementPage.objects.all()).get()
    assert (counted.unit_count, counted.done, counted.promised) == (4, 2, 4)
