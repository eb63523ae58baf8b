"""A withdrawal asked for at the desk: taken down, released without it, built without it, and erased everywhere."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.models import Area, Build, DeedPage, PublicAddress, ReleaseCut, SectionPage, Withdrawal
from cms.models.address import WithdrawalState
from cms.publish import publish
from cms.signing import data_folder, public_key
from cms.withdrawals import (
    addresses_of_path,
    ask_withdrawal,
    carry_out,
    carry_out_withdrawal,
    give_up,
    record_at,
)
from cms.workers import KILLED, MAX_WORKERS_KILLED, reap
from publishing.edition.hold import Held, hold
from publishing.edition.read import numbers
from publishing.edition.verify import inspect, verify
from publishing.edition.withdraw import BadWithdrawal
from publishing.releases import latest_release, read_rows, releases_of
from tests.cms.conftest import publish_page
from tests.cms.small_site import make_small_site
from tests.publishing.withdrawal_world import CANARY, REASON, holds

Capture = Callable[..., AbstractContextManager[list[Any]]]


@pytest.fixture
def told(db: None, data_dir: Path) -> DeedPage:
    """A deed whose title tells a name, public in one edition of a small site, with another text in the next."""
    return tell(make_small_site())


def tell(deed: DeedPage) -> DeedPage:
    """Publish the deed in two editions, with the name in its title."""
    for title in (f"帮{CANARY}修屋顶", f"为{CANARY}修好屋顶"):
        deed.title = title
        publish_page(deed)
        publish()
    return deed


def held() -> list[str]:
    """Files below editions, releases and cache that hold the name in any form."""
    root = data_folder().root
    return [
        path.relative_to(root).as_posix()
        for part in ("editions", "releases", "cache")
        for path in (root / part).rglob("*")
        if path.is_file() and holds(path, CANARY)
    ]


def public_path(deed: DeedPage) -> str:
    """Its address."""
    return f"/deeds/{deed.slug}/"


def row(deed: DeedPage, **facts: Any) -> Withdrawal:
    """What was asked."""
    return Withdrawal.objects.create(
        **({"path": public_path(deed), "reason": REASON, "asked_by": "李梅"} | facts)
    )


def test_nothing_is_left_but_at_the_desk(deed: DeedPage) -> None:
    """The whole seed: pictures, lists, indexes, feeds, and a register with every change."""
    tell(deed)
    PublicAddress.objects.get_or_create(path=public_path(deed), kind="good-deed", key=str(deed.pk))
    PublicAddress.objects.update(title=f"帮{CANARY}修屋顶")
    before = latest_release(data_folder(), "good-deeds")
    assert len(held()) > 20
    asked = row(deed)
    erased = carry_out(asked, [CANARY])
    assert held() == []
    assert erased.files > 20 and erased.editions == 2 and erased.releases == 2
    assert (asked.state, asked.files, asked.error) == (WithdrawalState.DONE, erased.files, "")
    deed.refresh_from_db()
    assert not deed.live and CANARY in deed.title, "the desk keeps it"
    assert all(verify(data_folder(), number, public_key()) == [] for number in numbers(data_folder()))
    assert inspect(data_folder(), 1, public_key()).withdrawn
    address = PublicAddress.objects.get(path=public_path(deed))
    assert (address.title, address.reason) == ("", REASON), "readers of the old address are told why"
    newest, *older = releases_of(data_folder(), "good-deeds")
    assert newest.kind == "withdrawal" and newest.note == REASON
    assert before is not None and len(read_rows(newest)) == before.rows - 1
    assert ReleaseCut.objects.filter(dataset="good-deeds", release=newest.id, kind="withdrawal").exists()
    assert [release.withdrawn for release in older[:2]] == [True, True]
    summary = publish()
    assert summary.changed and summary.notes == ()
    assert (data_folder().edition(summary.number) / "edition/withdrawals.json").exists(), "the list is public"
    assert held() == []


def test_a_name_that_is_still_public_elsewhere_is_refused_and_named(told: DeedPage) -> None:
    section = SectionPage.objects.get(slug="deeds")
    section.title = f"{CANARY}好事"
    publish_page(section)
    with pytest.raises(BadWithdrawal, match=r"现在公开的这一版里还有.*/deeds/、"):
        carry_out(row(told), [CANARY])
    assert held(), "nothing was erased"
    assert (data_folder().edition(1) / f"deeds/{told.slug}/index.html").exists()


def test_while_builds_are_on_hold_nothing_is_taken_down(told: DeedPage) -> None:
    hold(data_folder(), "李梅", "查一件事", timezone.now())
    with pytest.raises(Held):
        carry_out(row(told), [CANARY])
    told.refresh_from_db()
    assert told.live


def test_it_is_asked_for_and_carried_out_in_the_background(
    told: DeedPage, django_capture_on_commit_callbacks: Capture
) -> None:
    DBTaskResult.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        asked = ask_withdrawal(public_path(told), [CANARY], REASON, "李梅")
    task = DBTaskResult.objects.get()
    assert CANARY in str(task.args_kwargs)
    context: Any = SimpleNamespace(task_result=SimpleNamespace(id=task.pk))
    with django_capture_on_commit_callbacks(execute=True):
        carry_out_withdrawal.call(context, asked.pk, [CANARY])
    asked.refresh_from_db()
    assert asked.state == WithdrawalState.DONE and held() == []
    assert CANARY not in str(DBTaskResult.objects.get(pk=task.pk).args_kwargs), "the task forgets the words"
    carry_out_withdrawal.call(context, asked.pk, [CANARY])
    assert Build.objects.filter(reason__contains="隐私撤除的清单").exists()


def test_why_it_failed_is_remembered(told: DeedPage, django_capture_on_commit_callbacks: Capture) -> None:
    hold(data_folder(), "李梅", "查一件事", timezone.now())
    asked = row(told)
    context: Any = SimpleNamespace(task_result=SimpleNamespace(id="0" * 32))
    carry_out_withdrawal.call(context, asked.pk, [CANARY])
    asked.refresh_from_db()
    assert asked.state == WithdrawalState.FAILED and "查一件事" in asked.error


def test_one_that_killed_its_workers_fails_and_forgets_the_words(db: None) -> None:
    asked = ask_withdrawal("/x/", [CANARY], REASON, "李梅")
    carry_out_withdrawal.enqueue(asked.pk, [CANARY])
    task = DBTaskResult.objects.get(args_kwargs__args__0=asked.pk)
    for number in range(MAX_WORKERS_KILLED):
        task.claim(f"worker-dead-{number}")
    assert (reap(), give_up(), give_up()) == (1, 1, 0)
    asked.refresh_from_db()
    assert (asked.state, asked.error) == (WithdrawalState.FAILED, KILLED)
    assert not [one for one in DBTaskResult.objects.all() if CANARY in str(one.args_kwargs)]


@pytest.mark.parametrize(
    ("path", "words", "reason"), [("", [], REASON), ("/data/good-deeds/", [], REASON), ("/x/", [], " ")]
)
def test_what_cannot_be_meant_is_not_even_asked(db: None, path: str, words: list[str], reason: str) -> None:
    with pytest.raises(BadWithdrawal):
        ask_withdrawal(path, words, reason, "李梅")
    assert not Withdrawal.objects.exists()


def test_every_address_of_a_page_goes(told: DeedPage) -> None:
    old = public_path(told)
    told.slug = "another-name"
    publish_page(told)
    publish()
    for path in (old, public_path(told)):
        PublicAddress.objects.get_or_create(path=path, kind="good-deed", key=str(told.pk))
    assert addresses_of_path(public_path(told)) == sorted([old, public_path(told)])
    carry_out(row(told), [])
    assert not list(data_folder().editions.glob(f"*{old}index.html"))


def test_records_are_found_by_address(told: DeedPage) -> None:
    assert record_at(public_path(told)) == told
    area = Area.objects.create(code="230822-lin", name="林")
    assert record_at("/areas/230822-lin/") == area
    assert record_at("/areas/none/") is None and record_at("/nowhere/") is None and record_at("/") is not None


def run(*arguments: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("edition", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_command_says_what_would_go_and_asks(told: DeedPage, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("withdraw", public_path(told), "--word", CANARY, "--reason", REASON)
    monkeypatch.setattr("builtins.input", lambda text: "不")
    with pytest.raises(CommandError, match="没有撤除"):
        run(*words)
    assert held() and not Withdrawal.objects.exists()
    out = run(*words, "--yes", "--by", "李梅")
    assert "第 1 版：" in out and "已撤除：抹去 2 版里的" in out
    assert held() == []
    assert Withdrawal.objects.get().asked_by == "李梅"
    said = run("verify", "1")
    assert "已按隐私撤除" in said and "核验通过" in said


def test_the_command_refuses_in_words(told: DeedPage) -> None:
    with pytest.raises(CommandError, match="请写明要撤除的地址或词语"):
        run("withdraw", "--reason", REASON)
    with pytest.raises(CommandError, match="原因会公开"):
        run("withdraw", public_path(told), "--word", CANARY, "--reason", f"{CANARY}要求", "--yes")
