"""Undoing a batch of values: what goes, what is answered by a further revision, what stays, and what is refused."""

from decimal import Decimal
from typing import Any

import pytest

from cms.batch_values import Fate
from cms.batches import (
    MEANWHILE,
    NO_SEED,
    NO_UNDOING,
    NOT_REMEMBERED,
    NOTHING_LEFT,
    UndoRefused,
    undo,
    undo_plan,
    undoing_of,
    undone_by,
)
from cms.models import Batch, Observation, User
from cms.models.batch import BatchKind
from tests.cms.batch_cases import make_batch, make_key, release, revisions, store, take_back
from tests.cms.desk_records import make_evidence, make_indicator


@pytest.fixture
def by(db: None) -> User:
    """王芳."""
    return User.objects.create_user("wang", last_name="王", first_name="芳")


@pytest.fixture
def key(db: None) -> dict[str, Any]:
    """What the values are of."""
    return make_key()


def test_a_value_that_was_never_released_goes(key: dict[str, Any], by: User) -> None:
    batch = make_batch()
    store(batch, key, 1, "2600")
    plan = take_back(batch, by)
    assert [step.fate for step in plan.values] == [Fate.REMOVE]
    assert not Observation.objects.exists()
    assert batch.undone_at is not None and batch.undone_by_name == "王芳"


def test_an_unreleased_revision_gives_way_to_the_one_before(key: dict[str, Any], by: User) -> None:
    store(make_batch(BatchKind.SEED), key, 1, "2600")
    release()
    batch = make_batch()
    store(batch, key, 2, "2700")
    take_back(batch, by)
    assert revisions(key) == [(1, Decimal("2600"), "A")]
    assert Observation.objects.in_force().get().value == Decimal("2600")


def test_a_released_revision_is_answered_by_what_was_before(key: dict[str, Any], by: User) -> None:
    evidence = make_evidence()
    before = {
        "qualifier": "more_than",
        "status": "P",
        "note": "来源未载时间",
        "evidence": evidence,
        "locator": "第三段",
    }
    store(make_batch(BatchKind.SEED), key, 1, "2600", **before)
    batch = make_batch()
    store(batch, key, 2, "2700", note="改过")
    released = release()
    take_back(batch, by)
    assert revisions(key) == [(1, Decimal("2600"), "P"), (2, Decimal("2700"), "A"), (3, Decimal("2600"), "P")]
    answer = Observation.objects.in_force().get()
    assert {name: getattr(answer, name) for name in before} == before
    assert answer.reason == "撤销批次“一季度台账”"
    undoing = answer.batch
    assert (undoing.kind, undoing.row_count, undoing.made_by, undoing.made_by_name) == ("undo", 1, by, "王芳")
    assert undoing_of(batch) == undoing and undone_by(undoing) == batch and undone_by(batch) is None
    assert [row["revision"] for row in released] == [2], "what was released stays as it was"
    (row,) = release()
    assert (row["revision"], row["value"]) == (3, 2600)


def test_a_released_value_without_a_past_becomes_missing(key: dict[str, Any], by: User) -> None:
    batch = make_batch()
    store(batch, key, 1, "2600", qualifier="nearly", note="约")
    release()
    plan = take_back(batch, by)
    assert [step.fate for step in plan.values] == [Fate.MISSING]
    assert revisions(key) == [(1, Decimal("2600"), "A"), (2, None, "O")]
    answer = Observation.objects.in_force().get()
    assert (answer.qualifier, answer.note, answer.evidence) == ("exact", "", None)
    answer.full_clean(exclude=["batch"])


def test_a_value_of_an_older_release_is_still_kept(key: dict[str, Any], by: User) -> None:
    """Not in the latest release any more, but readers can reach the earlier one."""
    batch = make_batch()
    store(batch, key, 1, "2600")
    other = make_indicator("others")
    store(make_batch(BatchKind.SEED), key | {"indicator": other}, 1, "1")
    release()
    key["indicator"].unpublish()
    assert [row["indicator"] for row in release()] == ["others"]
    take_back(batch, by)
    assert revisions(key) == [(1, Decimal("2600"), "A"), (2, None, "O")]


def test_a_value_that_was_revised_since_is_left_alone(key: dict[str, Any], by: User) -> None:
    batch = make_batch()
    store(batch, key, 1, "2600")
    mine = key | {"period": "2024"}
    store(batch, mine, 1, "2000")
    store(make_batch(title="别人的"), key, 2, "2700")
    plan = take_back(batch, by)
    assert [step.fate for step in plan.values] == [Fate.REMOVE, Fate.LEFT]
    assert plan.values[1].present.batch.title == "别人的"
    assert revisions(key) == [(1, Decimal("2600"), "A"), (2, Decimal("2700"), "A")] and revisions(mine) == []
    assert "之后又有修订、没有动的数值 1 个" in Batch.objects.get(kind=BatchKind.UNDO).note


def test_several_revisions_of_one_batch_go_together(key: dict[str, Any], by: User) -> None:
    store(make_batch(BatchKind.SEED), key, 1, "1")
    batch = make_batch()
    store(batch, key, 2, "2")
    store(batch, key, 3, "3")
    take_back(batch, by)
    assert revisions(key) == [(1, Decimal(1), "A")]


def test_one_released_revision_keeps_those_above_it(key: dict[str, Any], by: User) -> None:
    store(make_batch(BatchKind.SEED), key, 1, "1")
    batch = make_batch()
    store(batch, key, 2, "2")
    release()
    store(batch, key, 3, "3")
    take_back(batch, by)
    assert [value for _, value, _ in revisions(key)] == [1, 2, 3, 1]


@pytest.mark.parametrize(("kind", "why"), [(BatchKind.SEED, NO_SEED), (BatchKind.UNDO, NO_UNDOING)])
def test_the_seed_and_an_undoing_are_never_undone(key: dict[str, Any], by: User, kind: str, why: str) -> None:
    batch = make_batch(kind)
    store(batch, key, 1, "2600")
    assert undo_plan(batch).refusals == (why,)
    with pytest.raises(UndoRefused, match=why[:6]):
        take_back(batch, by)
    assert Observation.objects.count() == 1


def test_a_batch_is_undone_once(key: dict[str, Any], by: User) -> None:
    batch = make_batch()
    store(batch, key, 1, "2600")
    release()
    seen = undo_plan(batch).digest
    stale = Batch.objects.get(pk=batch.pk)
    undo(batch, by=by, seen=seen)
    for again in (stale, Batch.objects.get(pk=batch.pk)):
        with pytest.raises(UndoRefused, match=r"已由王芳在 .* 撤销"):
            undo(again, by=by, seen=seen)
    assert len(revisions(key)) == 2 and Batch.objects.filter(kind=BatchKind.UNDO).count() == 1


def test_what_was_agreed_to_is_what_is_done(key: dict[str, Any], by: User) -> None:
    batch = make_batch()
    store(batch, key, 1, "2600")
    seen = undo_plan(batch).digest
    release()
    with pytest.raises(UndoRefused, match=MEANWHILE[:8]):
        undo(batch, by=by, seen=seen)
    batch.refresh_from_db()
    assert batch.undone_at is None and len(revisions(key)) == 1


def test_where_everything_was_touched_since_nothing_is_done(key: dict[str, Any], by: User) -> None:
    batch = make_batch()
    assert undo_plan(batch).refusals == (NOT_REMEMBERED,)
    store(batch, key, 1, "2600")
    store(make_batch(), key, 2, "2700")
    assert undo_plan(batch).refusals == (NOTHING_LEFT,)
    with pytest.raises(UndoRefused):
        take_back(batch, by)
