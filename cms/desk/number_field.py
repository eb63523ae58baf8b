"""Form fields for what a clerk types by hand: numbers and periods, full-width or not."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cms.models.codes import validate_period

WHOLE_DIGITS = 11
FRACTION_DIGITS = 4

_NUMBER = re.compile(r"[+-]?(?P<whole>[0-9]+)(?:\.(?P<fraction>[0-9]+))?")
_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-"})


def half_width(text: str) -> str:
    """The text without the spaces around it, full-width letters and digits made half-width: `２０２５` is `2025`."""
    return unicodedata.normalize("NFKC", text).strip()


class NumberField(forms.CharField):
    """A plain decimal number as a Decimal, None when empty.

    Refuses NaN, exponents, thousands separators, units, more than 11 digits before the point or 4 after it.
    """

    def __init__(self, **kwargs: Any) -> None:
        # One cell of text, so that what was typed comes back as it was typed.
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The number. Raises ValidationError that says how to write it."""
        text = half_width(str(value or "")).translate(_MINUS)
        if not text:
            return None
        found = _NUMBER.fullmatch(text)
        if found is None:
            raise ValidationError(
                "只写数字，例如 2600、4.1 或 -30；不写单位、逗号、百分号，也不用科学记数法。", code="number"
            )
        if len(found["whole"].lstrip("0")) > WHOLE_DIGITS:
            raise ValidationError(
                f"整数部分最多 {WHOLE_DIGITS} 位。数很大时，请换用“万”“亿”作单位的指标。", code="too_large"
            )
        if len((found["fraction"] or "").rstrip("0")) > FRACTION_DIGITS:
            raise ValidationError(f"小数点后最多 {FRACTION_DIGITS} 位，请按来源的位数填写。", code="too_fine")
        return Decimal(text)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares numbers, not their spelling."""
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True


class PeriodField(forms.CharField):
    """A period after SDMX, such as 2025, 2025-Q3 or 2025-06; full-width and lower case are put right."""

    default_validators = [validate_period]

    def to_python(self, value: Any) -> str:
        """The period in the spelling that is published."""
        return half_width(str(value or "")).translate(_MINUS).upper()
