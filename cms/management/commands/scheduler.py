"""`manage.py scheduler`: publishes and takes down what is scheduled, for as long as it runs."""

import threading
from argparse import ArgumentParser
from signal import SIGINT, SIGTERM, signal
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.day_turn import build_for_today
from cms.scheduling import run_due
from cms.tasks import resume_builds

SECONDS = 5.0


class Command(BaseCommand):
    """Look every few seconds for what is due. `--once` looks one time, for a timer of the system."""

    help = "到点发布、到点撤下。一直运行；加 --once 只做一次"

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
            if done or options["once"]:
                self.stdout.write(f"定时：完成 {done} 项，失败 {failed} 项")
            if options["once"]:
                return
            stop.wait(SECONDS)
