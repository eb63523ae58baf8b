"""`manage.py scheduler`: publishes and takes down what is scheduled, and takes in what readers report."""

import threading
from argparse import ArgumentParser
from signal import SIGINT, SIGTERM, signal
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.day_turn import build_for_today
from cms.reports import take_in
from cms.scheduling import run_due
from cms.tasks import resume_builds
from cms.withdrawals import give_up

SECONDS = 5.0


class Command(BaseCommand):
    """Look every few seconds for what is due. `--once` looks one time, for a timer of the system."""

    help = "到点发布、到点撤下，收进读者报错。一直运行；加 --once 只做一次"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The only option."""
        parser.add_argument("--once", action="store_true", help="只做一次就退出")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGINT or SIGTERM, which let the thing under way finish."""
        stop = threading.Event()
        if not options["once"]:
            for number in (SIGINT, SIGTERM):
                signal(number, lambda _number, _frame: stop.set())
        while not stop.is_set():
            done, failed = run_due()
            build_for_today(timezone.now())
            resume_builds()
            give_up()
            taken = take_in()
            if taken.reports or taken.bad:
                self.stdout.write(f"读者报错：收到 {taken.reports} 件，读不出 {taken.bad} 件")
            if done or options["once"]:
                self.stdout.write(f"定时：完成 {done} 项，失败 {failed} 项")
            if options["once"]:
                return
            stop.wait(SECONDS)
