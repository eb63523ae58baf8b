"""One answer to one request, for WSGI and for Django's views alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, BinaryIO
from wsgiref.util import FileWrapper

from django.http import FileResponse, HttpResponse, HttpResponseBase

from publishing.reader.headers import Header

BLOCK = 64 * 1024
"""Bodies up to this many bytes are read at once; longer ones are sent in blocks of it."""

_LINES = {status: f"{status.value} {status.phrase}" for status in HTTPStatus}


@dataclass(slots=True)
class Answer:
    """Status, headers (Content-Length among them) and body. A file body stands at its first byte."""

    status: HTTPStatus
    headers: list[Header]
    body: bytes | BinaryIO = b""

    def as_wsgi(self, start_response: Any) -> Iterable[bytes]:
        """Starts the response and returns its body, as a WSGI application does."""
        # A copy, because servers add to the list and ours is prepared once for all requests.
        start_response(_LINES[self.status], list(self.headers))
        if isinstance(self.body, bytes):
            return [self.body]
        return FileWrapper(self.body, BLOCK)

    def as_django(self) -> HttpResponseBase:
        """The same as a Django response."""
        if isinstance(self.body, bytes):
            response: HttpResponseBase = HttpResponse(self.body, status=self.status)
        else:
            response = FileResponse(self.body, status=self.status)
        del response.headers["Content-Type"]
        for name, value in self.headers:
            response.headers[name] = value
        return response
