"""What keeps a tree of records a tree."""

from typing import Any

from django.core.exceptions import ValidationError


def check_parent(record: Any) -> None:
    """Raise ValidationError beside `parent` when it is the record itself or somewhere below it."""
    seen = {record.pk} if record.pk else set()
    above = record.parent
    while above is not None:
        if above.pk in seen:
            raise ValidationError({"parent": "上级不能是它自己或它的下级，请另选。"})
        seen.add(above.pk)
        above = above.parent
