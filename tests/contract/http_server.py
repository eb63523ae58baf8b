"""A web server in a process of its own, asked over HTTP one connection at a time."""

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.publishing.reader.wsgi_client import Reply

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds to wait for the first answer."""


class HttpServer:
    """Starts with the object; `stop` ends it. It asks like `WsgiClient`."""

    def __init__(self, port: int, command: Sequence[str], log: Path, environment: Mapping[str, str]) -> None:
        """Runs the command; raises RuntimeError with its log when nothing answers on the port."""
        self.port = port
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")}
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env={**inherited, **environment}, stdout=output, stderr=output
            )
        self._wait(log)

    def get(self, target: str, **headers: str) -> Reply:
        """A GET; `if_none_match="…"` becomes the header If-None-Match."""
        return self.ask("GET", target, **headers)

    def head(self, target: str, **headers: str) -> Reply:
        """A HEAD."""
        return self.ask("HEAD", target, **headers)

    def ask(self, method: str, target: str, **headers: str) -> Reply:
        """Any request, on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest(method, target, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            response = connection.getresponse()
            body = response.read()
            pairs = {(name.lower(), value) for name, value in response.headers.items()}
            # nginx writes its headers twice into a 416, which says nothing new.
            assert len({name for name, _ in pairs}) == len(pairs), f"two values in {response.headers}"
            return Reply(response.status, dict(pairs), body)
        finally:
            connection.close()

    def stop(self) -> None:
        """Ends the process and waits for it."""
        self.process.terminate()
        self.process.wait(timeout=15)

    def _wait(self, log: Path) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                self.get("/healthz")
            except OSError:
                time.sleep(0.05)
            else:
                return
        self.process.kill()
        self.process.wait()
        raise RuntimeError(f"no answer from {self.process.args!r}: {log.read_text()}")


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
