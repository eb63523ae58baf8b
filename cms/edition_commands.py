"""`manage.py edition rollback|hold|prune|withdraw`: what an administrator does with editions besides building them."""

from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from cms.models import Withdrawal
from cms.models.address import WithdrawalState
from cms.rollbacks import lift_hold, roll_back
from cms.signing import data_folder, public_key
from cms.withdrawals import addresses_of_path, carry_out
from publishing.edition.held_traces import NothingInForce
from publishing.edition.hold import hold, read_hold
from publishing.edition.prune import prune
from publishing.edition.rollback import BadRollback
from publishing.edition.withdraw import BadWithdrawal, WithdrawalSummary, check_withdrawal, preview
from publishing.minisign import BadKey
from publishing.releases import BadRelease
from publishing.resource import BadSubmission

Say = Callable[[str], Any]
SYSTEM = "系统"


def add_commands(commands: "_SubParsersAction[Any]") -> None:
    """The sub-commands and what they take."""
    back = commands.add_parser("rollback", help="回到较早的一版，并暂停生成新版")
    back.add_argument("number", type=int, help="版号")
    back.add_argument("--reason", required=True, help="为什么")
    _by(back)
    stop = commands.add_parser("hold", help="暂停生成新版；--lift 解除")
    which = stop.add_mutually_exclusive_group(required=True)
    which.add_argument("--reason", help="为什么暂停")
    which.add_argument("--lift", action="store_true", help="解除暂停，等着的改动会一起公开")
    _by(stop)
    old = commands.add_parser("prune", help="清理旧版：留最近 30 版，90 天内每天留一版")
    old.add_argument("--dry-run", action="store_true", help="只说会清理什么")
    away = commands.add_parser("withdraw", help="因隐私撤除：从所有版和数据发布里抹去")
    away.add_argument("path", nargs="*", help="公开的地址，如 /deeds/xx/ 或 /media/xx.png")
    away.add_argument("--word", action="append", default=[], help="含有它的文件也抹去，如姓名；可以写几次")
    away.add_argument("--reason", required=True, help="原因，会公开在撤除清单里")
    away.add_argument("--yes", action="store_true", help="不再问，马上撤除")
    _by(away)


def run(options: dict[str, Any], say: Say) -> None:
    """Does it. Raises CommandError, in Chinese, for everything that somebody here can put right."""
    actions = {"rollback": _rollback, "hold": _hold, "prune": _prune, "withdraw": _withdraw}
    with _told():
        actions[options["action"]](options, say)


def _by(parser: ArgumentParser) -> None:
    parser.add_argument("--by", default=SYSTEM, help="谁")


@contextmanager
def _told() -> Iterator[None]:
    refusals = (BadRollback, BadWithdrawal, NothingInForce, BadSubmission, BadRelease, BadKey)
    try:
        yield
    except refusals as error:
        raise CommandError(str(error)) from error


def _rollback(options: dict[str, Any], say: Say) -> None:
    number = options["number"]
    summary = roll_back(number, by=options["by"], reason=options["reason"])
    say(f"已用第 {number} 版的内容生成第 {summary.number} 版，公众看到的就是它。数据仍是现在的。")
    say("生成新版已暂停；要恢复，请运行 manage.py edition hold --lift。")


def _hold(options: dict[str, Any], say: Say) -> None:
    if not options["lift"]:
        if not options["reason"].strip():
            raise CommandError("请写明为什么暂停。")
        hold(data_folder(), options["by"], options["reason"], timezone.now())
        say("已暂停生成新版。公众看到的不变，改动会等着；要解除，请运行 manage.py edition hold --lift。")
    elif lift_hold(options["by"]):
        say("已解除暂停，等着的改动随后公开。")
    else:
        say("本来就没有暂停。")


def _prune(options: dict[str, Any], say: Say) -> None:
    summary = prune(data_folder(), public_key(), timezone.now(), dry_run=options["dry_run"])
    for note in summary.notes:
        say(f"注意：{note}")
    if not summary.editions:
        say("没有要清理的版。")
        return
    numbers = "、".join(str(number) for number in summary.editions)
    did = "会清理" if options["dry_run"] else "已清理"
    say(f"{did}第 {numbers} 版，内容库里 {summary.objects} 个文件，{summary.bytes / 1_048_576:.1f} MB。")


def _withdraw(options: dict[str, Any], say: Say) -> None:
    paths = sorted({one for path in options["path"] for one in addresses_of_path(path)})
    words, reason = options["word"], options["reason"]
    check_withdrawal(paths, words, reason)
    for line in told(preview(data_folder(), public_key(), paths=paths, words=words)):
        say(line)
    if not options["yes"] and input("抹去以后不能恢复。确定吗？输入“撤除”继续：").strip() != "撤除":
        raise CommandError("没有撤除。")
    row = Withdrawal.objects.create(
        path=" ".join(options["path"])[:500], reason=reason, asked_by=options["by"]
    )
    try:
        erased = carry_out(row, words, paths)
    except Exception as error:
        row.state, row.error, row.finished_at = WithdrawalState.FAILED, str(error), timezone.now()
        row.save()
        raise
    say(f"已撤除：抹去 {erased.editions} 版里的 {erased.files} 个文件，撤下 {erased.releases} 次数据发布。")


def told(found: WithdrawalSummary) -> list[str]:
    """What would be erased, in sentences."""
    lines = [
        f"第 {number} 版：{count} 个文件" for number, count in sorted(found.editions.items(), reverse=True)
    ]
    lines += [f"第 {number} 版：整版删去，它的清单里有这个词" for number in found.removed]
    lines += [f"数据发布 {name}：数据撤下，清单留着" for name in found.releases]
    if found.in_force:
        lines.append(f"现在公开的一版：{len(found.in_force)} 个文件，先撤下、生成新版，再抹去")
    return lines or ["没有找到要抹去的内容。"]


def hold_line() -> str | None:
    """What the list of editions says while builds are on hold."""
    held = read_hold(data_folder())
    return f"生成新版已暂停：{held.reason}（{held.by or '不详'}，{held.since}）" if held else None
