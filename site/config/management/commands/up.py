"""`manage.py up`: everything on one machine, from an empty folder to a served site."""

import os
import secrets
import socket
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from signal import SIGTERM
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cms.commanded_build import build_for_command, told
from cms.models import User
from cms.seeding import add_demo, is_empty, seed
from cms.signing import public_key
from cms.watch import EVERY
from config.serving import HOST, granian
from config.supervisor import Program, Supervisor

READY_SECONDS = 120


class Command(BaseCommand):
    """Migrate, seed when empty, build, then run reader, desk, worker, scheduler and watch until Ctrl-C."""

    help = "一条命令运行全部：数据库、初始资料、公开站、编辑台和后台任务"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options of the command; `--data` is taken by manage.py."""
        parser.add_argument("--port", type=int, default=8000, help="公开站端口（默认 8000）")
        parser.add_argument("--desk-port", type=int, default=8001, help="编辑台端口（默认 8001）")
        parser.add_argument("--readers", type=int, default=1, metavar="N", help="公开站进程数（默认 1）")
        parser.add_argument(
            "--watch-every",
            type=float,
            default=EVERY,
            metavar="秒",
            help="公开文件的改动最迟几秒内发现（默认 60）",
        )
        parser.add_argument("--demo", type=int, default=0, metavar="N", help="另加 N 条演示数据（都有标记）")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until stopped. Raises CommandError for a busy port or a data folder that cannot be used."""
        port, desk_port, readers = options["port"], options["desk_port"], options["readers"]
        if readers < 1:
            raise CommandError(f"--readers {readers}：公开站至少要一个进程。")
        for number, what, option in ((port, "公开站", "--port"), (desk_port, "编辑台", "--desk-port")):
            _require_free(number, what, option)
        self.stdout.write(f"数据目录 {settings.DATA_DIR}")
        password = self._prepare(options["demo"])
        programs = _programs(port, desk_port, readers, options["watch_every"])
        supervisor = Supervisor(programs, self.stdout.write)
        supervisor.run(ready=lambda: self._announce(port, desk_port, password, supervisor))
        self.stdout.write("已全部停止。")

    def _prepare(self, demo: int) -> str | None:
        """Bring database and edition up to date; the password of an administrator made just now, or None."""
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        self.stdout.write("1/3 准备数据库 …")
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write("2/3 初始资料 …")
        if is_empty():
            seed()
        if demo:
            add_demo(demo)
        password = _make_administrator()
        self.stdout.write("3/3 生成公开版 …")
        self.stdout.write("\n".join(f"    {line}" for line in told(build_for_command()).splitlines()))
        return password

    def _announce(self, port: int, desk_port: int, password: str | None, supervisor: Supervisor) -> None:
        """Wait until both answer, then say where they are."""
        _wait_until_ready((f"http://{HOST}:{port}/healthz", _desk_address(desk_port)), supervisor)
        if supervisor.stopping:
            return
        lines = [
            "",
            f"公开站  http://{HOST}:{port}/",
            f"编辑台  {_desk_address(desk_port)}",
            *([f"账号 admin　密码 {password}（只显示这一次，请登录后修改）"] if password else []),
            *(["试用方式：没有三审，只能在本机使用。"] if settings.REVIEWS == 0 else []),
            "按 Ctrl-C 停止。",
            "",
        ]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def _desk_address(port: int) -> str:
    return f"http://{HOST}:{port}/{settings.DESK_PATH}"


def _require_free(port: int, what: str, option: str) -> None:
    """Raise CommandError when something listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"{what}的端口 {port} 不能用（{error}）。请关掉占用它的程序，或换一个：{option} {port % 60000 + 10}"
            ) from error


def _make_administrator() -> str | None:
    """Make the first administrator; the password if it was generated here."""
    if User.objects.filter(is_superuser=True).exists():
        return None
    given = os.environ.get("HUANAN_ADMIN_PASSWORD")
    password = given or secrets.token_urlsafe(12)
    User.objects.create_superuser("admin", email="", password=password, last_name="管理员")
    return None if given else password


def _programs(port: int, desk_port: int, readers: int = 1, watch_every: float = EVERY) -> list[Program]:
    """Reader, desk, worker, scheduler and watch."""
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    return [
        # The reader has settings of its own: no database, no Wagtail. It accepts editions of our key alone.
        Program(
            "公开站",
            granian(port, "publishing.reader.wsgi:application", readers),
            {
                "DJANGO_SETTINGS_MODULE": "publishing.reader.settings",
                "DATA_DIR": str(settings.DATA_DIR),
                "PUBLIC_KEY": public_key(),
            },
            orphaned=SIGTERM,
        ),
        Program("编辑台", granian(desk_port, "config.wsgi:application"), orphaned=SIGTERM),
        Program("后台任务", [*manage, "worker"]),
        Program("定时发布", [*manage, "scheduler"]),
        Program("巡查", [*manage, "watch", "--every", f"{watch_every:g}"]),
    ]


def _wait_until_ready(addresses: tuple[str, ...], supervisor: Supervisor) -> None:
    """Poll until each address answers anything below 500. Raises CommandError after two minutes."""
    deadline = time.monotonic() + READY_SECONDS
    for address in addresses:
        while not supervisor.stopping and not _answers(address):
            if time.monotonic() > deadline:
                raise CommandError(f"{address} 两分钟内没有应答，请看上面的信息。")
            time.sleep(0.1)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310 - our own loopback address
            return bool(response.status < 500)
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False
