"""The reader as it runs in public: granian in a process of its own, asked over HTTP."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.publishing.reader.wsgi_client import Reply

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds to wait for the first answer."""


class GranianServer:
    """Starts with the object; `stop` ends it. It asks like `WsgiClient`."""

    def __init__(self, data: Path, log: Path) -> None:
        """Serves the DATA folder; raises RuntimeError with the log when nothing answers."""
        self.port = _free_port()
        granian = str(Path(sys.executable).with_name("granian"))
        command = [granian, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)]
        environment = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")}
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [*command, "--no-ws", "publishing.reader.wsgi:application"],
                cwd=ROOT,
                env={**environment, "DATA_DIR": str(data)},
                stdout=output,
                stderr=output,
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
            return Reply(
                response.status, {name.lower(): value for name, value in response.headers.items()}, body
            )
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
        raise RuntimeError(f"granian gave no answer: {log.read_text()}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
