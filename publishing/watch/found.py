"""What a sweep tells: its figures, and every fault."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One published file that was not as signed."""

    edition: int | None
    """None for what belongs to no edition: a link, the list of withdrawals."""
    path: str
    what: str
    """In Chinese: what was wrong, and what was done about it."""
    mended: bool
    lost: bool = False
    """No good copy is left: only a build that makes everything anew can bring the file back."""


@dataclass(slots=True)
class Sweep:
    """What one sweep saw and did."""

    edition: int | None = None
    """The one in force at the end; None before the first."""
    manifest_sha256: str = ""
    files: int = 0
    bytes: int = 0
    """Read from the disk; a file with several names counts once."""
    seconds: float = 0.0
    touched: int = 0
    """Files with the right bytes and another time: put right, and no fault."""
    whole: bool = True
    """Whether all of one edition was read."""
    faults: list[Fault] = field(default_factory=list)

    @property
    def mended(self) -> int:
        """How many faults are gone."""
        return sum(fault.mended for fault in self.faults)

    @property
    def lost(self) -> bool:
        """Whether something can only be built anew."""
        return any(fault.lost for fault in self.faults)

    @property
    def clean(self) -> bool:
        """Whether the edition in force was read whole and is as signed."""
        return self.whole and self.edition is not None and not self.faults

    def tell(
        self, edition: int | None, path: str, what: str, mended: bool = False, *, lost: bool = False
    ) -> None:
        """Adds a fault."""
        self.faults.append(Fault(edition, path, what, mended, lost))
