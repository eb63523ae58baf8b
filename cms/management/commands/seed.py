"""`manage.py seed [--demo N]`: the first content, and labelled sample records on request."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.seeding import FixtureError, NoPlaceForDemo, SeedReport, add_demo, seed


class Command(BaseCommand):
    """Fill the desk from `fixtures/`. Repeatable; builds no edition."""

    help = "写入初始资料；--demo N 另加 N 条带标记的演示数据"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options."""
        parser.add_argument("--demo", type=int, default=0, metavar="N", help="演示数据补足到 N 条；默认不加")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed, then add samples. Raises CommandError for a bad fixture or a bad count."""
        count: int = options["demo"]
        if count < 0:
            raise CommandError("--demo 后面应是 0 或正整数。")
        try:
            self._tell(seed())
            if count:
                self.stdout.write(f"演示数据：新加 {add_demo(count)} 条。")
        except (FixtureError, NoPlaceForDemo) as error:
            raise CommandError(str(error)) from error

    def _tell(self, report: SeedReport) -> None:
        if report.batch is None:
            self.stdout.write("初始资料已经在了，没有改动。")
            return
        words = "，".join(f"{name} {count}" for name, count in report.added.items())
        self.stdout.write(f"初始资料已写入：{words}。\n资料 SHA-256 {report.batch.sha256}")
