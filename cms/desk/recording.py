"""Writing observations from the desk: each value is a batch of one row."""

from typing import Any

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from cms.models import Batch, Observation, User
from cms.models.batch import BatchKind
from publishing.period import period_text
from publishing.quantity import quantity_text, quantity_view


class AlreadyRecorded(Exception):
    """Somebody else has stored this revision meanwhile."""


COMPARED = ("value", "qualifier", "status", "note", "evidence_id", "locator")
"""What a revision can change."""


def record(observation: Observation, *, by: User) -> Observation:
    """Store a checked observation together with its batch, in one transaction.

    Raises AlreadyRecorded when its revision exists.
    """
    verb = "录入" if observation.revision == 1 else f"修订为第 {observation.revision} 版"
    try:
        with transaction.atomic():
            observation.batch = Batch.objects.create(
                kind=BatchKind.FORM,
                title=f"{verb}：{key_text(observation)}"[:200],
                made_by=by,
                made_by_name=str(by),
                row_count=1,
                note=observation.reason,
            )
            observation.save()
            log(instance=observation, action="wagtail.create", user=by, title=key_text(observation))
    except IntegrityError as error:
        if newest(observation) is None:
            raise
        raise AlreadyRecorded from error
    return observation


def newest(key: Any) -> Observation | None:
    """The revision in force of the same indicator, area and period."""
    found = Observation.objects.filter(indicator=key.indicator_id, area=key.area_id, period=key.period)
    related = found.select_related("indicator", "area", "evidence", "batch")
    return related.order_by("-revision").first()


def same_content(one: Observation, other: Observation) -> bool:
    """True when the two say the same, whatever their revision and reason."""
    return all(getattr(one, name) == getattr(other, name) for name in COMPARED)


def value_text(observation: Observation) -> str:
    """The value as people read it: 2600余个, 下降近30%, 暂缺."""
    indicator = observation.indicator
    return quantity_text(
        quantity_view(observation.value, indicator.unit_zh, observation.qualifier, indicator.measure)
    )


def key_text(observation: Observation) -> str:
    """What the value is of: indicator, area and period."""
    return f"{observation.indicator} · {observation.area} · {period_text(observation.period)}"
