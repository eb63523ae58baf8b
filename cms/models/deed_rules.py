"""The rules of a deed's four steps. They cannot run backwards."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError


def check_steps(deed: Any, steps: tuple[tuple[str, str], ...]) -> None:
    """Raise ValidationError, keyed by field, unless the steps run forwards.

    A step has a date, or 来源未载时间, or has not happened; not both of the first two. A step that happened
    needs every step before it. Dates never decrease. Completion without a date needs an attested duration.
    """
    errors = _order_errors(deed, steps) | _duration_errors(deed)
    if errors:
        raise ValidationError(errors)


def _order_errors(deed: Any, steps: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Steps that are both dated and not, that skip one, or that are earlier than one before."""
    errors: dict[str, str] = {}
    earlier: tuple[str, date] | None = None
    missing: str | None = None
    for prefix, label in steps:
        day, undated = getattr(deed, f"{prefix}_day"), getattr(deed, f"{prefix}_undated")
        if not (day or undated):
            missing = missing or label
            continue
        if day and undated:
            errors[f"{prefix}_undated"] = f"“{label}”已填日期，就不要再勾“来源未载时间”。"
        if missing:
            field = f"{prefix}_day" if day else f"{prefix}_undated"
            errors[field] = f"“{missing}”还没有走到，“{label}”不能先走。请先填“{missing}”。"
        if day and earlier and day < earlier[1]:
            errors[f"{prefix}_day"] = f"“{label}”的日期不能早于“{earlier[0]}”（{earlier[1]:%Y-%m-%d}）。"
        if day:
            earlier = (label, day)
    return errors


def _duration_errors(deed: Any) -> dict[str, str]:
    """A duration that is missing where it must stand for a date, or given for what is not done."""
    if deed.attested_phase and not deed.attested_days:
        return {"attested_days": "写了用时指什么，请把天数也填上。"}
    if deed.completed_undated and not deed.completed_day and not deed.attested_days:
        return {"attested_days": "完成没有日期时，请填来源写明的用时；两者都没有，就不能算完成。"}
    if deed.attested_days is not None and not (deed.completed_day or deed.completed_undated):
        return {"attested_days": "还没有完成，不能填用时。"}
    return {}
