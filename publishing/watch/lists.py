"""The signed lists of the editions that are served, kept in memory once their signature was checked."""

from collections.abc import Collection

from publishing.folder import DataFolder
from publishing.watch.expected import Expected, Unsigned, expected_from, read_expected


class Lists:
    """What was believed once is believed on: a list that somebody changes afterwards is written back from here."""

    def __init__(self, folder: DataFolder, public_key: str) -> None:
        self._folder = folder
        self._public_key = public_key
        self._known: dict[int, Expected] = {}
        self._hashed: dict[int, Expected] = {}

    def get(self, number: int) -> Expected:
        """The list of an edition. Raises OSError, or Unsigned where it cannot be believed."""
        if number not in self._known:
            self._known[number] = self._read(number)
        return self._known[number]

    def hashed(self, number: int) -> Expected:
        """The list of its hashed names alone. Raises as `get` does."""
        if number not in self._hashed:
            found = self._known.get(number) or self._read(number)
            self._hashed[number] = found.hashed()
        return self._hashed[number]

    def signed(self, number: int) -> bool:
        """Whether the edition has a list that can be believed, in memory or on disk."""
        try:
            self.get(number)
        except (OSError, Unsigned):
            return False
        return True

    def keep(self, current: int, before: Collection[int]) -> None:
        """Lets go of all but the edition in force and the hashed names of those before it."""
        self._known = {number: known for number, known in self._known.items() if number == current}
        self._hashed = {number: known for number, known in self._hashed.items() if number in before}

    def _read(self, number: int) -> Expected:
        root = self._folder.edition(number)
        try:
            return read_expected(root, number, self._public_key)
        except (OSError, Unsigned):
            if number not in self._hashed:
                raise
            known = self._hashed[number]
            return expected_from(root, number, known.store(), known.signature)
