"""批次: what was brought in together, what came in, and the way to take it back."""

from typing import Any

from django.contrib.admin import SimpleListFilter, display
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from wagtail.admin.admin_url_finder import AdminURLFinder

from cms.batches import refusal, undoing_of, undone_by
from cms.desk.batch_undo import BatchUndo
from cms.desk.read_only import ReadingView, ReadOnlyRegister, since
from cms.desk.recording import value_text
from cms.models import Batch, BatchRecord
from publishing.period import period_text

SHOWN = 200
HASH_SHOWN = 8


class UndoneFilter(SimpleListFilter):
    """By whether the batch was taken back."""

    title = "撤销"
    parameter_name = "undone"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices."""
        return [("yes", "已撤销"), ("no", "没有撤销")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The batches of that state; all of them for an unknown choice."""
        chosen = {"yes": queryset.exclude(undone_at=None), "no": queryset.filter(undone_at=None)}
        return chosen.get(self.value() or "", queryset)


class BatchInspect(ReadingView):
    """One batch with what came in."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds values and records, at most 200 of each, and how the batch stands."""
        batch, user = self.instance, self.request.user
        values, records = batch.observations, batch.records
        shown = [
            {"record": entry, "text": value_text(entry), "period": period_text(entry.period)}
            for entry in values.select_related("indicator", "area")[:SHOWN]
        ]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "values": shown,
            "left_out": max(values.count() - SHOWN, 0),
            "records": [
                _shown(entry)
                for entry in records.select_related("content_type").prefetch_related("record")[:SHOWN]
            ],
            "records_left_out": max(records.count() - SHOWN, 0),
            "undoing": undoing_of(batch) if batch.undone_at else None,
            "undid": undone_by(batch),
            "may_undo": self.permission_helper.user_can_act(user) and not refusal(batch),
            "undo_address": self.url_helper.get_action_url("undo", self.pk_quoted),
        }


def _shown(entry: BatchRecord) -> dict[str, Any]:
    """A record as it came in, and the way to it where it is there still."""
    model = entry.content_type.model_class()
    return {
        "title": entry.title,
        "kind": model._meta.verbose_name if model else entry.content_type.model,
        "gone": entry.record is None,
        "url": AdminURLFinder().get_edit_url(entry.record) if entry.record else "",
    }


class BatchRegister(ReadOnlyRegister):
    """The register of batches."""

    model = Batch
    menu_label = "批次"
    menu_icon = "tasks"
    base_url_path = "batches"
    actions = ("view", "change")
    list_display = ("title", "kind", "row_count", "made_by_name", "made_at", "fingerprint", "state")
    list_filter = ("kind", since("made_at"), UndoneFilter)
    list_export = (
        "pk", "title", "kind", "row_count", "made_by_name", "made_at", "source", "sha256", "note",
        "undone_at", "undone_by_name",
    )  # fmt: skip
    export_filename = "batches"
    search_fields = ("title", "note", "source", "made_by_name", "undone_by_name")
    ordering = ("-made_at", "-pk")
    inspect_view_fields = (
        "kind", "row_count", "made_by_name", "made_at", "source", "sha256", "note",
    )  # fmt: skip
    inspect_view_class = BatchInspect
    inspect_template_name = "desk/batch.html"

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Also 撤销这一批."""
        return (*super().get_admin_urls_for_registration(), self.address("undo", self.undo_view))

    def undo_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        """See `BatchUndo`."""
        return BatchUndo.as_view(model_admin=self, instance_pk=instance_pk)(request)

    @display(description="文件指纹", ordering="sha256")
    def fingerprint(self, batch: Batch) -> str:
        """The beginning of the file's SHA-256."""
        return batch.sha256[:HASH_SHOWN]

    @display(description="状态", ordering="undone_at")
    def state(self, batch: Batch) -> str:
        """Whether, when and by whom the batch was taken back."""
        if batch.undone_at is None:
            return ""
        return f"已撤销：{batch.undone_by_name}，{timezone.localtime(batch.undone_at):%Y-%m-%d %H:%M}"
