"""What a page reads while it is rendered: addresses, pictures, numbers, relations, and which pages are public.

One object for one rendering. Whatever it answers is recorded as the question that was asked, so that a later build
asks the questions again and renders only what would be answered differently.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, cast

from publishing.addresses import Addresses
from publishing.contract import Link
from publishing.page_view import Column, NumberView

if TYPE_CHECKING:
    from cms.relations import Relations

Question = tuple[Any, ...]
"""The name of a question and what it is about, such as `("deeds_of_area", 3)`: texts, numbers, and tuples of them."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """Where a picture is for readers, and its size in pixels."""

    address: str
    width: int
    height: int


class Pictures(Protocol):
    """Turns an uploaded picture into the one that readers get."""

    def file_of(self, image: Any) -> PictureFile:
        """The re-encoded picture. Raises OSError when the upload cannot be read."""
        ...


@dataclass(frozen=True, slots=True)
class AttachmentFile:
    """Where an attachment is for readers, and what they are told of it."""

    address: str
    extension: str
    size: int
    """In bytes."""


class Attachments(Protocol):
    """Turns an uploaded file into the one that readers get."""

    def file_of(self, attachment: Any) -> AttachmentFile | None:
        """The file; None for one that is not for the public. Raises OSError when the upload cannot be read."""
        ...


class Content(Protocol):
    """The public records of a moment: see `cms.public_content.PublicContent`."""

    def answer(self, question: Question) -> Any:
        """The answer to a question, a plain value. Raises KeyError for a question that nobody answers."""
        ...

    def pages_of(self, keys: Sequence[int]) -> Sequence[Any]:
        """Pages with what their views read, in the order of their keys; those that went meanwhile are left out."""
        ...


@dataclass(frozen=True, slots=True)
class Rendering:
    """The world as one rendering sees it. `reads` gathers what was asked of it."""

    addresses: Addresses
    pictures: Pictures
    attachments: Attachments
    home_path: str
    """`url_path` of the home page in Wagtail's tree; public paths are below it."""
    as_of: date
    """The day, in Shanghai, that states derived from dates are of; `read("turn", …)` where one is derived."""
    content: Content
    reads: set[Question] = field(default_factory=set)

    def fresh(self) -> "Rendering":
        """The same world with no reads recorded yet."""
        return replace(self, reads=set())

    def ask(self, name: str, *about: Any) -> Any:
        """The answer of the world, and a record that it was asked for."""
        question = (name, *about)
        self.reads.add(question)
        return self.content.answer(question)

    def read(self, kind: str, key: object) -> None:
        """Record that a record was read as it is stored, such as `picture` 3."""
        self.reads.add(("row", kind, key))

    def pages(self, keys: Sequence[int]) -> Sequence[Any]:
        """Pages by key, and a record that each was read."""
        for key in keys:
            self.read("page", key)
        return self.content.pages_of(keys)

    @property
    def relations(self) -> "Relations":
        """What belongs to what; every look-up is recorded."""
        return cast("Relations", _Asking(self))

    @property
    def numbers_note(self) -> str:
        """Which release the numbers on pages are of; empty before the first."""
        return str(self.ask("numbers_note"))

    @property
    def datasets(self) -> tuple[Link, ...]:
        """The datasets that have been released."""
        return cast(tuple[Link, ...], self.ask("datasets"))

    def numbers(self, indicator: str) -> tuple[NumberView, ...]:
        """The published observations of an indicator, from the latest release."""
        return cast(tuple[NumberView, ...], self.ask("numbers", indicator))

    def path_of(self, page: Any) -> str:
        """The public path of a page that was read."""
        return public_path(page.url_path, self.home_path)

    def link_of(self, key: int) -> Link | None:
        """Title and path of a page; None while it is not public."""
        return cast(Link | None, self.ask("page_link", key))

    def is_public(self, path: str) -> bool:
        """True when the path will be in the edition."""
        return bool(self.ask("is_public", path))

    def if_public(self, path: str) -> str:
        """The path; empty while it is not in the edition, so that nothing links to it."""
        return path if self.is_public(path) else ""

    def column(self, page: Any) -> Column:
        """栏目: the section that a page is or stands in; 本站说明 for one outside of all sections."""
        return cast(Column, self.ask("column", page.path))

    def breadcrumbs(self, page: Any) -> tuple[Link, ...]:
        """Public ancestors from the home page down, the page itself left out."""
        return cast(tuple[Link, ...], self.ask("crumbs", page.path[: -page.steplen]))


class _Asking:
    """Stands for the relations: each call becomes a question."""

    def __init__(self, rendering: Rendering) -> None:
        self._rendering = rendering

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def ask(*about: Any) -> Any:
            # A question is kept beyond the build, so what it is about must be plain.
            plain = (one if isinstance(one, int | str) else tuple(one) for one in about)
            return self._rendering.ask(name, *plain)

        return ask


def public_path(url_path: str, home_path: str) -> str:
    """The path of the public contract for a `url_path` of Wagtail's tree."""
    return "/" + url_path.removeprefix(home_path)
