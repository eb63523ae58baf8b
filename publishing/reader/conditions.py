"""Conditional and range requests after RFC 9110, as pure functions of a WSGI environ."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.utils.http import parse_http_date_safe

Environ = Mapping[str, Any]

CONDITIONS = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_RANGE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
)
"""The environ keys that make an answer differ from the plain one."""

# An entity-tag is quoted, so a comma inside the quotes does not end it.
_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_RANGE = re.compile(r"([0-9]*)-([0-9]*)")
_MOST_DIGITS = 18


class UnsatisfiableRange(Exception):
    """A well-formed range that holds no byte of the representation: 416."""


def precondition(environ: Environ, etag: str, modified: int) -> HTTPStatus:
    """OK, NOT_MODIFIED or PRECONDITION_FAILED for a GET or HEAD, in the order of RFC 9110, 13.2.2.

    `etag` is strong and quoted; `modified` is in seconds since 1970. Unreadable dates are ignored.
    """
    wanted = environ.get("HTTP_IF_MATCH")
    if wanted is not None:
        if not _listed(wanted, etag, weak=False):
            return HTTPStatus.PRECONDITION_FAILED
    elif _earlier(environ.get("HTTP_IF_UNMODIFIED_SINCE"), modified):
        return HTTPStatus.PRECONDITION_FAILED
    held = environ.get("HTTP_IF_NONE_MATCH")
    if held is not None:
        return HTTPStatus.NOT_MODIFIED if _listed(held, etag, weak=True) else HTTPStatus.OK
    since = _date(environ.get("HTTP_IF_MODIFIED_SINCE"))
    return HTTPStatus.NOT_MODIFIED if since is not None and modified <= since else HTTPStatus.OK


def byte_range(environ: Environ, etag: str, modified: int, size: int) -> range | None:
    """The one range of bytes to send to a GET, or None for the whole body.

    Several ranges, other units and bad syntax give the whole body, as does an If-Range that no longer holds.
    Raises UnsatisfiableRange when the range lies outside `size` bytes.
    """
    text = environ.get("HTTP_RANGE")
    if text is None or not _still_the_same(environ.get("HTTP_IF_RANGE"), etag, modified):
        return None
    unit, _, spec = text.partition("=")
    match = _RANGE.fullmatch(spec.strip())
    if unit.strip().lower() != "bytes" or match is None or match.groups() == ("", ""):
        return None
    return _within(match[1], match[2], size)


def _within(first: str, last: str, size: int) -> range | None:
    """The bytes that `first-last`, `first-` or `-length` name in a body of `size` bytes."""
    if not first:
        length = _position(last)
        if length == 0 or size == 0:
            raise UnsatisfiableRange
        return range(max(size - length, 0), size)
    start = _position(first)
    if last and _position(last) < start:
        return None  # not a valid range, so it is ignored and not refused
    if start >= size:
        raise UnsatisfiableRange
    return range(start, min(_position(last), size - 1) + 1 if last else size)


def _position(digits: str) -> int:
    """The number; one that no file reaches is cut short, because Python refuses to read thousands of digits."""
    plain = digits.lstrip("0")
    return int(plain or "0") if len(plain) <= _MOST_DIGITS else 10**_MOST_DIGITS


def _listed(header: str, etag: str, *, weak: bool) -> bool:
    """Whether a list of entity-tags, or `*`, holds the tag; the weak comparison overlooks `W/`."""
    if header == etag or header.strip() == "*":
        return True
    return any(tag == etag and (weak or not mark) for mark, tag in _TAG.findall(header))


def _still_the_same(if_range: str | None, etag: str, modified: int) -> bool:
    """Whether If-Range allows a part: the same strong tag, or exactly the same date."""
    if if_range is None or if_range == etag:
        return True
    return not if_range.startswith(('"', "W/")) and _date(if_range) == modified


def _earlier(header: str | None, modified: int) -> bool:
    """Whether the date in the header is before the last modification."""
    date = _date(header)
    return date is not None and date < modified


def _date(header: str | None) -> int | None:
    """Seconds since 1970, or None for an absent or unreadable date."""
    return parse_http_date_safe(header) if header else None
