"""The whole site as a newcomer starts it: `manage.py up` in a folder of its own, on free ports."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "birch-and-seal-2026"
START_SECONDS = 120


@dataclass(slots=True)
class RunningSite:
    """Addresses of a running site, and what it has printed so far."""

    port: int
    desk_port: int
    data: Path
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where the public reads, without a trailing slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def desk(self) -> str:
        """Where staff work, with a trailing slash."""
        return f"http://127.0.0.1:{self.desk_port}/desk/"

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body of a public path; errors are answers too."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def wait_until(self, path: str, text: str, *, there: bool = True, seconds: float = 20) -> float:
        """Seconds until a public path holds the text (or no longer does). Raises TimeoutError."""
        started = time.monotonic()
        while (text in self.get(path)[1].decode(errors="replace")) != there:
            if time.monotonic() - started > seconds:
                raise TimeoutError(
                    f"{path} after {seconds} s: {text!r} there={not there}\n{''.join(self.lines[-20:])}"
                )
            time.sleep(0.02)
        return time.monotonic() - started

    def read_output(self) -> None:
        """Keep what the process prints, so that its pipe never fills."""
        assert self.process.stdout is not None
        self.lines.extend(self.process.stdout)


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_site(data: Path, *options: str, ports: tuple[int, int] | None = None) -> Iterator[RunningSite]:
    """Start the site, wait until it says that it is ready, and stop it in the end as Ctrl-C does."""
    port, desk_port = ports or (free_port(), free_port())
    command = [
        sys.executable,
        "manage.py",
        "up",
        "--port",
        str(port),
        "--desk-port",
        str(desk_port),
        *options,
    ]
    names = {"BASE_URL", "DESK_URL", "DJANGO_SETTINGS_MODULE"}
    environment = {name: value for name, value in os.environ.items() if name not in names}
    environment |= {
        "DATA_DIR": str(data),
        "HUANAN_REVIEWS": "0",
        "HUANAN_ADMIN_PASSWORD": PASSWORD,
        "PYTHONUNBUFFERED": "1",
    }
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    site = RunningSite(port, desk_port, data, process)
    reader = threading.Thread(target=site.read_output, daemon=True)
    reader.start()
    try:
        _wait_until_announced(site)
        yield site
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        finally:
            # Nothing may outlive the site, or it would hold the pipe that the thread reads.
            left = everything_below(data)
            for pid in left:
                os.kill(pid, signal.SIGKILL)
            process.wait()
            reader.join()
            assert process.stdout is not None
            process.stdout.close()
        assert left == {}, "processes were left behind"


def everything_below(data: Path) -> dict[int, str]:
    """Process ids and command lines of everything that was started for a DATA folder, by its environment."""
    mark = f"DATA_DIR={data}".encode()
    found: dict[int, str] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


def manage(data: Path, *arguments: str, reviews: str = "0") -> subprocess.CompletedProcess[str]:
    """Run one command on a DATA folder."""
    environment = {**os.environ, "HUANAN_REVIEWS": reviews}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments, "--data", str(data)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def _wait_until_announced(site: RunningSite) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not any("Ctrl-C" in line for line in list(site.lines)):
        if site.process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the site did not start:\n" + "".join(site.lines))
        time.sleep(0.1)
