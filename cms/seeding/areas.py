"""Areas from `areas.csv`. A parent stands above its children in the file."""

from pathlib import Path

from cms.models import Area
from cms.seeding.first_publication import publish_snippet
from cms.seeding.fixture_files import read_csv

COLUMNS = ("code", "name", "name_en", "kind", "parent")


def add_areas(folder: Path) -> int:
    """Publish the areas whose code is not there yet; how many. Raises FixtureError."""
    known = {area.code: area for area in Area.objects.all()}
    added = 0
    for row in read_csv(folder, "areas.csv", COLUMNS):
        cells = row.cells
        if cells["code"] in known:
            continue
        if cells["parent"] and cells["parent"] not in known:
            raise row.place.wrong(f"parent：没有代码为 {cells['parent']} 的区域，请写在它的上面。")
        area = Area(**{**cells, "parent": known.get(cells["parent"])})
        publish_snippet(area, row.place)
        known[area.code] = area
        added += 1
    return added
