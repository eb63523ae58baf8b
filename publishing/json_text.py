"""JSON in which a Decimal keeps its exact digits; the standard encoder would go through float."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from publishing.numbers import number_text


def json_text(value: Any) -> str:
    """Compact JSON of mappings, sequences, text, int, Decimal, bool and None, in the order given.

    Raises TypeError for anything else, floats included: a float has already lost its digits.
    """
    if value is None or isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int | Decimal):
        return number_text(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_name(name)}:{json_text(part)}" for name, part in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return "[" + ",".join(json_text(part) for part in value) + "]"
    raise TypeError(f"{type(value).__name__} cannot be written as exact JSON")


def read_json(text: str | bytes) -> Any:
    """The value of a JSON text, with fractions as Decimal."""
    return json.loads(text, parse_float=Decimal)


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise TypeError(f"a JSON name must be text, not {type(name).__name__}")
    return json.dumps(name, ensure_ascii=False)
