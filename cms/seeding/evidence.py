"""Evidence from `evidence.csv`."""

from pathlib import Path

from cms.models import Evidence
from cms.seeding.first_publication import refusals_at
from cms.seeding.fixture_files import read_csv

COLUMNS = ("code", "kind", "title", "issuer", "sha256")


def add_evidence(folder: Path) -> int:
    """Store the evidence whose code is not there yet; how many. Raises FixtureError."""
    known = set(Evidence.objects.values_list("code", flat=True))
    added = 0
    for row in read_csv(folder, "evidence.csv", COLUMNS):
        if row.cells["code"] in known:
            continue
        evidence = Evidence(**row.cells)
        with refusals_at(row.place):
            evidence.full_clean()
        evidence.save()
        known.add(evidence.code)
        added += 1
    return added
