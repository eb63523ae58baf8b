"""Content that answers from what it was given, for tests that need no database."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from cms.rendering import Question
from publishing.contract import Link
from publishing.page_view import NumberView


class FixedContent:
    """Some public paths, some pages by key, and the numbers of some indicators."""

    def __init__(
        self,
        paths: Collection[str],
        pages: Mapping[int, Link] | None = None,
        numbers: Mapping[str, Sequence[NumberView]] | None = None,
        note: str = "",
    ) -> None:
        self.paths = paths
        self.pages = pages or {}
        self.known = numbers or {}
        self.note = note

    def answer(self, question: Question) -> Any:
        """See `cms.rendering.Content`."""
        match question:
            case ("is_public", path):
                return path in self.paths
            case ("page_link", key):
                return self.pages.get(key)
            case ("numbers", indicator):
                return tuple(self.known.get(indicator, ()))
            case ("numbers_note",):
                return self.note
            case ("all_rows", _):
                return ""
        raise KeyError(question)

    def pages_of(self, keys: Sequence[int]) -> Sequence[Any]:
        """See `cms.rendering.Content`; there is none."""
        return ()
