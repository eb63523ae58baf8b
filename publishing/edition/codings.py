"""The codings in which text is published beside its plain bytes."""

import gzip
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import brotli

LEAST_SIZE = 200
"""Bytes up to which coding gains nothing worth a second file."""


@dataclass(frozen=True, slots=True)
class Coding:
    """One content coding: its name in HTTP, what it adds to a file name, and both directions."""

    name: str
    suffix: str
    encode: Callable[[bytes], bytes]
    decode: Callable[[bytes], bytes]
    """Raises ValueError for bytes that are not this coding."""


def _gzip(data: bytes) -> bytes:
    # Level 6 and no time: measured as the best bargain, and equal input gives equal files.
    return gzip.compress(data, compresslevel=6, mtime=0)


def _gunzip(data: bytes) -> bytes:
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as fault:
        raise ValueError("not gzip") from fault


def _brotli(data: bytes) -> bytes:
    return cast(bytes, brotli.compress(data, quality=5))


def _unbrotli(data: bytes) -> bytes:
    try:
        return cast(bytes, brotli.decompress(data))
    except brotli.error as fault:
        raise ValueError("not brotli") from fault


CODINGS = (Coding("br", ".br", _brotli, _unbrotli), Coding("gzip", ".gz", _gzip, _gunzip))
"""In the order in which a reader prefers them."""


def coding(name: str) -> Coding:
    """The coding of that HTTP name. Raises KeyError for one that we do not publish."""
    return _BY_NAME[name]


_BY_NAME = {known.name: known for known in CODINGS}
