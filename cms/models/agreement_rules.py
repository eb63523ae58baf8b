"""The rules of an agreement's dates, units and chairs."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError


def check_dates(agreement: Any) -> None:
    """Raise ValidationError, keyed by field, unless the dates run forwards and a termination is whole."""
    errors: dict[str, str] = {}
    start = agreement.valid_from or agreement.signed_on
    if agreement.valid_until and start and agreement.valid_until < start:
        errors["valid_until"] = f"到期日期不能早于生效日期（{start:%Y-%m-%d}）。"
    if agreement.terminated_on and agreement.signed_on and agreement.terminated_on < agreement.signed_on:
        errors["terminated_on"] = f"终止日期不能早于签订日期（{agreement.signed_on:%Y-%m-%d}）。"
    if agreement.terminated_on and agreement.valid_until and agreement.terminated_on > agreement.valid_until:
        errors["terminated_on"] = "终止日期晚于到期日期：到期已经结束，不用再写终止。"
    if agreement.terminated_on and not agreement.termination_reason:
        errors["termination_reason"] = "写了终止日期，请写终止原因。"
    if agreement.termination_reason and not agreement.terminated_on:
        errors["terminated_on"] = "写了终止原因，请填终止日期。"
    if errors:
        raise ValidationError(errors)


def unit_problem(units: Sequence[Any]) -> str | None:
    """What is wrong with the organisations that signed; None when each is there once."""
    seen: set[int] = set()
    for unit in units:
        if unit.pk in seen:
            return f"“{unit}”写了两次，请去掉一个。"
        seen.add(unit.pk)
    return None if seen else "请至少写一个签约单位。"


def term_problems(terms: Sequence[tuple[Any, date, date | None]]) -> dict[int, str]:
    """What is wrong with chair terms (unit, first day, last day), by their position: backwards, or overlapping."""
    problems: dict[int, str] = {}
    for position, (_, first, last) in enumerate(terms):
        if last and last < first:
            problems[position] = "止不能早于起。"
    ordered = sorted(range(len(terms)), key=lambda position: terms[position][1])
    for earlier, later in pairwise(ordered):
        unit, _, last = terms[earlier]
        if last is None or terms[later][1] <= last:
            end = f"{last:%Y-%m-%d}" if last else "还没有写止"
            problems.setdefault(later, f"与“{unit}”的任期重叠（{end}）。请先改那一届的止，再填这一届。")
    return problems
