"""What a page reads while it is rendered: addresses, pictures, numbers, relations, and which pages are public.

One object for one rendering, so that the reads of each item are recorded and preview and build cannot differ.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from publishing.addresses import Addresses
from publishing.contract import Link
from publishing.page_view import NumberView

if TYPE_CHECKING:
    from cms.relations import Relations
    from cms.section_lists import SectionList
    from cms.views.view_types import CountView


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

    relations: "Relations"

    @property
    def pages(self) -> Sequence[Any]:
        """Every public page, in tree order."""
        ...

    @property
    def snippets(self) -> Sequence[Any]:
        """Every public organisation, area and indicator."""
        ...

    def ancestors(self, page: Any) -> Sequence[Any]:
        """What is above a page, from the top down."""
        ...

    def newest(self, section: Any, count: int) -> Sequence[Any]:
        """The newest public pages right below a section, the newest first."""
        ...

    def lists(self, section: Any) -> "tuple[SectionList, ...]":
        """The lists of a section besides its front page."""
        ...

    def count_of(self, code: str, unit: str) -> "CountView | None":
        """A declared count in the latest release; None before there is one, or for no code."""
        ...


@dataclass(frozen=True, slots=True)
class Rendering:
    """The world as one rendering sees it. `reads` gathers what was looked at."""

    addresses: Addresses
    pictures: Pictures
    attachments: Attachments
    home_path: str
    """`url_path` of the home page in Wagtail's tree; public paths are below it."""
    public_paths: Container[str]
    """Every path that will answer 200; links elsewhere on this site are unwrapped."""
    numbers: Mapping[str, Sequence[NumberView]]
    """Published observations by indicator code, from the latest release."""
    numbers_note: str
    datasets: tuple[Link, ...]
    as_of: date
    """The day, in Shanghai, that states derived from dates are of."""
    content: Content
    reads: set[str] = field(default_factory=set)

    def fresh(self) -> "Rendering":
        """The same world with no reads recorded yet."""
        return replace(self, reads=set())

    @property
    def relations(self) -> "Relations":
        """What belongs to what."""
        return self.content.relations

    def path_of(self, page: Any) -> str:
        """The public path of a page, and a record that it was read."""
        self.read("page", page.pk)
        return public_path(page.url_path, self.home_path)

    def is_public(self, path: str) -> bool:
        """True when the path will be in the edition."""
        return path in self.public_paths

    def if_public(self, path: str) -> str:
        """The path; empty while it is not in the edition, so that nothing links to it."""
        return path if self.is_public(path) else ""

    def read(self, kind: str, key: object) -> None:
        """Record that an object was read, such as `area:3`."""
        self.reads.add(f"{kind}:{key}")

    def breadcrumbs(self, page: Any) -> tuple[Link, ...]:
        """Public ancestors from the home page down, the page itself left out."""
        links = []
        for ancestor in self.content.ancestors(page):
            if not ancestor.url_path.startswith(self.home_path):
                continue
            path = self.path_of(ancestor)
            if self.is_public(path):
                links.append(Link("首页" if path == "/" else ancestor.title, path))
        return tuple(links)


def public_path(url_path: str, home_path: str) -> str:
    """The path of the public contract for a `url_path` of Wagtail's tree."""
    return "/" + url_path.removeprefix(home_path)
