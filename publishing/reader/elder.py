"""The one transformation of a page: `?elder=1` marks `<html>`, and the style sheet does the rest."""

import gzip
from http import HTTPStatus
from urllib.parse import parse_qsl

from publishing.reader import conditions, negotiation
from publishing.reader.answer import Answer
from publishing.reader.headers import not_modified
from publishing.reader.published_file import PublishedFile

_OPENING = b"<html"
_MARKED = b'<html data-elder="1"'


def wants_elder(query: str) -> bool:
    """Whether the query asks for the elder mode."""
    return "elder=" in query and ("elder", "1") in parse_qsl(query)


def mark(body: bytes) -> bytes:
    """The page with the mark on its `<html>`."""
    return body.replace(_OPENING, _MARKED, 1)


def elder_answer(page: PublishedFile, method: str, environ: conditions.Environ) -> Answer:
    """The page with its mark, under an ETag of its own; conditions hold, ranges are ignored."""
    coding = negotiation.coding(environ.get("HTTP_ACCEPT_ENCODING", ""), ("gzip",))
    etag = f'"{page.facts.sha256}-elder{"" if coding == negotiation.IDENTITY else "-gzip"}"'
    plain = page.choose({}).headers
    headers = [pair for pair in plain if pair[0] not in {"Content-Length", "ETag", "Accept-Ranges"}]
    headers.append(("ETag", etag))
    status = conditions.precondition(environ, etag, page.facts.modified)
    if status is not HTTPStatus.OK:
        return Answer(status, not_modified(headers))
    body = mark(page.read())
    if coding != negotiation.IDENTITY:
        headers.append(("Content-Encoding", coding))
        body = gzip.compress(body, 6, mtime=0)
    headers.append(("Content-Length", str(len(body))))
    return Answer(HTTPStatus.OK, headers, b"" if method == "HEAD" else body)
