"""One record of a register, to be read."""

from typing import Any

from wagtail.snippets.views.snippets import InspectView

LISTS = {"honours": "荣誉"}
"""What a record has several of, and what it is called."""


class RegisterInspect(InspectView):
    """Every field in words, and the honours."""

    page_title = "查看"

    def get_field_label(self, field_name: str, field: Any) -> str:
        """The field's name."""
        return LISTS.get(field_name) or str(super().get_field_label(field_name, field))

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """The field's value; — where there is nothing."""
        if field_name in LISTS:
            return "、".join(map(_honour, getattr(self.object, field_name).all())) or "—"
        value = super().get_field_display_value(field_name, field)
        return "—" if value is None or value == "" else value


def _honour(honour: Any) -> str:
    period = f"（{honour.period}）" if honour.period else ""
    return f"{honour.title}{period}"
