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
    kind = ContentType.objects.get_for_model(model)
    own = {"base_content_type": kind, "object_id": Cast(OuterRef("pk"), CharField())}
    scheduled = Revision.objects.filter(**own, approved_go_live_at__isnull=False)
    reviewed = WorkflowState.objects.filter(**own, status=WorkflowState.STATUS_IN_PROGRESS)
    return queryset.annotate(is_scheduled=Exists(scheduled), is_in_review=Exists(reviewed))


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
