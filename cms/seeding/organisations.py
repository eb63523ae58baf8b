"""Organisations from `organisations.csv`: an organisation stands above what is below it."""

from pathlib import Path

from cms.models import Area, Evidence, Organisation
from cms.seeding.first_publication import publish_snippet
from cms.seeding.fixture_files import read_csv
from cms.seeding.references import by_code, named

COLUMNS = ("code", "name", "name_en", "kind", "parent", "area", "evidence", "locator")


def add_organisations(folder: Path) -> int:
    """Publish the organisations whose code is not there yet; how many. Raises FixtureError."""
    known, areas, evidence = by_code(Organisation), by_code(Area), by_code(Evidence)
    added = 0
    for row in read_csv(folder, "organisations.csv", COLUMNS):
        if row.cells["code"] in known:
            continue
        links = {
            "parent": named(row, "parent", known, "组织"),
            "area": named(row, "area", areas, "区域"),
            "evidence": named(row, "evidence", evidence, "依据"),
        }
        organisation = Organisation(**{**row.cells, **links})
        publish_snippet(organisation, row.place)
        known[organisation.code] = organisation
        added += 1
    return added
