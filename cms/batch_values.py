"""What undoing a batch does to its observations, worked out before anything is touched.

Observations are append-only, and what a release held must stay reachable. So a value that no release ever held
is taken out, and any other is answered by a further revision.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from itertools import groupby

from django.db.models import Exists, ForeignObjectRel, OuterRef

from cms.models import Batch, Observation
from cms.models.observation import Status
from cms.registers import REGISTERS
from cms.signing import data_folder
from publishing.releases import read_rows, releases_of

MARGIN = timedelta(days=1)
"""A release is dated before its rows are read, and clocks differ."""
CARRIED = ("value", "qualifier", "status", "note", "evidence", "locator")
"""What a revision says."""
CHUNK = 500
RELATIONS = ("indicator", "area", "evidence", "batch")

Key = tuple[int, int, str]
"""Indicator, area and period."""
Released = tuple[str, str, str, int]
"""Codes of indicator and area, period and revision, as releases name them."""


class Fate(Enum):
    """What happens to one value."""

    REMOVE = "remove"
    """No release held it: the row goes, and what was in force before is in force again."""
    RESTORE = "restore"
    """A further revision says again what the one before the batch said."""
    MISSING = "missing"
    """There was none before: a further revision says that there is no value."""
    LEFT = "left"
    """Somebody has revised it since: nothing happens."""


@dataclass(frozen=True, slots=True)
class ValueStep:
    """One indicator, area and period of the batch.

    `mine` are the batch's revisions that are on top, oldest first; for LEFT, all of the batch's. `before` is the
    revision below them, or None. `present` is what is in force now.
    """

    fate: Fate
    mine: tuple[Observation, ...]
    before: Observation | None
    present: Observation


def value_steps(batch: Batch) -> list[ValueStep]:
    """A step for each value of the batch, ordered by indicator, area and period."""
    same_key = batch.observations.filter(
        indicator=OuterRef("indicator"), area=OuterRef("area"), period=OuterRef("period")
    )
    every = Observation.objects.filter(Exists(same_key)).select_related(*RELATIONS)
    groups = groupby(every.order_by("indicator__code", "area__code", "period", "revision"), key=_key)
    chains = [list(chain) for _, chain in groups]
    kept = _released(batch) if chains else set()
    used = _used(batch)
    return [_step(batch, chain, lambda one: _name(one) in kept or one.pk in used) for chain in chains]


def take_back(steps: Iterable[ValueStep], batch: Batch, reason: str) -> None:
    """Do what the steps say; further revisions go into `batch`. Call it inside a transaction."""
    steps = list(steps)
    gone = [observation.pk for step in steps if step.fate is Fate.REMOVE for observation in step.mine]
    # The queryset's own delete: the model's refuses, since at the desk nobody deletes one.
    for start in range(0, len(gone), CHUNK):
        Observation.objects.filter(pk__in=gone[start : start + CHUNK]).delete()
    answered = [step for step in steps if step.fate in {Fate.RESTORE, Fate.MISSING}]
    Observation.objects.bulk_create([_answer(step, batch, reason) for step in answered], batch_size=CHUNK)


def _key(observation: Observation) -> Key:
    return observation.indicator_id, observation.area_id, observation.period


def _step(batch: Batch, chain: Sequence[Observation], must_stay: Callable[[Observation], bool]) -> ValueStep:
    present = chain[-1]
    if present.batch_id != batch.pk:
        mine = tuple(observation for observation in chain if observation.batch_id == batch.pk)
        return ValueStep(Fate.LEFT, mine, None, present)
    start = len(chain)
    while start and chain[start - 1].batch_id == batch.pk:
        start -= 1
    mine, before = tuple(chain[start:]), chain[start - 1] if start else None
    if not any(map(must_stay, mine)):
        return ValueStep(Fate.REMOVE, mine, before, present)
    return ValueStep(Fate.RESTORE if before else Fate.MISSING, mine, before, present)


def _name(observation: Observation) -> Released:
    return observation.indicator.code, observation.area.code, observation.period, observation.revision


def _released(batch: Batch) -> set[Released]:
    """Every revision that a release since the batch holds. An earlier release cannot hold what was not there yet."""
    folder, start = data_folder(), batch.made_at - MARGIN
    releases = [
        release
        for code, register in REGISTERS.items()
        if register.attested  # its rows are observations
        for release in releases_of(folder, code)
        if release.published >= start
    ]
    return {
        (str(row["indicator"]), str(row["area"]), str(row["period"]), int(str(row["revision"])))
        for release in releases
        for row in read_rows(release)
    }


def _used(batch: Batch) -> set[int]:
    """The rows of the batch on which a record of another kind rests."""
    mine = batch.observations.values("pk")
    fields = Observation._meta.get_fields(include_hidden=True)
    users = [(one.related_model, one.field.name) for one in fields if isinstance(one, ForeignObjectRel)]
    return {
        pk
        for model, name in users
        for pk in model._base_manager.filter(**{f"{name}__in": mine}).values_list(name, flat=True)
    }


def _answer(step: ValueStep, batch: Batch, reason: str) -> Observation:
    present, before = step.present, step.before
    content = {name: getattr(before, name) for name in CARRIED} if before else {"status": Status.MISSING}
    return Observation(
        indicator=present.indicator,
        area=present.area,
        period=present.period,
        revision=present.revision + 1,
        reason=reason,
        batch=batch,
        **content,
    )
