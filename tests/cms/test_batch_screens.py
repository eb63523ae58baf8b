"""批次 at the desk: the list, what came in, and the way to take it back."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.batches import NO_SEED, UNDO, remember_records, undo, undo_plan
from cms.models import Batch, Dataset, DeedPage, Observation, User
from cms.models.batch import BatchKind
from cms.releases import cut_release
from tests.cms.desk_records import make_area, make_clerk, make_dataset, make_deed, make_indicator, make_value

INDEX = "batches_modeladmin_index"


@pytest.fixture
def admin(db: None) -> User:
    """王芳."""
    return User.objects.create_superuser("admin", last_name="王", first_name="芳")


@pytest.fixture
def desk(client: Client, admin: User) -> Client:
    """A browser of the administrator."""
    client.force_login(admin)
    return client


@pytest.fixture
def batch(db: None) -> Batch:
    """A value that was released, and a page of its own."""
    make_dataset()
    deed = make_deed()
    found = make_batch()
    value = {"indicator": make_indicator(), "area": deed.community, "period": "2025", "value": Decimal(2600)}
    Observation.objects.create(batch=found, **value)
    cut_release(Dataset.objects.get(), by=None, kind="update", note="")
    remember_records(found, [deed])
    return found


def make_batch(kind: str = BatchKind.FORM, **facts: Any) -> Batch:
    """A batch of this moment."""
    return Batch.objects.create(kind=kind, **({"title": "一季度台账", "made_by_name": "李梅"} | facts))


def address(action: str, batch: Batch) -> str:
    """Of a screen of one batch."""
    return reverse(f"batches_modeladmin_{action}", args=[batch.pk])


def page_of(desk: Client, where: str, **query: str) -> str:
    """What a screen says."""
    answer = desk.get(where, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_tells_what_was_undone(desk: Client, batch: Batch, admin: User) -> None:
    kept = make_batch(BatchKind.SEED, title="初始资料", sha256="abcdef0123456789")
    undo(batch, by=admin, seen=undo_plan(batch).digest)
    page = page_of(desk, reverse(INDEX))
    assert "已撤销：王芳，" in page and "abcdef01<" in page and "abcdef012" not in page
    for query, there in (
        ({"undone": "yes"}, [batch]),
        ({"undone": "no"}, [kept]),
        ({"kind__exact": "seed"}, [kept]),
    ):
        page = page_of(desk, reverse(INDEX), **query)
        shown = [one for one in (batch, kept) if f'{address("inspect", one)}"' in page]
        assert shown == there, query
    csv = b"".join(desk.get(reverse(INDEX), {"export": "csv"})).decode()
    assert "撤销人（当时）" in csv and "表单录入" in csv and "王芳" in csv


def test_a_batch_shows_what_came_in_and_leads_to_its_undoing(desk: Client, batch: Batch, admin: User) -> None:
    page = page_of(desk, address("inspect", batch))
    assert "2600个" in page and "凉亭" in page and "好事实事" in page and "还在" in page
    assert address("undo", batch) in page
    undo(batch, by=admin, seen=undo_plan(batch).digest)
    page = page_of(desk, address("inspect", batch))
    undoing = Batch.objects.get(kind=BatchKind.UNDO)
    assert "已删除" in page and "王芳在" in page and address("inspect", undoing) in page
    assert address("undo", batch) not in page
    page = page_of(desk, address("inspect", undoing))
    assert "记为缺失的数值 1 个；删去的页面和条目 1 条" in page and address("inspect", batch) in page


def test_the_confirmation_says_exactly_what_will_happen(desk: Client, batch: Batch) -> None:
    page = page_of(desk, address("undo", batch))
    for words in (
        "记为缺失的数值 1 个", "删去的页面和条目 1 条", "微心愿 · 桦南县 · 2025年", "已经公开过，另存第 2 版，记为缺失",
        "凉亭", "公开站随后更新。", "要到下一次数据发布以后才变", "先不撤销",
    ):  # fmt: skip
        assert words in page
    assert Observation.objects.count() == 1 and DeedPage.objects.exists(), "looking changes nothing"


@pytest.mark.parametrize(
    ("revisions", "released", "words"),
    [
        (1, False, "删去，没有公开过"),
        (2, False, "删去，回到第 1 版：1个"),
        (2, True, "已经公开过，另存第 3 版，恢复为 1个"),
        (3, False, "不动：初始资料在"),
    ],
)
def test_each_fate_in_words(desk: Client, revisions: int, released: bool, words: str) -> None:
    """Revision 1 and 3 are somebody else's, where there is more than one."""
    make_dataset()
    indicator, area = make_indicator(), make_area()
    batch = make_batch()
    for number in range(1, revisions + 1):
        facts: dict[str, Any] = {"revision": number, "qualifier": "exact"}
        if number > 1:
            facts["reason"] = "更正"
        if number == min(revisions, 2):
            facts["batch"] = batch
        make_value(indicator, area, str(number), **facts)
    if released:
        cut_release(Dataset.objects.get(), by=None, kind="update", note="")
    assert words in page_of(desk, address("undo", batch))


def test_undoing_is_done_told_and_logged(desk: Client, batch: Batch) -> None:
    seen = undo_plan(batch).digest
    page = desk.post(address("undo", batch), {"seen": seen}, follow=True).content.decode()
    assert "已撤销“一季度台账”：记为缺失的数值 1 个；删去的页面和条目 1 条。公开站随后更新。" in page
    assert not DeedPage.objects.exists() and Observation.objects.count() == 2
    entry = ModelLogEntry.objects.get(action=UNDO)
    assert (entry.user_id, entry.label) == (User.objects.get().pk, "一季度台账")
    history = page_of(desk, reverse("wagtailadmin_reports:site_history"))
    assert "撤销了这一批" in history
    again = desk.post(address("undo", batch), {"seen": seen})
    assert again.status_code == 409 and "不用再撤销" in again.content.decode()
    assert Observation.objects.count() == 2


def test_a_plan_that_changed_is_shown_again(desk: Client, batch: Batch) -> None:
    deed = DeedPage.objects.get()
    for _ in range(2):
        deed.save_revision()
    for seen in ("", "0" * 64):
        answer = desk.post(address("undo", batch), {"seen": seen})
        page = answer.content.decode()
        assert answer.status_code == 409 and "什么都没有撤销" in page and "不动：有人改过" in page
    assert Observation.objects.count() == 1


@pytest.mark.parametrize("kind", [BatchKind.SEED, BatchKind.UNDO])
def test_what_can_never_be_undone_has_no_button(desk: Client, kind: str) -> None:
    batch = make_batch(kind)
    assert address("undo", batch) not in page_of(desk, address("inspect", batch))
    page = page_of(desk, address("undo", batch))
    assert "不能撤销" in page and 'name="seen"' not in page
    assert (NO_SEED in page) == (kind == BatchKind.SEED)
    assert desk.post(address("undo", batch), {"seen": undo_plan(batch).digest}).status_code == 409


def test_viewing_is_not_undoing(client: Client, batch: Batch) -> None:
    """Whoever may only view gets no button and no screen; nobody undoes without a token."""
    clerk = make_clerk("view_batch", "add_observation")
    client.force_login(clerk)
    assert address("undo", batch) not in page_of(client, address("inspect", batch))
    for answer in (client.get(address("undo", batch)), client.post(address("undo", batch), {"seen": ""})):
        assert answer.status_code in {302, 403}
    clerk.groups.get().permissions.add(Permission.objects.get(codename="change_batch"))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(clerk)
    assert strict.post(address("undo", batch), {"seen": undo_plan(batch).digest}).status_code == 403
    batch.refresh_from_db()
    assert batch.undone_at is None and DeedPage.objects.exists()
    client.force_login(User.objects.get(pk=clerk.pk))
    assert client.post(address("undo", batch), {"seen": undo_plan(batch).digest}).status_code == 302
    batch.refresh_from_db()
    assert batch.undone_by_name == "李明"


def test_only_what_means_something_can_be_given_to_a_group(desk: Client) -> None:
    page = page_of(desk, reverse("wagtailusers_groups:add"))
    ours = Permission.objects.filter(
        content_type__app_label="cms", content_type__model__in=["batch", "edition", "build"]
    )
    boxes = {one.codename for one in ours if f'name="permissions" value="{one.pk}"' in page}
    assert boxes == {"view_batch", "change_batch", "view_edition", "change_edition", "view_build"}


def test_queries_of_the_list_do_not_grow(desk: Client) -> None:
    counts = []
    for more in (3, 27):
        for number in range(more):
            make_batch(title=f"第 {number} 批", undone_at=timezone.now(), undone_by_name="王芳")
        page_of(desk, reverse(INDEX))
        with CaptureQueriesContext(connection) as captured:
            page_of(desk, reverse(INDEX))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_queries_of_one_batch_do_not_grow(desk: Client, batch: Batch) -> None:
    counts = []
    for more in (3, 27):
        remember_records(batch, [make_area(f"230822-{more}-{number}") for number in range(more)])
        for screen in ("inspect", "undo"):
            page_of(desk, address(screen, batch))
            with CaptureQueriesContext(connection) as captured:
                page_of(desk, address(screen, batch))
            counts.append(len(captured))
    assert counts[:2] == counts[2:]
