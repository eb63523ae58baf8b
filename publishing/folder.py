"""Where everything lies below DATA, so that no other module spells a path."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The layout below one DATA folder. Making one touches no disk."""

    root: Path

    @property
    def keys(self) -> Path:
        """Signing keys (0600); read by the builder alone, never below a served folder."""
        return self.root / "keys"

    @property
    def objects(self) -> Path:
        """Content-addressed bytes with their gzip and brotli siblings."""
        return self.root / "editions" / "objects"

    @property
    def editions(self) -> Path:
        """The numbered trees."""
        return self.root / "editions"

    @property
    def current(self) -> Path:
        """The symbolic link to the edition in force."""
        return self.root / "editions" / "current"

    @property
    def hold(self) -> Path:
        """There while builds are on hold: who, why and since when."""
        return self.root / "editions" / "hold.json"

    @property
    def releases(self) -> Path:
        """`releases/{dataset}/{release}/`, immutable."""
        return self.root / "releases"

    @property
    def media(self) -> Path:
        """The desk's uploads; never served to the public from here."""
        return self.root / "media"

    @property
    def cache(self) -> Path:
        """Derived bytes that can be made again, such as re-encoded pictures."""
        return self.root / "cache"

    @property
    def spool(self) -> Path:
        """What readers report, until the desk takes it in: the reader's only write."""
        return self.root / "spool"

    def edition(self, number: int) -> Path:
        """The tree of one edition."""
        return self.editions / str(number)
