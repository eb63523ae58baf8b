"""`manage.py worker`: takes up what a killed worker left open, then waits for tasks."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from cms.tasks import register_editions, resume_builds
from cms.workers import alive, worker_name


class Command(BaseCommand):
    """Run the background worker until it is stopped."""

    help = "后台任务：先接上没做完的构建，再等新的任务"

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGTERM. A build that an earlier worker left running is asked for again first.

        Editions that the register lacks are entered, too.
        """
        resumed = resume_builds()
        if resumed:
            self.stdout.write(f"接上没做完的构建：{resumed} 次")
        missing = register_editions()
        if missing:
            self.stdout.write(f"补进版的台账：{missing} 版")
        name = worker_name()
        options_of_worker = (
            "--backend background --queue-name * --interval 0.2 --no-startup-delay --no-reload -v 0"
        )
        with alive(name):
            call_command("db_worker", "--worker-id", name, *options_of_worker.split())
