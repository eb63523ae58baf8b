"""One resource of an edition, with the headers of every coding prepared once."""

from dataclasses import dataclass
from http import HTTPStatus
from io import FileIO
from pathlib import Path
from typing import BinaryIO, cast

from django.utils.http import http_date
from whitenoise.responders import SlicedFile

from publishing.reader import conditions, negotiation
from publishing.reader.answer import BLOCK, Answer
from publishing.reader.headers import Header, not_modified

_SUFFIXES = {negotiation.IDENTITY: "", "br": ".br", "gzip": ".gz"}


class ShortFile(Exception):
    """A file of the edition holds fewer bytes than its signed list says."""


@dataclass(frozen=True, slots=True)
class Coded:
    """One coding of a resource, ready to send."""

    file: str
    size: int
    etag: str
    headers: list[Header]
    headers_304: list[Header]


@dataclass(frozen=True, slots=True)
class ResourceFacts:
    """What the signed list says of a resource, and the headers that follow from its path."""

    file: str
    media_type: str
    sha256: str
    modified: int
    """Seconds since 1970 at which this path got these bytes."""
    sizes: dict[str, int]
    """Bytes on disk by coding; `identity` is always there."""
    headers: tuple[Header, ...]


class PublishedFile:
    """Answers GET and HEAD for one resource. Opens its file per request and asks the disk nothing else."""

    __slots__ = ("_coded", "_codings", "facts")

    def __init__(self, facts: ResourceFacts) -> None:
        """Prepares the headers of every coding."""
        self.facts = facts
        self._codings = tuple(name for name in ("br", "gzip") if name in facts.sizes)
        self._coded = {name: _coded(facts, name) for name in (negotiation.IDENTITY, *self._codings)}

    @property
    def is_html(self) -> bool:
        """Whether the resource is a page."""
        return self.facts.media_type.startswith("text/html")

    @property
    def is_there(self) -> bool:
        """Whether the disk still has it."""
        return Path(self.facts.file).is_file()

    def answer(self, method: str, environ: conditions.Environ) -> Answer:
        """The answer to a GET or HEAD with any conditions."""
        coded = self.choose(environ)
        if not environ.keys().isdisjoint(conditions.CONDITIONS):
            return self._conditional(method, environ, coded)
        if method == "HEAD":
            return Answer(HTTPStatus.OK, coded.headers)
        return Answer(HTTPStatus.OK, coded.headers, _body(coded, range(coded.size)))

    def choose(self, environ: conditions.Environ) -> Coded:
        """The coding that the client likes best."""
        return self._coded[negotiation.coding(environ.get("HTTP_ACCEPT_ENCODING", ""), self._codings)]

    def read(self, coding: str = negotiation.IDENTITY) -> bytes:
        """All bytes of one coding."""
        return Path(self._coded[coding].file).read_bytes()

    def _conditional(self, method: str, environ: conditions.Environ, coded: Coded) -> Answer:
        modified = self.facts.modified
        status = conditions.precondition(environ, coded.etag, modified)
        if status is not HTTPStatus.OK:
            return Answer(status, coded.headers_304)
        if method == "HEAD":  # ranges are defined for GET alone
            return Answer(HTTPStatus.OK, coded.headers)
        try:
            part = conditions.byte_range(environ, coded.etag, modified, coded.size)
        except conditions.UnsatisfiableRange:
            return _unsatisfiable(coded)
        if part is None:
            return Answer(HTTPStatus.OK, coded.headers, _body(coded, range(coded.size)))
        return Answer(HTTPStatus.PARTIAL_CONTENT, _part_headers(coded, part), _body(coded, part))


def _coded(facts: ResourceFacts, coding: str) -> Coded:
    """One coding of the resource with its headers."""
    suffix = "" if coding == negotiation.IDENTITY else f"-{coding}"
    etag = f'"{facts.sha256}{suffix}"'
    size = facts.sizes[coding]
    headers = [
        ("Content-Type", facts.media_type),
        ("Content-Length", str(size)),
        ("ETag", etag),
        ("Last-Modified", http_date(facts.modified)),
        ("Accept-Ranges", "bytes"),
        ("Vary", "Accept-Encoding"),
        *facts.headers,
    ]
    if suffix:
        headers.insert(1, ("Content-Encoding", coding))
    return Coded(facts.file + _SUFFIXES[coding], size, etag, headers, not_modified(headers))


def _body(coded: Coded, part: range) -> bytes | BinaryIO:
    """The bytes of a part: read at once when short, else an open file that ends with the part."""
    file = open(coded.file, "rb", buffering=0)  # noqa: SIM115, PTH123 - the server closes a long body; a Path costs
    if len(part) > BLOCK:
        return cast(BinaryIO, SlicedFile(file, part.start, part.stop - 1))
    with file:
        return _read(file, coded, part)


def _read(file: FileIO, coded: Coded, part: range) -> bytes:
    """Exactly the bytes of the part. Raises ShortFile when the file has been cut."""
    if part.start:
        file.seek(part.start)
    data = file.read(len(part))
    if len(data) != len(part):
        raise ShortFile(f"{coded.file}: {len(data)} bytes where the list says {len(part)}")
    return data


def _part_headers(coded: Coded, part: range) -> list[Header]:
    """The headers of a 206."""
    headers = [pair for pair in coded.headers if pair[0] != "Content-Length"]
    headers.append(("Content-Range", f"bytes {part.start}-{part.stop - 1}/{coded.size}"))
    headers.append(("Content-Length", str(len(part))))
    return headers


def _unsatisfiable(coded: Coded) -> Answer:
    """A 416 that says how long the representation is."""
    extra = [("Content-Range", f"bytes */{coded.size}"), ("Content-Length", "0")]
    return Answer(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, [*extra, *coded.headers_304])
