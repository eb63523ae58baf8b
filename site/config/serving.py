"""How granian is started, for the reader and for the desk."""

import sys

HOST = "127.0.0.1"


def granian(port: int, application: str, workers: int = 1) -> list[str]:
    """The command that serves a WSGI application on this machine. It starts a worker again that died."""
    options = f"--interface wsgi --host {HOST} --port {port} --workers {workers} --blocking-threads 4 --no-ws"
    # A worker that is told to stop while it starts does not hear it.
    kept_up = "--respawn-failed-workers --workers-kill-timeout 5 --log-level warning"
    return [sys.executable, "-m", "granian", *options.split(), *kept_up.split(), application]
