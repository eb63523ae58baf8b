"""A source behind any static web server or bucket: plain GETs, a few connections kept alive."""

import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic, sleep
from typing import TypeVar
from urllib.parse import quote, urljoin, urlsplit

from publishing.edition.listing import FileEntry
from publishing.follow.draft import CHUNK, Draft
from publishing.follow.faults import Fault, Missing, Refused, Unreachable

CONNECTIONS = 8
TIMEOUT = 30.0
"""Seconds of silence after which a connection is given up."""
PAUSES = (0.0, 0.5, 2.0, 8.0)
"""Seconds before each new try. The first is for a kept connection that the server has closed meanwhile."""
SLOWEST = 4096
"""Bytes per second; a source that drips slower holds nobody up for longer than its size at this speed."""
REDIRECTS = 3

T = TypeVar("T")


class _Passing(Exception):
    """An answer that may be another one in a moment."""


class HttpSource:
    """Reads below one address. Redirects are followed on the same host only."""

    def __init__(self, address: str) -> None:
        """Raises ValueError, in Chinese, for an address that cannot be one."""
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError(f"来源不是 http(s) 地址：{address}")
        if parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError("来源地址里不要带问号、井号或口令。")
        self._origin = _origin(address)
        self._base = address.rstrip("/") + "/"
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._own = threading.local()
        self._opened: list[HTTPConnection] = []

    def read(self, name: str, limit: int) -> bytes:
        """See Source."""
        return self._tried(name, lambda response: _read(response, name, limit))

    def fetch(self, number: int, files: Sequence[FileEntry], draft: Draft) -> None:
        """See Source. After the first fault no further file is begun."""
        stopped = threading.Event()

        def bring(entry: FileEntry) -> None:
            if stopped.is_set():
                return
            try:
                self._tried(
                    f"{number}/{entry['path']}",
                    lambda response: draft.write(entry, _chunks(response, entry["size"])),
                )
            except BaseException:
                stopped.set()
                raise

        pool = ThreadPoolExecutor(CONNECTIONS, "fetch")
        try:
            # The large ones first, so that none is left over for a single thread at the end.
            ordered = sorted(files, key=lambda entry: -entry["size"])
            for future in [pool.submit(bring, entry) for entry in ordered]:
                future.result()
        finally:
            stopped.set()
            pool.shutdown(cancel_futures=True)
            self.close()

    def close(self) -> None:
        """See Source."""
        while self._opened:
            self._opened.pop().close()
        self._own = threading.local()

    def _tried(self, name: str, use: Callable[[HTTPResponse], T]) -> T:
        """What `use` makes of the answer, tried again after faults of the network."""
        last = ""
        for pause in (None, *PAUSES):
            if pause:
                sleep(pause)
            try:
                with closing(self._get(self._base + quote(name))) as response:
                    return use(response)
            except (Missing, Refused):
                self._drop()
                raise
            except (OSError, HTTPException, _Passing, Unreachable) as error:
                last = str(error) or type(error).__name__
                self._drop()
            except Fault:
                self._drop()
                raise
        raise Unreachable(f"取不到 {name}：{last.splitlines()[0][:120]}")

    def _get(self, address: str) -> HTTPResponse:
        for _ in range(REDIRECTS + 1):
            response = self._ask(address)
            if response.status == 200:
                return response
            response.close()
            if response.status not in {301, 302, 303, 307, 308}:
                raise _fault_of(response.status, address)
            address = _moved(address, response.headers.get("Location", ""))
            if _origin(address) != self._origin:
                raise Refused(f"来源把请求转到另一台主机（{urlsplit(address).netloc[:80]}），没有跟去。")
            self._drop()
        raise Refused("来源一再转向，没有跟去。")

    def _ask(self, address: str) -> HTTPResponse:
        parts = urlsplit(address)
        connection = self._connection()
        # Stored bytes are wanted as they are: a server must not code them once more.
        headers = {"User-Agent": "huanan-follow", "Accept-Encoding": "identity", "Cache-Control": "no-cache"}
        connection.request(
            "GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), headers=headers
        )
        return connection.getresponse()

    def _connection(self) -> HTTPConnection:
        """This thread's connection, kept alive."""
        kept: HTTPConnection | None = getattr(self._own, "connection", None)
        if kept is None:
            _, host, port = self._origin
            if self._tls is not None:
                kept = HTTPSConnection(host, port, timeout=TIMEOUT, context=self._tls)
            else:
                kept = HTTPConnection(host, port, timeout=TIMEOUT)
            self._own.connection = kept
            self._opened.append(kept)
        return kept

    def _drop(self) -> None:
        """Gives the connection up; what is left of an answer must not be taken for the next one."""
        kept: HTTPConnection | None = getattr(self._own, "connection", None)
        if kept is not None:
            kept.close()


def _moved(address: str, location: str) -> str:
    """Where a redirect leads. Raises Refused for what is no address."""
    try:
        moved = urljoin(address, location)
        moved.encode("ascii")
    except ValueError as error:
        raise Refused("来源转向的地址读不懂，没有跟去。") from error
    return moved


def _origin(address: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(address)
        return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:  # a port that is none
        return "", "", 0


def _fault_of(status: int, address: str) -> Exception:
    # Buckets that may not be listed say 403 for what is not there.
    if status in {403, 404, 410}:
        return Missing(f"来源没有 {urlsplit(address).path[-120:]}（{status}）。")
    if status in {408, 425, 429} or status >= 500:
        return _Passing(f"来源答复 {status}")
    return Refused(f"来源答复 {status}，不知道是什么意思。")


def _read(response: HTTPResponse, name: str, limit: int) -> bytes:
    data = bytearray()
    for chunk in _chunks(response, limit):
        data += chunk
        if len(data) > limit:
            raise Refused(f"{name} 大得不像话，没有采用。")
    return bytes(data)


def _chunks(response: HTTPResponse, size: int) -> Iterator[bytes]:
    """The body as it comes, at most one receive at a time. Raises Unreachable for one that drips."""
    until = monotonic() + TIMEOUT + size / SLOWEST
    while chunk := response.read1(CHUNK):
        yield chunk
        if monotonic() > until:
            raise Unreachable("来源太慢")
    response.read()  # nothing is left, but only this frees the connection for the next file
