"""Areas from `areas.csv`: an area stands above its children in the file."""

from pathlib import Path

from cms.models import Area, Evidence
from cms.seeding.first_publication import publish_snippet
from cms.seeding.fixture_files import read_csv
from cms.seeding.references import by_code, named

COLUMNS = ("code", "name", "name_en", "kind", "parent", "evidence", "locator")


def add_areas(folder: Path) -> int:
    """Publish the areas whose code is not there yet; how many. Raises FixtureError."""
    known, evidence = by_code(Area), by_code(Evidence)
    added = 0
    for row in read_csv(folder, "areas.csv", COLUMNS):
        if row.cells["code"] in known:
            continue
        links = {
            "parent": named(row, "parent", known, "区域"),
            "evidence": named(row, "evidence", evidence, "依据"),
        }
        area = Area(**{**row.cells, **links})
        publish_snippet(area, row.place)
        known[area.code] = area
        added += 1
    return added
