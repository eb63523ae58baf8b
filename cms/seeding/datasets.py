"""Dataset descriptions from `datasets.toml`."""

from pathlib import Path

from cms.models import Dataset
from cms.seeding.first_publication import publish_snippet
from cms.seeding.fixture_files import read_toml

FIELDS = {
    "code",
    "title_zh",
    "title_en",
    "description",
    "method",
    "publisher",
    "contact",
    "rhythm",
    "keywords",
    "domain",
    "usage",
    "spatial",
    "temporal",
    "resource_code",
    "provider_code",
    "open_type",
    "open_condition",
    "share_type",
    "deidentification",
}


def add_datasets(folder: Path) -> int:
    """Publish the datasets whose code is not there yet; how many. Raises FixtureError."""
    known = set(Dataset.objects.values_list("code", flat=True))
    file = read_toml(folder, "datasets.toml")
    added = 0
    for index, entry in enumerate(file.content.get("dataset", [])):
        place = file.item_place("dataset", index)
        for name in entry.keys() - FIELDS:
            raise file.place(name, after=place.line).wrong(f"不认识的一项：{name}")
        if entry.get("code") in known:
            continue
        publish_snippet(Dataset(**entry), place)
        added += 1
    return added
