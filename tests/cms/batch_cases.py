"""Batches with values, and what tests of undoing ask of them."""

from decimal import Decimal
from typing import Any

from cms.batches import UndoPlan, undo, undo_plan
from cms.models import Batch, Dataset, Observation, User
from cms.models.batch import BatchKind
from cms.releases import cut_release
from publishing.releases import read_rows
from tests.cms.desk_records import make_area, make_dataset, make_indicator


def make_key() -> dict[str, Any]:
    """An indicator of the county for a year, and the dataset that they are released in."""
    make_dataset()
    return {"indicator": make_indicator(), "area": make_area(), "period": "2025"}


def make_batch(kind: str = BatchKind.FORM, title: str = "一季度台账") -> Batch:
    """An empty batch."""
    return Batch.objects.create(kind=kind, title=title, made_by_name="李梅")


def store(batch: Batch, key: dict[str, Any], revision: int, value: str, **facts: Any) -> Observation:
    """One revision."""
    reason = {"reason": "更正"} if revision > 1 else {}
    return Observation.objects.create(
        **key, batch=batch, revision=revision, value=Decimal(value), **reason, **facts
    )


def release() -> list[dict[str, Any]]:
    """Cut a release; its rows."""
    cut = cut_release(Dataset.objects.get(), by=None, kind="update", note="")
    assert cut is not None
    return read_rows(cut)


def take_back(batch: Batch, by: User) -> UndoPlan:
    """Undo the batch as it stands."""
    plan = undo(batch, by=by, seen=undo_plan(batch).digest)
    batch.refresh_from_db()
    return plan


def revisions(key: dict[str, Any]) -> list[tuple[int, Decimal | None, str]]:
    """What is stored of one value: revision, number, status."""
    stored = Observation.objects.filter(**key).order_by("revision")
    return [(one.revision, one.value, one.status) for one in stored]
