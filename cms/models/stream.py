"""A StreamField whose blocks stay out of migrations: a new block, or another label, changes no table."""

from typing import Any

from wagtail.fields import StreamField


class BlockField(StreamField):
    """Wagtail's StreamField, told to migrations without its blocks."""

    def __init__(self, blocks: Any = (), **kwargs: Any) -> None:
        """`blocks` may be left out, as it is in migrations."""
        super().__init__(blocks, **kwargs)

    def deconstruct(self) -> Any:
        """Name, path and arguments without the blocks."""
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
