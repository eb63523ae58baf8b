"""The four steps of a deed cannot run backwards, and errors stand beside their fields."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.models.deed import STEPS
from cms.models.deed_rules import check_steps

EMPTY: dict[str, Any] = {
    **{
        f"{prefix}_{what}": value
        for prefix, _ in STEPS
        for what, value in (("day", None), ("undated", False))
    },
    "attested_days": None,
    "attested_phase": "",
}


def deed(**fields: Any) -> SimpleNamespace:
    """A deed without any step but those given."""
    return SimpleNamespace(**{**EMPTY, **fields})


def day(number: int) -> date:
    """A day of June."""
    return date(2025, 6, number)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"asked_day": day(1)},
        {"asked_undated": True, "assigned_day": day(2)},
        {"asked_day": day(1), "assigned_day": day(1), "accepted_day": day(3), "completed_day": day(9)},
        {"asked_day": day(1), "assigned_undated": True, "accepted_day": day(3)},
        {
            "asked_undated": True,
            "assigned_undated": True,
            "accepted_undated": True,
            "completed_undated": True,
            "attested_days": 15,
        },
    ],
)
def test_steps_that_run_forwards(fields: dict[str, Any]) -> None:
    check_steps(deed(**fields), STEPS)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"assigned_day": day(2)}, "assigned_day"),
        ({"completed_undated": True, "attested_days": 3}, "completed_undated"),
        ({"asked_day": day(5), "assigned_day": day(4)}, "assigned_day"),
        ({"asked_day": day(5), "assigned_undated": True, "accepted_day": day(4)}, "accepted_day"),
        ({"asked_day": day(5), "asked_undated": True}, "asked_undated"),
        (
            {
                "asked_undated": True,
                "assigned_undated": True,
                "accepted_undated": True,
                "completed_undated": True,
            },
            "attested_days",
        ),
        ({"asked_day": day(1), "attested_days": 3}, "attested_days"),
        ({"asked_day": day(1), "attested_phase": "施工"}, "attested_days"),
    ],
)
def test_steps_that_do_not(fields: dict[str, Any], where: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_steps(deed(**fields), STEPS)
    assert list(refused.value.message_dict) == [where]


def test_several_faults_are_told_together() -> None:
    with pytest.raises(ValidationError) as refused:
        check_steps(deed(assigned_day=day(2), attested_days=3), STEPS)
    assert set(refused.value.message_dict) == {"assigned_day", "attested_days"}
