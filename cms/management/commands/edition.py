"""`manage.py edition build|verify|list`: the editions below DATA."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.commanded_build import build_for_command, told
from cms.signing import data_folder, public_key
from publishing.edition.read import list_editions
from publishing.edition.verify import verify


class Command(BaseCommand):
    """Build an edition of what is live, verify one, or list them."""

    help = "公开版：build 生成，verify 核验，list 列出"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Sub-commands."""
        commands = parser.add_subparsers(dest="action", required=True)
        commands.add_parser("build", help="把现在公开的内容生成新的一版")
        check = commands.add_parser("verify", help="核验签名和每个文件")
        check.add_argument("number", nargs="?", type=int, help="版号；不写就是当前版")
        commands.add_parser("list", help="列出磁盘上的各版")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the action. Raises CommandError when it fails, so that the exit status says so."""
        {"build": self._build, "verify": self._verify, "list": self._list}[options["action"]](options)

    def _build(self, options: dict[str, Any]) -> None:
        summary = build_for_command(self._progress)
        self.stdout.write(f"{told(summary)}\n清单 SHA-256 {summary.manifest_sha256}")

    def _progress(self, stage: str, done: int, total: int) -> None:
        """One line that is written over on a terminal, and one line a stage elsewhere."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r{stage} {done}/{total}\033[K", ending="\n" if done == total else "")
        elif done == total:
            self.stderr.write(f"{stage} {done}/{total}")

    def _verify(self, options: dict[str, Any]) -> None:
        findings = verify(data_folder(), options["number"], public_key())
        for finding in findings:
            self.stdout.write(f"{finding.path}：{finding.what}")
        if findings:
            raise CommandError(f"核验不通过：{len(findings)} 处")
        self.stdout.write("核验通过：签名有效，每个文件都与清单一致。")

    def _list(self, options: dict[str, Any]) -> None:
        editions = list_editions(data_folder())
        if not editions:
            self.stdout.write("还没有公开版。请运行 manage.py edition build。")
        for edition in editions:
            mark = "*" if edition.current else " "
            facts = edition.fault or f"{edition.published:%Y-%m-%d %H:%M:%S}　{edition.files} 个文件"
            self.stdout.write(f"{mark} 第 {edition.number} 版　{facts}")
