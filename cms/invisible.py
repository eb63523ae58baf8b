"""Characters that nobody sees and XML does not allow; they come along when text is pasted from a PDF."""

import re
from typing import Any

from django.db import models

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def without_control_characters(text: str) -> str:
    """The text with control characters taken out; line ends and tabs stay."""
    return CONTROL.sub("", text)


def clean_plain_fields(instance: Any) -> None:
    """Take control characters out of every plain text field of a model instance."""
    for field in instance._meta.concrete_fields:
        value = getattr(instance, field.attname)
        if isinstance(field, models.CharField | models.TextField) and isinstance(value, str):
            setattr(instance, field.attname, without_control_characters(value))
