"""A WSGI client in this process; it insists on one answer with each header once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes
from wsgiref.util import setup_testing_defaults


@dataclass(frozen=True)
class Reply:
    """What came back; header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as UTF-8."""
        return self.body.decode()


class WsgiClient:
    """Calls a WSGI application in this process."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        """Keeps the application."""
        self.application = application

    def get(self, target: str, **headers: str) -> Reply:
        """A GET; `if_none_match="…"` becomes the header If-None-Match."""
        return self.ask("GET", target, **headers)

    def head(self, target: str, **headers: str) -> Reply:
        """A HEAD."""
        return self.ask("HEAD", target, **headers)

    def ask(self, method: str, target: str, **headers: str) -> Reply:
        """Any request; `target` is a percent-encoded path with its query."""
        path, _, query = target.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        setup_testing_defaults(environ)
        environ["SCRIPT_NAME"] = ""
        seen: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, pairs: list[tuple[str, str]], exc_info: object = None) -> None:
            assert len({name.lower() for name, _ in pairs}) == len(pairs), f"repeated header in {pairs}"
            seen.append((status, pairs))

        chunks = self.application(environ, start_response)
        try:
            body = b"".join(chunks)
        finally:
            getattr(chunks, "close", lambda: None)()
        assert len(seen) == 1
        status, pairs = seen[0]
        return Reply(int(status.split()[0]), {name.lower(): value for name, value in pairs}, body)
