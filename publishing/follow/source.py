"""Where editions come from: what the two kinds of source have in common."""

from collections.abc import Sequence
from typing import Protocol

from publishing.edition.listing import FileEntry
from publishing.follow.draft import Draft


class Source(Protocol):
    """The `editions` folder of a builder, or a copy of it. Nothing that it gives is believed."""

    def read(self, name: str, limit: int) -> bytes:
        """One small file, such as `current.json`.

        Raises Missing where there is none, Refused for one of more than `limit` bytes, Unreachable otherwise.
        """

    def fetch(self, number: int, files: Sequence[FileEntry], draft: Draft) -> None:
        """Brings files of an edition into the draft, each one checked. Raises Fault; what was brought stays."""

    def close(self) -> None:
        """Lets go of connections; the source can be used again."""
