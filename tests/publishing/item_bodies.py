"""The bytes of items that were not put into a store yet."""

from publishing.contract import Item


def body_of(item: Item) -> bytes:
    """The bytes. Raises AssertionError for an item that only names them."""
    assert isinstance(item.body, bytes)
    return item.body
