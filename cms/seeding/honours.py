"""Honours from `honours.csv`, each with its holder: an area, an organisation or a brand by its public path."""

from pathlib import Path
from typing import Any

from cms.models import Area, BrandPage, Evidence, Organisation
from cms.seeding.first_publication import refusals_at
from cms.seeding.fixture_files import Row, read_csv
from cms.seeding.references import by_code, named

COLUMNS = ("holder", "title", "awarded_by", "period", "note", "evidence", "locator")
FACTS = ("title", "awarded_by", "period", "note", "locator")


def add_honours(folder: Path) -> int:
    """Publish the honours that their holder has not yet; how many. Raises FixtureError."""
    evidence = by_code(Evidence)
    added = 0
    for row in read_csv(folder, "honours.csv", COLUMNS):
        holder = _holder(row)
        if holder.honours.filter(title=row.cells["title"]).exists():
            continue
        honour = holder.honours.model(
            holder=holder,
            evidence=named(row, "evidence", evidence, "依据"),
            sort_order=holder.honours.count(),
            **{name: row.cells[name] for name in FACTS},
        )
        with refusals_at(row.place):
            honour.full_clean()
        holder.honours.add(honour)
        holder.save_revision().publish()
        added += 1
    return added


def _holder(row: Row) -> Any:
    """The record at a public path. Raises FixtureError where there is none."""
    folder, _, code = row.cells["holder"].strip("/").partition("/")
    found: Any = None
    if folder == "areas":
        found = Area.objects.filter(code=code).first()
    elif folder == "organisations":
        found = Organisation.objects.filter(code=code).first()
    elif folder == "brands":
        found = BrandPage.objects.filter(slug=code).first()
    if found is None:
        raise row.place.wrong(
            f"holder：没有 {row.cells['holder']}。应像 /areas/230822/、/organisations/…/ 或 /brands/…/。"
        )
    return found
