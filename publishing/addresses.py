"""How rendered HTML names other public paths. The one thing that differs between preview and edition."""

from typing import Protocol
from urllib.parse import urlsplit


class Addresses(Protocol):
    """Makes addresses for one rendering. The build and the desk each have their own."""

    def page(self, path: str) -> str:
        """The root-relative address, prefix included, of a public path such as `/deeds/`."""
        ...

    def absolute(self, path: str) -> str:
        """The full address of a public path, for feeds, canonical links and the like."""
        ...

    def static(self, name: str) -> str:
        """The address of a file below `site/static`. Raises KeyError for one that does not exist."""
        ...


def prefix_of(base_url: str) -> str:
    """The path part of BASE_URL without a trailing slash: `` or `/zhili`."""
    return urlsplit(base_url).path.rstrip("/")


class EditionAddresses:
    """Addresses inside an edition: static files carry their hash."""

    def __init__(self, base_url: str, static: dict[str, str]) -> None:
        """`static` maps names below `site/static` to edition paths such as `/static/site.1a2b3c4d.css`."""
        self._base_url = base_url.rstrip("/")
        self._prefix = prefix_of(base_url)
        self._static = static

    def __repr__(self) -> str:
        """Everything that decides about addresses: equal texts make equal ones."""
        return f"EditionAddresses({self._base_url!r}, {self._static!r})"

    def page(self, path: str) -> str:
        """See `Addresses.page`."""
        return self._prefix + path

    def absolute(self, path: str) -> str:
        """See `Addresses.absolute`."""
        return self._base_url + path

    def static(self, name: str) -> str:
        """See `Addresses.static`."""
        return self._prefix + self._static[name]


class ReaderAddresses(EditionAddresses):
    """Addresses of pages that the reader renders, of an edition that older software may have built."""

    def static(self, name: str) -> str:
        """See `Addresses.static`. A file that the edition does not have yet gets its bare name, which is 404: the page
        is read without it until the next build.
        """
        known = self._static.get(name)
        return self._prefix + (known or f"/static/{name}")
