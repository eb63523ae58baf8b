"""`manage.py edition build|verify|list|rollback|hold|prune|withdraw`: the editions below DATA."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms import edition_commands
from cms.commanded_build import build_for_command, check_for_command, memory_told, told
from cms.signing import data_folder, public_key
from publishing.edition.read import list_editions
from publishing.edition.verify import inspect


class Command(BaseCommand):
    """Build an edition of what is live, verify one, or list them."""

    help = "公开版：build 生成，verify 核验，list 列出，rollback 回退，hold 暂停，prune 清理，withdraw 因隐私撤除"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Sub-commands."""
        commands = parser.add_subparsers(dest="action", required=True)
        making = commands.add_parser("build", help="把现在公开的内容生成新的一版")
        making.add_argument("--full", action="store_true", help="不沿用上一次的结果，全部重做；结果相同")
        making.add_argument("--check", action="store_true", help="两种办法各做一遍并比较，不公开")
        check = commands.add_parser("verify", help="核验签名和每个文件")
        check.add_argument("number", nargs="?", type=int, help="版号；不写就是当前版")
        commands.add_parser("list", help="列出磁盘上的各版")
        edition_commands.add_commands(commands)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the action. Raises CommandError when it fails, so that the exit status says so."""
        own = {"build": self._build, "verify": self._verify, "list": self._list}.get(options["action"])
        if own is None:
            edition_commands.run(options, self.stdout.write)
        else:
            own(options)

    def _build(self, options: dict[str, Any]) -> None:
        if options["check"]:
            self.stdout.write(check_for_command(self._progress))
        else:
            summary = build_for_command(self._progress, full=options["full"])
            self.stdout.write(f"{told(summary)}\n清单 SHA-256 {summary.manifest_sha256}")
        self.stdout.write(memory_told())

    def _progress(self, stage: str, done: int, total: int) -> None:
        """One line that is written over on a terminal, and one line a stage elsewhere."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r{stage} {done}/{total}\033[K", ending="\n" if done == total else "")
        elif done == total:
            self.stderr.write(f"{stage} {done}/{total}")

    def _verify(self, options: dict[str, Any]) -> None:
        found = inspect(data_folder(), options["number"], public_key())
        for finding in found.findings:
            self.stdout.write(f"{finding.path}：{finding.what}")
        if found.withdrawn:
            self.stdout.write(f"有 {len(found.withdrawn)} 个文件已按隐私撤除，不在磁盘上，这不是差错。")
        if found.findings:
            raise CommandError(f"核验不通过：{len(found.findings)} 处")
        rest = "其余" if found.withdrawn else ""
        self.stdout.write(f"核验通过：签名有效，{rest}每个文件都与清单一致。")

    def _list(self, options: dict[str, Any]) -> None:
        editions = list_editions(data_folder())
        if not editions:
            self.stdout.write("还没有公开版。请运行 manage.py edition build。")
        for edition in editions:
            mark = "*" if edition.current else " "
            size = f"{edition.bytes / 1_048_576:.1f} MB"
            facts = edition.fault or f"{edition.published:%Y-%m-%d %H:%M:%S}　{edition.files} 个文件　{size}"
            self.stdout.write(f"{mark} 第 {edition.number} 版　{facts}")
        if held := edition_commands.hold_line():
            self.stdout.write(held)
