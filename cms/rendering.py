"""What a page reads while it is rendered: addresses, pictures, numbers, and which pages are public.

One object for one rendering, so that the reads of each item are recorded and preview and build cannot differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from publishing.addresses import Addresses
from publishing.contract import Link
from publishing.page_view import NumberView


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
class Rendering:
    """The world as one rendering sees it. `reads` gathers what was looked at."""

    addresses: Addresses
    pictures: Pictures
    home_path: str
    """`url_path` of the home page in Wagtail's tree; public paths are below it."""
    public_paths: frozenset[str]
    """Every path that will answer 200; links elsewhere on this site are unwrapped."""
    numbers: Mapping[str, Sequence[NumberView]]
    """Published observations by indicator code, from the latest release."""
    numbers_note: str
    datasets: tuple[Link, ...]
    reads: set[str] = field(default_factory=set)

    def fresh(self) -> "Rendering":
        """The same world with no reads recorded yet."""
        return replace(self, reads=set())

    def path_of(self, page: Any) -> str:
        """The public path of a page, and a record that it was read."""
        self.read("page", page.pk)
        return public_path(page.url_path, self.home_path)

    def is_public(self, path: str) -> bool:
        """True when the path will be in the edition."""
        return path in self.public_paths

    def read(self, kind: str, key: object) -> None:
        """Record that an object was read, such as `area:3`."""
        self.reads.add(f"{kind}:{key}")

    def breadcrumbs(self, page: Any) -> tuple[Link, ...]:
        """Public ancestors from the home page down, the page itself left out."""
        links = []
        for ancestor in page.get_ancestors().order_by("depth"):
            if not ancestor.url_path.startswith(self.home_path):
                continue
            path = self.path_of(ancestor)
            if self.is_public(path):
                links.append(Link("首页" if path == "/" else ancestor.title, path))
        return tuple(links)


def public_path(url_path: str, home_path: str) -> str:
    """The path of the public contract for a `url_path` of Wagtail's tree."""
    return "/" + url_path.removeprefix(home_path)
