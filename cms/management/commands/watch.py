"""`manage.py watch`: compares the published files with their signed list, again and again, and mends them."""

import os
from argparse import ArgumentParser
from contextlib import suppress
from signal import SIGINT, SIGTERM, signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.watch import EVERY, Watching

NICE = 10
"""Readers and builders go first."""


class Command(BaseCommand):
    """Sweep until stopped. `--once` sweeps one time, for a timer of the system."""

    help = "巡查公开文件：逐个对照签名清单，不符的马上恢复并告警。一直运行；加 --once 只做一次"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument(
            "--every", type=float, default=EVERY, metavar="秒", help="改动最迟几秒内发现并修复（默认 60）"
        )
        parser.add_argument("--once", action="store_true", help="只做一次就退出；有不符的，退出代码是 1")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGINT or SIGTERM, which are heard within a second. Raises CommandError for what `--once` found."""
        if not options["every"] > 0:
            raise CommandError("--every 要大于 0。")
        if options["once"]:
            self._once(options["every"])
            return
        with suppress(OSError):
            os.nice(NICE)
        watching = Watching(options["every"])
        for number in (SIGINT, SIGTERM):
            signal(number, lambda _number, _frame: watching.stop.set())
        watching.run()

    def _once(self, every: float) -> None:
        sweep = Watching(every, hurry=True).once()
        for fault in sweep.faults:
            self.stdout.write(f"{fault.path}：{fault.what}")
        if sweep.faults:
            raise CommandError(f"发现 {len(sweep.faults)} 处不符，已修复 {sweep.mended} 处。")
        if sweep.edition is None:
            self.stdout.write("还没有公开版。")
        else:
            self.stdout.write(
                f"第 {sweep.edition} 版：{sweep.files} 个文件全部相符，用时 {sweep.seconds:.1f} 秒。"
            )
