"""How the remembered addresses stand at the desk: what readers of each get, by the edition in force."""

from dataclasses import replace
from functools import cached_property

from cms.addresses.leading import Leading, OldAddress, PublicSubject
from cms.addresses.routes import gone_text
from cms.models import PublicAddress


class Standing:
    """All addresses of one moment, read once. Addresses that have content are what the last edition held."""

    def __init__(self) -> None:
        """One light query."""
        columns = ("pk", "path", "kind", "key", "target", "gone_at")
        rows = list(PublicAddress.objects.order_by().values_list(*columns))
        self._known = {path: OldAddress(path, kind, key, target) for _, path, kind, key, target, _ in rows}
        self._absent = {pk: path for pk, path, *_, gone_at in rows if gone_at is not None}
        self._subjects = [
            PublicSubject(path, kind, key, "") for _, path, kind, key, _, gone_at in rows if gone_at is None
        ]
        self.leading = Leading(self._subjects, self._known.values())

    def end(self, address: PublicAddress) -> str | None:
        """Where its readers get to; None where they learn that it is gone."""
        return self.leading.end(_old(address))

    def text(self, address: PublicAddress) -> str:
        """What its readers get, in words."""
        if address.gone_at is None:
            return "仍有内容"
        end = self.end(address)
        return (
            f"转到 {end}" if end else f"已撤下：{address.reason or gone_text(address.kind, address.gone_at)}"
        )

    def follows_subject(self, address: PublicAddress) -> bool:
        """Whether its readers get to its page at another address by themselves, whatever staff chose."""
        return self.leading.end(replace(_old(address), target="")) is not None

    @cached_property
    def moved(self) -> list[int]:
        """The rows of those that lead somewhere."""
        return [pk for pk, path in self._absent.items() if self.leading.end(self._known[path])]

    def comes_back(self, address: PublicAddress, target: str) -> bool:
        """Whether a target leads back to the address through what staff chose elsewhere."""
        seen = set()
        while target and target not in seen:
            if target == address.path:
                return True
            seen.add(target)
            target = self._known[target].target if target in self._known else ""
        return False

    def leads(self, path: str) -> bool:
        """Whether an old address leads somewhere; False also for one that nobody remembers."""
        old = self._known.get(path)
        return old is not None and self.leading.end(old) is not None


def _old(address: PublicAddress) -> OldAddress:
    return OldAddress(address.path, address.kind, address.key, address.target)
