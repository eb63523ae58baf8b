"""How a snippet stands, for lists: Wagtail's own tag asks the database twice for each row."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, Model, OuterRef, QuerySet
from django.db.models.functions import Cast
from wagtail.admin.ui.tables import StatusTagColumn
from wagtail.models import Revision, WorkflowState


def with_state(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """The records with `is_scheduled` and `is_in_review`, in the same query."""
    model: type[Model] = queryset.model
    return queryset.annotate(is_scheduled=scheduled(model), is_in_review=in_review(model))


def scheduled(model: type[Model]) -> Exists:
    """Whether a revision of a record, page or snippet, is to go live at a set time."""
    return Exists(Revision.objects.filter(**_own(model), approved_go_live_at__isnull=False))


def in_review(model: type[Model]) -> Exists:
    """Whether a record, page or snippet, is in a workflow."""
    return Exists(WorkflowState.objects.filter(**_own(model), status=WorkflowState.STATUS_IN_PROGRESS))


def _own(model: type[Model]) -> dict[str, Any]:
    kind = ContentType.objects.get_for_model(model)
    return {"content_type": kind, "object_id": Cast(OuterRef("pk"), CharField())}


def state_text(record: Any) -> str:
    """Live or not, and what is under way."""
    words = ["已发布" if record.live else "已到期" if record.expired else "草稿"]
    if record.live and record.has_unpublished_changes:
        words.append("有草稿")
    if record.is_scheduled:
        words.append("已定时")
    if record.is_in_review:
        words.append("送审中")
    return "，".join(words)


def state_column() -> StatusTagColumn:
    """The column, sorted by whether the record is live."""
    return StatusTagColumn(
        "live", label="状态", accessor=state_text, sort_key="live", primary=lambda record: record.live
    )
