"""Agreements: a state that follows from dates, chairs by term, and errors beside what is wrong."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.models import AgreementPage, ChairTerm
from cms.models.agreement_rules import term_problems, unit_problem

pytestmark = pytest.mark.django_db

SIGNED = date(2025, 1, 10)


def agreement(**facts: Any) -> AgreementPage:
    given: dict[str, Any] = {"title": "协议", "slug": "xie-yi", "signed_on": SIGNED}
    return AgreementPage(**(given | facts))


@pytest.mark.parametrize(
    ("facts", "day", "status"),
    [
        ({}, date(2025, 1, 9), "upcoming"),
        ({}, SIGNED, "in-force"),
        ({"valid_from": date(2025, 2, 1)}, date(2025, 1, 31), "upcoming"),
        ({"valid_until": date(2025, 12, 31)}, date(2025, 12, 31), "in-force"),
        ({"valid_until": date(2025, 12, 31)}, date(2026, 1, 1), "expired"),
        ({"terminated_on": date(2025, 6, 1)}, date(2025, 5, 31), "in-force"),
        ({"terminated_on": date(2025, 6, 1)}, date(2025, 6, 1), "terminated"),
        (
            {"terminated_on": date(2025, 6, 1), "valid_until": date(2025, 12, 31)},
            date(2027, 1, 1),
            "terminated",
        ),
    ],
)
def test_the_state_follows_from_the_dates(facts: dict[str, Any], day: date, status: str) -> None:
    assert agreement(**facts).status_on(day) == status


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"valid_until": date(2025, 1, 9)}, "valid_until"),
        ({"valid_from": date(2025, 3, 1), "valid_until": date(2025, 2, 1)}, "valid_until"),
        ({"terminated_on": date(2024, 1, 1), "termination_reason": "x"}, "terminated_on"),
        ({"terminated_on": date(2025, 5, 1)}, "termination_reason"),
        ({"termination_reason": "撤并"}, "terminated_on"),
        (
            {"terminated_on": date(2026, 5, 1), "termination_reason": "x", "valid_until": date(2025, 12, 31)},
            "terminated_on",
        ),
    ],
)
def test_dates_that_do_not_fit_are_told_beside_the_field(facts: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        agreement(**facts).clean()
    assert list(refusal.value.message_dict) == [field]


def test_the_chair_is_the_term_that_the_day_falls_into() -> None:
    page = agreement(valid_until=date(2026, 12, 31))
    first = ChairTerm(first_day=SIGNED, last_day=date(2025, 6, 30))
    second = ChairTerm(first_day=date(2025, 7, 2))
    page.chairs = [first, second]
    assert page.chair_on(date(2025, 6, 30)) == first
    assert page.chair_on(date(2025, 7, 1)) is None
    assert page.chair_on(date(2026, 12, 31)) == second
    assert page.chair_on(date(2027, 1, 1)) is None, "nobody chairs what has expired"


def test_terms_do_not_overlap_nor_run_backwards() -> None:
    day = date
    assert term_problems([("甲", day(2025, 1, 1), day(2025, 6, 30)), ("乙", day(2025, 7, 1), None)]) == {}
    assert list(term_problems([("甲", day(2025, 1, 1), None), ("乙", day(2025, 7, 1), None)])) == [1]
    assert list(term_problems([("乙", day(2025, 7, 1), None), ("甲", day(2025, 1, 1), day(2025, 7, 1))])) == [
        0
    ]
    assert term_problems([("甲", day(2025, 7, 1), day(2025, 6, 1))]) == {0: "止不能早于起。"}


def test_a_unit_signs_once_and_somebody_signs() -> None:
    one, other = SimpleNamespace(pk=1), SimpleNamespace(pk=2)
    assert unit_problem([one, other]) is None
    assert "两次" in str(unit_problem([one, other, one]))
    assert "至少" in str(unit_problem([]))
