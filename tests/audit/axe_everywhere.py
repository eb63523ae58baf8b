"""axe-core on a page of every kind in every mode, and in a hurry on the principal ones."""

from pathlib import Path

from tests.audit.inspected import address, chromium, inspected, verdict
from tests.inspection.axe_rounds import WIDTHS, rounds
from tests.inspection.kinds import PRINCIPAL, kinds
from tests.inspection.modes import MODES, PHONE


def axe_everywhere(data: Path, quick: bool) -> str:
    """No violation: standard, elder, dark and high contrast, on a phone and on a desktop, folded and unfolded.

    In a hurry on a phone alone.
    """
    with inspected(data) as server, chromium() as browser:
        found = kinds(server.get)
        chosen = [found[kind] for kind in PRINCIPAL] if quick else list(found.values())
        widths = (PHONE,) if quick else WIDTHS
        faults = rounds(browser, address(server), chosen, MODES, widths)
    return verdict(faults, f"{len(chosen)} pages × {len(MODES)} modes × {len(widths)} widths, 0 violations")
