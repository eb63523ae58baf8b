"""Asks a site at a steady rate on kept connections, and keeps what came back."""

import http.client
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from types import TracebackType
from typing import Self

CONNECTIONS = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer. Times are of the monotonic clock."""

    begun: float
    ended: float
    path: str
    status: int
    etag: str
    sha256: str


@dataclass
class SteadyLoad:
    """Runs between `with` and its end. A failed connection is an answer with status 0."""

    port: int
    paths: Sequence[str]
    rate: int
    """Requests a second, as far as machine and site keep up."""
    seen: list[Seen] = field(default_factory=list)
    started: float = 0.0
    seconds: float = 0.0
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.started = time.monotonic()
        self._threads = [threading.Thread(target=self._run, args=(each,)) for each in range(CONNECTIONS)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()
        self.seconds = time.monotonic() - self.started

    def _run(self, first: int) -> None:
        """Every fourth path, starting with its own; late requests are not made up for."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        pause = CONNECTIONS / self.rate
        due, place = time.monotonic(), first
        while not self._stop.is_set():
            self.seen.append(self._ask(connection, self.paths[place % len(self.paths)]))
            place += 1
            due = max(due + pause, time.monotonic() - pause)
            time.sleep(max(0.0, due - time.monotonic()))
        connection.close()

    def _ask(self, connection: http.client.HTTPConnection, path: str) -> Seen:
        begun = time.monotonic()
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            return Seen(begun, time.monotonic(), path, 0, repr(error), "")
        etag = answer.headers.get("ETag", "")
        return Seen(begun, time.monotonic(), path, answer.status, etag, sha256(body).hexdigest())
