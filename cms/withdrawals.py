"""隐私撤除: taken down at the desk, left out of the data and the next edition, and then erased in all before it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, task
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from cms.addresses.leading import LIST
from cms.addresses.memory import forget, forget_title
from cms.identity import home_page
from cms.models import Dataset, PublicAddress, Withdrawal
from cms.models.address import WithdrawalState
from cms.models.page import PublicPage
from cms.models.snippet import RegisterSnippet
from cms.publish import publish
from cms.registers import REGISTERS
from cms.releases import cut_release
from cms.signing import data_folder, signer
from cms.snippet_pages import BY_FOLDER
from cms.tasks import register_editions, request_build
from cms.workers import KILLED
from publishing.edition.held_traces import holding_releases
from publishing.edition.hold import refuse_held
from publishing.edition.traces import Traces
from publishing.edition.withdraw import BadWithdrawal, check_withdrawal, withdraw, withdraw_releases
from publishing.releases import WITHDRAWAL, latest_release

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Erased:
    """How much a withdrawal erased."""

    files: int
    editions: int
    releases: int


def ask_withdrawal(path: str, words: Sequence[str], reason: str, by: str) -> Withdrawal:
    """Ask for a withdrawal once the present transaction is committed. Raises BadWithdrawal for what cannot be meant."""
    check_withdrawal([path] if path else [], words, reason)
    row = Withdrawal.objects.create(path=path, reason=reason, asked_by=by)
    transaction.on_commit(partial(carry_out_withdrawal.enqueue, row.pk, list(words)))
    return row


@task(backend="background", takes_context=True)
def carry_out_withdrawal(context: TaskContext, pk: int, words: list[str]) -> None:
    """Carry out what was asked. Safe to run twice; why it failed is remembered, the words are not."""
    row = Withdrawal.objects.filter(pk=pk, state=WithdrawalState.WAITING).first()
    if row is None:
        return
    try:
        carry_out(row, words)
    except Exception as error:
        logger.exception("withdrawal %s failed", pk)
        row.state, row.error = WithdrawalState.FAILED, f"{error}" or type(error).__name__
        row.finished_at = timezone.now()
        row.save(update_fields=["state", "error", "finished_at"])
    finally:
        _forget_words(context.task_result.id, pk)


def give_up() -> int:
    """Fail withdrawals that killed every worker they were given to, and forget their words; how many."""
    killed = DBTaskResult.objects.filter(
        task_path=carry_out_withdrawal.module_path, status="FAILED", traceback=KILLED
    )
    count = 0
    for left in killed.exclude(args_kwargs__args__1=[]):
        pk = left.args_kwargs["args"][0]
        count += Withdrawal.objects.filter(pk=pk, state=WithdrawalState.WAITING).update(
            state=WithdrawalState.FAILED, error=KILLED, finished_at=timezone.now()
        )
        _forget_words(left.pk, pk)
    return count


def _forget_words(result: Any, pk: int) -> None:
    """What must be forgotten must not stay in the list of tasks either."""
    DBTaskResult.objects.filter(pk=result).update(args_kwargs={"args": [pk, []], "kwargs": {}})


def carry_out(row: Withdrawal, words: Sequence[str], paths: Sequence[str] | None = None) -> Erased:
    """All of it, at once: no byte of it is public or kept afterwards, but at the desk. Safe to repeat.

    `paths` are all addresses of what must go; those of the row's where none are given.

    Raises BadWithdrawal, and the errors of a build, in Chinese, where something else must be done first; what was
    taken down by then stays down.
    """
    folder, at = data_folder(), timezone.now()
    paths = addresses_of_path(row.path) if paths is None else paths
    check_withdrawal(paths, words, row.reason)
    refuse_held(folder)
    _take_down(paths)
    _forget(paths, words, row.reason)
    _release_without(paths, words, row)
    live = set(Dataset.objects.filter(live=True).values_list("code", flat=True))
    abandoned = {home.name for home in folder.releases.glob("*") if home.name not in live}
    kwargs: dict[str, Any] = {"paths": paths, "words": words, "reason": row.reason, "at": at}
    releases = withdraw_releases(folder, signer(), abandoned=abandoned, **kwargs)
    publish()
    found = withdraw(folder, signer(), **kwargs)
    erased = Erased(
        found.files, len(found.editions) + len(found.removed), len(releases) + len(found.releases)
    )
    row.files, row.editions, row.releases = erased.files, erased.editions, erased.releases
    row.state, row.error, row.finished_at = WithdrawalState.DONE, "", timezone.now()
    row.save()
    register_editions()
    # The signed list of what was erased is published with the next edition.
    request_build("隐私撤除的清单", row.asked_by)
    return erased


def addresses_of_path(path: str) -> list[str]:
    """The path and every address that the same page or entry ever had; nothing for an empty path."""
    if not path:
        return []
    known = PublicAddress.objects.filter(path=path).exclude(kind=LIST).first()
    others = (
        PublicAddress.objects.filter(kind=known.kind, key=known.key)
        if known
        else PublicAddress.objects.none()
    )
    return sorted({path, *others.values_list("path", flat=True)})


def record_at(path: str) -> Page | RegisterSnippet | None:
    """The page or register entry whose public address this is, live or not."""
    home = home_page()
    if home is not None:
        page = Page.objects.filter(url_path=home.url_path + path.removeprefix("/")).first()
        if page is not None and isinstance(page.specific, PublicPage):
            return page.specific
    _, folder, *code = path.removesuffix("/").split("/")
    model = BY_FOLDER.get(folder)
    return model._default_manager.filter(code=code[0]).first() if model and len(code) == 1 else None


def _take_down(paths: Sequence[str]) -> None:
    for path in paths:
        record = record_at(path)
        if record is None or not record.live:
            continue
        if isinstance(record, Page) and record.get_descendants().live().exists():
            raise BadWithdrawal(f"“{record}”下面还有公开的页面，请先把它们撤下或移走。")
        record.unpublish()


def _forget(paths: Sequence[str], words: Sequence[str], reason: str) -> None:
    """Titles of withdrawn pages; and addresses that are themselves what must go."""
    for path in paths:
        forget_title(path, reason)
    traces = Traces((), words)
    for path in PublicAddress.objects.values_list("path", flat=True) if words else ():
        if traces.in_bytes(path.encode()):
            forget(path)


def _release_without(paths: Sequence[str], words: Sequence[str], row: Withdrawal) -> None:
    """Cut a release, without what was, of every dataset whose newest one holds it."""
    folder = data_folder()
    holding = holding_releases(folder, Traces(paths, words, {settings.BASE_URL}))
    for dataset in Dataset.objects.filter(live=True, code__in=REGISTERS):
        if latest_release(folder, dataset.code) in holding:
            cut_release(dataset, by=None, kind=WITHDRAWAL, note=row.reason)
