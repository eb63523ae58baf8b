"""A text of some length that is one paragraph: room to write in, but no line breaks."""

from typing import Any

from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput


class OneParagraph(AdminAutoHeightTextInput):
    """Grows with its text. Line breaks, which come along with pasted text, are taken out."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was written, on one line."""
        value = super().value_from_datadict(data, files, name)
        return "".join(value.splitlines()) if isinstance(value, str) else value


def summary_panel() -> FieldPanel:
    """摘要, for which one line of an ordinary field is too short."""
    return FieldPanel("summary", widget=OneParagraph)
