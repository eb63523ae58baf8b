"""Conditions and ranges, case by case after RFC 9110."""

from http import HTTPStatus

import pytest

from publishing.reader.conditions import UnsatisfiableRange, byte_range, precondition

TAG = '"abc"'
MANY_DIGITS = "9" * 5000
MODIFIED = 1_700_000_000
THEN = "Tue, 14 Nov 2023 22:13:20 GMT"
BEFORE = "Tue, 14 Nov 2023 22:13:19 GMT"
AFTER = "Tue, 14 Nov 2023 22:13:21 GMT"

NOT_MODIFIED = HTTPStatus.NOT_MODIFIED
FAILED = HTTPStatus.PRECONDITION_FAILED
OK = HTTPStatus.OK


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, OK),
        ({"HTTP_IF_NONE_MATCH": '"abc"'}, NOT_MODIFIED),
        ({"HTTP_IF_NONE_MATCH": 'W/"abc"'}, NOT_MODIFIED),
        ({"HTTP_IF_NONE_MATCH": '"x", W/"y","abc"'}, NOT_MODIFIED),
        ({"HTTP_IF_NONE_MATCH": '"a,b", "abc"'}, NOT_MODIFIED),
        ({"HTTP_IF_NONE_MATCH": "*"}, NOT_MODIFIED),
        ({"HTTP_IF_NONE_MATCH": '"abc-br"'}, OK),
        ({"HTTP_IF_NONE_MATCH": '"xabcx"'}, OK),
        ({"HTTP_IF_NONE_MATCH": "abc"}, OK),
        ({"HTTP_IF_NONE_MATCH": ""}, OK),
        ({"HTTP_IF_MODIFIED_SINCE": THEN}, NOT_MODIFIED),
        ({"HTTP_IF_MODIFIED_SINCE": AFTER}, NOT_MODIFIED),
        ({"HTTP_IF_MODIFIED_SINCE": BEFORE}, OK),
        ({"HTTP_IF_MODIFIED_SINCE": "yesterday"}, OK),
        # The tag decides alone where both are sent.
        ({"HTTP_IF_NONE_MATCH": '"other"', "HTTP_IF_MODIFIED_SINCE": AFTER}, OK),
        ({"HTTP_IF_MATCH": '"abc"'}, OK),
        ({"HTTP_IF_MATCH": "*"}, OK),
        ({"HTTP_IF_MATCH": 'W/"abc"'}, FAILED),
        ({"HTTP_IF_MATCH": '"other"'}, FAILED),
        ({"HTTP_IF_MATCH": '"other"', "HTTP_IF_NONE_MATCH": '"abc"'}, FAILED),
        ({"HTTP_IF_UNMODIFIED_SINCE": BEFORE}, FAILED),
        ({"HTTP_IF_UNMODIFIED_SINCE": THEN}, OK),
        ({"HTTP_IF_UNMODIFIED_SINCE": "never"}, OK),
    ],
)
def test_preconditions(headers: dict[str, str], status: HTTPStatus) -> None:
    assert precondition(headers, TAG, MODIFIED) is status


@pytest.mark.parametrize(
    ("spec", "part"),
    [
        ("bytes=0-0", range(1)),
        ("bytes=0-", range(10)),
        ("bytes=9-", range(9, 10)),
        ("bytes=2-4", range(2, 5)),
        ("bytes=2-400", range(2, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-300", range(10)),
        ("Bytes=2-4", range(2, 5)),
        # More digits than Python reads as a number.
        (f"bytes=2-{MANY_DIGITS}", range(2, 10)),
        (f"bytes=-{MANY_DIGITS}", range(10)),
        ("bytes=" + "0" * 5000 + "2-4", range(2, 5)),
        (f"bytes={MANY_DIGITS}-4", None),
        # Not valid, or not ours to serve in parts: the whole body.
        ("bytes=4-2", None),
        ("bytes=0-1,3-4", None),
        ("bytes=-", None),
        ("bytes=a-b", None),
        ("bytes=--1", None),
        ("items=0-1", None),
        ("bytes", None),
        ("", None),
    ],
)
def test_ranges_of_ten_bytes(spec: str, part: range | None) -> None:
    assert byte_range({"HTTP_RANGE": spec}, TAG, MODIFIED, 10) == part


@pytest.mark.parametrize(
    ("spec", "size"),
    [("bytes=10-", 10), ("bytes=-0", 10), ("bytes=0-0", 0), ("bytes=-1", 0), (f"bytes={MANY_DIGITS}-", 10)],
)
def test_a_range_outside_the_body_is_refused(spec: str, size: int) -> None:
    with pytest.raises(UnsatisfiableRange):
        byte_range({"HTTP_RANGE": spec}, TAG, MODIFIED, size)


@pytest.mark.parametrize(
    ("if_range", "part"),
    [
        ('"abc"', range(1)),
        (THEN, range(1)),
        ('W/"abc"', None),
        ('"other"', None),
        (BEFORE, None),
        (AFTER, None),
        ("nonsense", None),
    ],
)
def test_if_range(if_range: str, part: range | None) -> None:
    headers = {"HTTP_RANGE": "bytes=0-0", "HTTP_IF_RANGE": if_range}
    assert byte_range(headers, TAG, MODIFIED, 10) == part
