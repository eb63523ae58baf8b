"""Undoing a batch of pages and snippets: what goes, what stays, and what stands in the way."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from wagtail.models import Page

from cms.batches import MEANWHILE, NOTHING_LEFT, UndoRefused, remember_records, undo_plan
from cms.models import Area, Batch, Build, DeedPage, Evidence, Indicator, Observation, PlainPage, User
from cms.models.batch import BatchKind
from cms.seeding import add_demo
from tests.cms.batch_cases import make_batch, make_key, store, take_back
from tests.cms.desk_records import make_deed, make_evidence, publish


@pytest.fixture
def by(db: None) -> User:
    """王芳."""
    return User.objects.create_user("wang", last_name="王", first_name="芳")


@pytest.fixture
def key(db: None) -> dict[str, Any]:
    """What the values are of."""
    return make_key()


def test_pages_go_and_those_that_somebody_edited_stay(by: User) -> None:
    deed = publish_all(make_deed())
    section = deed.get_parent()
    edited, deleted = (deed_like(deed, slug) for slug in ("yi", "er"))
    for page in (edited, deleted):
        section.add_child(instance=page)
        page.save_revision().publish()
    batch = make_batch(BatchKind.DEMO)
    assert remember_records(batch, [deed, edited, deleted]) == 3
    edited.summary = "有人改过"
    edited.save_revision()
    deleted.delete()
    plan = take_back(batch, by)
    assert [step.record.slug for step in plan.deleted] == ["liang-ting"]
    assert [(step.record.slug, step.kept) for step in plan.kept] == [("yi", "有人改过")]
    assert [page.slug for page in DeedPage.objects.all()] == ["yi"]
    assert Page.find_problems() == ([], [], [], [], [])
    assert [entry.title for entry in batch.records.all()] == ["凉亭", "yi", "er"], (
        "the register keeps the titles"
    )


def publish_all(deed: DeedPage) -> DeedPage:
    """The deed and what it is below, all live."""
    for page in (*deed.get_ancestors().specific(), deed):
        if page.depth > 1:
            page.save_revision().publish()
    return deed


def deed_like(deed: DeedPage, slug: str) -> DeedPage:
    """Another deed."""
    facts = {name: getattr(deed, name) for name in ("kind", "community", "asked_for")}
    return DeedPage(title=slug, slug=slug, **facts)


def test_a_page_with_others_below_it_stays(by: User) -> None:
    home = publish_all(make_deed()).get_parent().get_parent()
    above, below, other = (PlainPage(title=slug, slug=slug) for slug in ("above", "below", "other"))
    home.add_child(instance=above)
    above.add_child(instance=below)
    batch = make_batch(BatchKind.DEMO)
    remember_records(batch, [above, below])
    assert [step.kept for step in undo_plan(batch).records] == ["", ""]
    PlainPage.objects.get(slug="below").add_child(instance=other)
    assert [step.kept for step in undo_plan(batch).records] == ["下面还有不删的页面"] * 2
    assert undo_plan(batch).refusals == (NOTHING_LEFT,)


def test_a_record_on_which_others_rest_is_named_and_nothing_is_undone(key: dict[str, Any], by: User) -> None:
    batch = make_batch()
    store(batch, key, 1, "2600")
    remember_records(batch, [key["indicator"], key["area"]])
    store(make_batch(title="别人的"), key | {"period": "2024"}, 1, "2000")
    refusals = undo_plan(batch).refusals
    assert len(refusals) == 2 and "观测值“微心愿 桦南县 2024 r1”还在用这一批的指标" in refusals[0]
    with pytest.raises(UndoRefused, match="还在用这一批的指标"):
        take_back(batch, by)
    assert Observation.objects.count() == 2 and Indicator.objects.exists()


def test_records_that_rest_on_each_other_go_together(key: dict[str, Any], by: User) -> None:
    batch = make_batch()
    store(batch, key, 1, "2600", evidence=make_evidence())
    child = publish(
        Area(code="230822-wenzheng", name="文政社区", name_en="W", kind="community", parent=key["area"])
    )
    remember_records(batch, [key["indicator"], key["area"], child, Evidence.objects.get()])
    plan = take_back(batch, by)
    assert len(plan.deleted) == 4
    assert not any(model.objects.exists() for model in (Indicator, Area, Evidence, Observation))


def test_an_obstacle_that_was_not_foreseen_undoes_nothing(
    key: dict[str, Any], by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = make_batch()
    store(batch, key, 1, "2600")
    remember_records(batch, [key["indicator"]])
    store(make_batch(title="别人的"), key | {"period": "2024"}, 1, "2000")
    monkeypatch.setattr("cms.batches.obstacles", lambda *_: [])
    with pytest.raises(UndoRefused, match=MEANWHILE[:8]):
        take_back(batch, by)
    assert Observation.objects.count() == 2
    assert not Batch.objects.filter(kind=BatchKind.UNDO).exists()


def test_the_public_site_follows(
    by: User, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[Any]]]
) -> None:
    batch = make_batch(BatchKind.DEMO, "演示数据 1 条")
    remember_records(batch, [publish_all(make_deed())])
    Build.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        take_back(batch, by)
    build = Build.objects.get()
    assert build.reason.splitlines()[0] == "撤销批次：演示数据 1 条" and build.asked_by == "王芳"


def test_a_demo_batch_is_undone_in_one_step(seeded: None, by: User) -> None:
    before = set(Page.objects.values_list("url_path", flat=True))
    add_demo(6)
    batch = Batch.objects.get(kind=BatchKind.DEMO)
    assert batch.records.count() >= 6
    plan = take_back(batch, by)
    assert plan.kept == [] and len(plan.deleted) == batch.records.count()
    assert set(Page.objects.values_list("url_path", flat=True)) == before
    assert Page.find_problems() == ([], [], [], [], [])
    assert add_demo(6) == 6, "and can be added again"


def test_a_plan_asks_the_database_as_often_for_many_records(
    seeded: None, django_assert_max_num_queries: Any
) -> None:
    add_demo(2)
    add_demo(24)
    small, large = Batch.objects.filter(kind=BatchKind.DEMO).order_by("pk")
    with django_assert_max_num_queries(80) as few:
        undo_plan(small)
    with django_assert_max_num_queries(len(few)):
        undo_plan(large)
