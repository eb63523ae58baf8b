"""治理指标: one row for each observation in force."""

from collections.abc import Callable, Iterable
from typing import Any

from cms.models import Observation
from cms.registers.declaration import Register, RegisterColumn
from publishing.observations import OBSERVATION_STRUCTURE, observation_path
from publishing.structure import Value


def _observations() -> Iterable[Observation]:
    """The revision in force of every observation whose indicator and area are public."""
    live = Observation.objects.in_force().filter(indicator__live=True, area__live=True)
    return live.select_related("indicator", "area", "evidence")


def _observation_id(observation: Any) -> Value:
    return observation_path(
        observation.indicator.code, observation.area.code, observation.period, observation.revision
    )


OBSERVATION_VALUES: dict[str, Callable[[Any], Value]] = {
    "indicator": lambda observation: observation.indicator.code,
    "area": lambda observation: observation.area.code,
    "period": lambda observation: observation.period,
    "value": lambda observation: observation.value,
    "unit": lambda observation: observation.indicator.unit_code,
    "qualifier": lambda observation: observation.qualifier,
    "status": lambda observation: observation.status,
    "note": lambda observation: observation.note or None,
    "revision": lambda observation: observation.revision,
    "evidence": lambda observation: observation.evidence.code if observation.evidence else None,
    "locator": lambda observation: observation.locator or None,
    "id": _observation_id,
}

GOVERNANCE_INDICATORS = Register(
    dataset="governance-indicators",
    records=_observations,
    reads=(("table", "observation"), ("table", "evidence"), ("all_rows", "indicator"), ("all_rows", "area")),
    key=OBSERVATION_STRUCTURE.key,
    columns=tuple(
        RegisterColumn(column, OBSERVATION_VALUES[column.name]) for column in OBSERVATION_STRUCTURE.columns
    ),
    attested=True,
)
