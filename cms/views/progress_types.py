"""How far many things are together, as the home page and a community's page show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementsProgress:
    """All public agreements on a day."""

    total: int
    in_force: int
    done: int
    """Items done, of the agreements in force."""
    promised: int
    """Items that are to be done, of the agreements in force; dropped ones do not count."""
    sample: bool
    """True where some of them are 演示数据."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaProgress:
    """The deeds and agreements of one community on a day."""

    deeds: int
    deeds_done: int
    agreements: int
    in_force: int
    done: int
    promised: int
    """As for all agreements."""
