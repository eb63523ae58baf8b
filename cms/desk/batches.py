"""批次: what was brought in together."""

from typing import Any

from cms.desk.read_only import ReadingView, ReadOnlyRegister, since
from cms.desk.recording import value_text
from cms.models import Batch
from publishing.period import period_text

SHOWN = 200


class BatchInspect(ReadingView):
    """One batch with its values."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the values, at most 200 of them."""
        values = self.instance.observations.select_related("indicator", "area")
        shown = [
            {"record": entry, "text": value_text(entry), "period": period_text(entry.period)}
            for entry in values[:SHOWN]
        ]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"values": shown, "left_out": max(values.count() - SHOWN, 0)}


class BatchRegister(ReadOnlyRegister):
    """The register of batches."""

    model = Batch
    menu_label = "批次"
    menu_icon = "tasks"
    base_url_path = "batches"
    list_display = ("title", "kind", "row_count", "made_by_name", "made_at")
    list_filter = ("kind", since("made_at"))
    list_export = ("pk", "title", "kind", "row_count", "made_by_name", "made_at", "source", "sha256", "note")
    export_filename = "batches"
    search_fields = ("title", "note", "source", "made_by_name")
    ordering = ("-made_at", "-pk")
    inspect_view_fields = (
        "title",
        "kind",
        "row_count",
        "made_by_name",
        "made_at",
        "source",
        "sha256",
        "note",
    )
    inspect_view_class = BatchInspect
    inspect_template_name = "desk/batch.html"
