"""Indicators from `indicators.csv`."""

from pathlib import Path

from cms.models import Indicator
from cms.seeding.first_publication import publish_snippet
from cms.seeding.fixture_files import read_csv

COLUMNS = ("code", "name_zh", "name_en", "definition", "unit_zh", "unit_en", "measure", "system", "count")


def add_indicators(folder: Path) -> int:
    """Publish the indicators whose code is not there yet; how many. Raises FixtureError."""
    known = set(Indicator.objects.values_list("code", flat=True))
    added = 0
    for row in read_csv(folder, "indicators.csv", COLUMNS):
        if row.cells["code"] in known:
            continue
        indicator = Indicator(**row.cells)
        publish_snippet(indicator, row.place)
        known.add(indicator.code)
        added += 1
    return added
