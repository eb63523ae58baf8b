"""A static web server in this process that can be told to misbehave."""

import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Misbehaviour = Callable[[BaseHTTPRequestHandler, bytes], None]
"""Answers instead of the server; is given the bytes of the file."""


class SourceServer:
    """Serves a folder as plain files. `misbehave` maps the end of a path to what is done instead."""

    def __init__(self, root: Path) -> None:
        """Starts at once on a free port."""
        self.root = root
        self.asked: list[str] = []
        self.misbehave: dict[str, Misbehaviour] = {}
        self.at_request: Callable[[int], None] = lambda count: None
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.answer(self)

            def log_message(self, format: str, *args: object) -> None:
                """Silent."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                """A follower that was killed hangs up; that is no fault of the test."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def stop(self) -> None:
        """Ends it."""
        self._server.shutdown()
        self._server.server_close()

    def fetched(self) -> list[str]:
        """The files of editions that were asked for since the last call, the signed lists apart."""
        found = [path for path in self.asked if path.count("/") > 1 and "/.edition/store.json" not in path]
        self.asked.clear()
        return found

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """One request."""
        self.asked.append(handler.path)
        self.at_request(len(self.asked))
        file = self.root / handler.path[1:]
        body = file.read_bytes() if file.is_file() else None
        for end, instead in self.misbehave.items():
            if handler.path.endswith(end):
                instead(handler, body or b"")
                return
        if body is None:
            send(handler, b"", status=404)
        else:
            send(handler, body)


def send(
    handler: BaseHTTPRequestHandler,
    body: bytes,
    *,
    status: int = 200,
    length: int | None = None,
    **headers: str,
) -> None:
    """An answer, in one write; `length` is what Content-Length claims."""
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    for name, value in headers.items():
        handler.send_header(name, value)
    # `end_headers` would write them apart, which costs 40 ms on a kept connection.
    handler._headers_buffer.append(b"\r\n" + body)  # type: ignore[attr-defined]
    handler.flush_headers()


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    """Ends the connection at once, as a server that dies does."""
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)
