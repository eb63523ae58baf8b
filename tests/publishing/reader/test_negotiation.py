"""Codings and media types by their weights."""

import tracemalloc

import pytest

from publishing.reader.negotiation import coding, media_type

BOTH = ("br", "gzip")
FORMS = ("text/html", "application/json")


@pytest.mark.parametrize(
    ("accepted", "available", "chosen"),
    [
        ("", BOTH, "identity"),
        ("gzip, deflate, br, zstd", BOTH, "br"),
        ("gzip, deflate", BOTH, "gzip"),
        ("GZIP", BOTH, "gzip"),
        ("br", ("gzip",), "identity"),
        ("br;q=0, gzip", BOTH, "gzip"),
        ("br;q=0.5, gzip;q=0.8", BOTH, "gzip"),
        ("br;q=0.5, identity", BOTH, "identity"),
        ("identity;q=0.5, gzip;q=0.5", BOTH, "gzip"),
        ("br;q=nonsense, gzip", BOTH, "gzip"),
        ("*", BOTH, "identity"),
        ("brotli", BOTH, "identity"),
        ("gzip", (), "identity"),
    ],
)
def test_coding(accepted: str, available: tuple[str, ...], chosen: str) -> None:
    assert coding(accepted, available) == chosen


def test_a_huge_header_is_not_kept_in_memory() -> None:
    tracemalloc.start()
    for number in range(100):
        assert coding(f"gzip, x{number}{'y' * 100_000}", BOTH) == "gzip"
        assert media_type(f"text/html, x{number}/{'y' * 100_000}", FORMS) == "text/html"
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 1_000_000


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("application/json", "application/json"),
        ("application/json, */*;q=0.1", "application/json"),
        ("application/*", "application/json"),
        ("text/html;q=0, */*", "application/json"),
        ("text/html;q=0.4, application/json;q=0.5", "application/json"),
        ("text/turtle", None),
        ("*/*;q=0", None),
    ],
)
def test_media_type(accepted: str, chosen: str | None) -> None:
    assert media_type(accepted, FORMS) == chosen
