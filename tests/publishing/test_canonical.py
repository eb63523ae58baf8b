"""Equal values have equal bytes."""

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from publishing.canonical import canonical_json, sha256_hex

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_value_comes_back_and_order_of_names_does_not_matter(value: object) -> None:
    data = canonical_json(value)
    assert json.loads(data) == value
    assert canonical_json(json.loads(data, object_pairs_hook=lambda pairs: dict(reversed(pairs)))) == data


def test_bytes_are_those_of_the_standard() -> None:
    assert (
        canonical_json({"乙": 1, "a": [True, None, "\u2028€\n"]})
        == '{"a":[true,null,"\u2028€\\n"],"乙":1}'.encode()
    )


def test_what_would_lose_digits_is_refused() -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical_json(2**53 + 1)


def test_hash_is_sha256() -> None:
    assert sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
