"""Answers that are computed: their ETag comes from their bytes, so conditions hold for them as for files."""

import gzip
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus

from django.utils.http import http_date

from publishing.reader import conditions, negotiation
from publishing.reader.answer import Answer
from publishing.reader.headers import Header, not_modified, safety, vary

_WORTH_CODING = 500
"""Bytes below which gzip saves nothing on the wire."""


def computed(
    environ: conditions.Environ,
    body: bytes,
    *,
    path: str,
    base_url: str,
    media_type: str,
    modified: datetime,
    cache: str,
    extra: Sequence[Header] = (),
) -> Answer:
    """The answer to a GET or HEAD. `path` decides about CORS and Vary; `extra` is Link and the like."""
    available = ("gzip",) if len(body) > _WORTH_CODING else ()
    coding = negotiation.coding(environ.get("HTTP_ACCEPT_ENCODING", ""), available)
    suffix = "" if coding == negotiation.IDENTITY else f"-{coding}"
    etag = f'"{sha256(body).hexdigest()}{suffix}"'
    headers: list[Header] = [
        ("Content-Type", media_type),
        ("ETag", etag),
        ("Last-Modified", http_date(modified.timestamp())),
        ("Cache-Control", cache),
        ("Vary", vary(path)),
        *extra,
        *safety(path, base_url),
    ]
    status = conditions.precondition(environ, etag, int(modified.timestamp()))
    if status is not HTTPStatus.OK:
        return Answer(status, not_modified(headers))
    if suffix:
        body = gzip.compress(body, 5, mtime=0)
        headers.append(("Content-Encoding", coding))
    headers.append(("Content-Length", str(len(body))))
    return Answer(HTTPStatus.OK, headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else body)
