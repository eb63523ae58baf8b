"""Batches: what came in together is remembered together, and can be taken back together.

Undoing takes back what the batch brought in and nobody has touched since; everything else stays and is told:

- a value that no release ever held is taken out; one that was released stays reachable, so a further revision in a
  batch of its own says again what was there before, or that there is no value;
- a value that somebody has revised since is left alone;
- a page or snippet as it came in is deleted; one that somebody has edited since is left alone;
- where anything else rests on a record that would be deleted, nothing at all is undone.

The seed is the ground that everything stands on and cannot be undone; nor can an undoing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone
from wagtail.log_actions import log

from cms.batch_records import RecordStep, delete, obstacles, record_steps
from cms.batch_values import Fate, ValueStep, take_back, value_steps
from cms.models import Batch, BatchRecord, User
from cms.models.batch import BatchKind
from cms.tasks import request_build
from publishing.canonical import sha256_hex

UNDO = "cms.undo_batch"
"""The log action."""
WORDS = {
    Fate.REMOVE: "删去没有公开过的数值",
    Fate.RESTORE: "恢复为上一版的数值",
    Fate.MISSING: "记为缺失的数值",
    Fate.LEFT: "之后又有修订、没有动的数值",
}
NO_SEED = "初始资料是整个网站的底子，不能整批撤销；不要的条目，请一条一条去删除或取消发布。"
NO_UNDOING = "这一批本身就是撤销，不能再撤销；要改的数值，请去修订。"
NOTHING_LEFT = "这一批没有可以撤销的：各条已经删除，或者之后都有人改过。"
NOT_REMEMBERED = "这一批没有记下带来了哪些条目（旧版软件不记），不能整批撤销；不要的条目，请一条一条删除。"
MEANWHILE = "刚才有人改了这一批里的东西，什么都没有撤销。请再看一遍，再撤销。"


class UndoRefused(Exception):
    """Nothing was undone; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What undoing would do now. `refusals` say why it cannot be done; then the steps are for information."""

    values: tuple[ValueStep, ...]
    records: tuple[RecordStep, ...]
    refusals: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Changes with every step, so that one who agreed to a plan gets that plan."""
        values = [(step.fate.value, step.present.pk, step.before and step.before.pk) for step in self.values]
        records = [(type(step.record).__name__, step.record.pk, step.kept) for step in self.records]
        return sha256_hex(repr((values, records)).encode())

    def with_fate(self, fate: Fate) -> list[ValueStep]:
        """The values that share a fate."""
        return [step for step in self.values if step.fate is fate]

    @property
    def deleted(self) -> list[RecordStep]:
        """The records that go."""
        return [step for step in self.records if not step.kept]

    @property
    def kept(self) -> list[RecordStep]:
        """The records that stay, each with its reason."""
        return [step for step in self.records if step.kept]

    def summary(self) -> str:
        """What it comes to, in one line."""
        counts = [(words, len(self.with_fate(fate)), "个") for fate, words in WORDS.items()]
        counts += [
            ("删去的页面和条目", len(self.deleted), "条"),
            ("没有动的页面和条目", len(self.kept), "条"),
        ]
        return "；".join(f"{words} {count} {unit}" for words, count, unit in counts if count)


def remember_records(batch: Batch, objects: Iterable[Any]) -> int:
    """Remember pages and snippets, stored already, as brought in with the batch; how many."""
    records = [
        BatchRecord(
            batch=batch,
            content_type=ContentType.objects.get_for_model(found),
            object_id=found.pk,
            title=str(found)[:255],
        )
        for found in objects
    ]
    return len(BatchRecord.objects.bulk_create(records, batch_size=500))


def undo_plan(batch: Batch) -> UndoPlan:
    """What undoing the batch would do at this moment. Changes nothing."""
    refused = refusal(batch)
    if refused:
        return UndoPlan((), (), (refused,))
    values, records = value_steps(batch), record_steps(batch)
    gone = [one for step in values if step.fate is Fate.REMOVE for one in step.mine]
    refusals = obstacles(records, gone)
    if all(step.fate is Fate.LEFT for step in values) and all(step.kept for step in records):
        known = values or batch.records.exists()
        refusals = [NOTHING_LEFT if known else NOT_REMEMBERED]
    return UndoPlan(tuple(values), tuple(records), tuple(refusals))


def undo(batch: Batch, *, by: User, seen: str) -> UndoPlan:
    """Undo a batch as the plan with the digest `seen` says, all of it or nothing, and ask for a build.

    Raises UndoRefused where it cannot be undone, or is not any more what was seen.
    """
    try:
        with transaction.atomic():
            return _undo(Batch.objects.select_for_update().get(pk=batch.pk), by, seen)
    except (ProtectedError, RestrictedError, IntegrityError) as error:
        raise UndoRefused(MEANWHILE) from error


def undoing_of(batch: Batch) -> Batch | None:
    """The batch that remembers the undoing of this one; None while it is not undone."""
    return Batch.objects.filter(kind=BatchKind.UNDO, source=_source(batch)).first()


def undone_by(undoing: Batch) -> Batch | None:
    """The batch that an undoing undid; None for any other kind."""
    if undoing.kind != BatchKind.UNDO:
        return None
    number = undoing.source.removeprefix("第 ").removesuffix(" 批")
    return Batch.objects.filter(pk=number).first() if number.isdecimal() else None


def refusal(batch: Batch) -> str:
    """Why a batch of this kind or state is never undone, in Chinese; empty where it may be."""
    if batch.kind == BatchKind.SEED:
        return NO_SEED
    if batch.kind == BatchKind.UNDO:
        return NO_UNDOING
    if batch.undone_at is not None:
        when = f"{timezone.localtime(batch.undone_at):%Y-%m-%d %H:%M}"
        return f"这一批已由{batch.undone_by_name}在 {when} 撤销，不用再撤销。"
    return ""


def _undo(batch: Batch, by: User, seen: str) -> UndoPlan:
    plan = undo_plan(batch)
    if plan.refusals:
        raise UndoRefused("".join(plan.refusals))
    if plan.digest != seen:
        raise UndoRefused(MEANWHILE)
    undoing = Batch.objects.create(
        kind=BatchKind.UNDO,
        title=f"撤销：{batch.title}"[:200],
        made_by=by,
        made_by_name=str(by),
        source=_source(batch),
        row_count=len(plan.with_fate(Fate.RESTORE)) + len(plan.with_fate(Fate.MISSING)),
        note=plan.summary(),
    )
    request_build(f"撤销批次：{batch}", str(by))
    take_back(plan.values, undoing, f"撤销批次“{batch.title[:150]}”")
    delete(plan.records, by)
    batch.undone_at, batch.undone_by_name = timezone.now(), str(by)
    batch.save(update_fields=["undone_at", "undone_by_name"])
    log(instance=batch, action=UNDO, user=by, title=str(batch), data={"summary": plan.summary()})
    return plan


def _source(batch: Batch) -> str:
    """How an undoing names what it undid."""
    return f"第 {batch.pk} 批"
