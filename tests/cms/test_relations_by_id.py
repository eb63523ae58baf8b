"""Relations by id in what is published: codes are in their lists, references have a row, addresses answer."""

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import TestCase

from cms.models import DeedPage, Organisation
from cms.publish import publish
from cms.registers import REGISTERS
from cms.seeding import seed
from cms.signing import data_folder
from publishing.observation_record import find_observation
from publishing.reader.current import CurrentEdition
from publishing.structure import Kind
from tests.cms.county_records import AGREEMENT, COMMUNITY, DEED, UNIT, make_county


class Published:
    """The latest release of every dataset, the code lists and the paths of one edition."""

    def __init__(self) -> None:
        """Publishes what is live and reads it as anybody could."""
        self.folder: Path = data_folder().edition(publish().number)
        self.rows = {
            name: self.json(f"data/{name}/latest/{name}.json")["items"]
            for name in REGISTERS
            if (self.folder / f"data/{name}").is_dir()
        }
        self.paths = {entry["path"] for entry in self.json("edition/manifest.json")["files"]}

    def json(self, path: str) -> Any:
        """A JSON file of the edition."""
        return json.loads((self.folder / path).read_bytes())

    def codes(self, name: str) -> set[str]:
        """The codes of a list."""
        return {entry["code"] for entry in self.json(f"codes/{name}.json")["codes"]}

    def links(self, dataset: str) -> set[str]:
        """Where the table of a dataset's page leads."""
        soup = BeautifulSoup((self.folder / f"data/{dataset}/index.html").read_text(), "html.parser")
        part = soup.select_one("section[aria-labelledby=table-title]")
        assert part is not None
        return {str(link["href"]) for link in part.select("td a, th a, .same a")}

    def broken(self) -> list[str]:
        """Every value that does not lead to what it names, told by dataset, column and value."""
        found = []
        for dataset, rows in self.rows.items():
            for column in REGISTERS[dataset].structure().columns:
                values = {row[column.name] for row in rows} - {None}
                known = self._known(column, values)
                found += [f"{dataset}.{column.name}={value}" for value in sorted(values - known)]
        return found

    def _known(self, column: Any, values: set[Any]) -> set[Any]:
        """Those of the values, or more, that lead somewhere."""
        if column.kind is Kind.CODE:
            return self.codes(column.codes)
        if column.references:
            dataset, name = column.references
            return {row[name] for row in self.rows[dataset]}
        if column.kind is Kind.ADDRESS:
            return self.paths | {value for value in values if self._observed(value)}
        return values

    def _observed(self, path: str) -> bool:
        """Whether the reader answers an address of an observation."""
        edition = CurrentEdition(data_folder()).get()
        assert edition is not None
        dataset = edition.catalogue.dataset("governance-indicators")
        if dataset is None or not path.startswith("/id/obs/"):
            return False
        return find_observation(edition.index(dataset.code), dataset, path) is not None


class OfACounty(TestCase):
    """A county in which every register has rows."""

    @classmethod
    def setUpTestData(cls) -> None:
        """The county once; each test builds its own edition."""
        make_county()

    def test_every_id_leads_to_what_it_names(self) -> None:
        published = Published()
        assert set(published.rows) == set(REGISTERS) and all(published.rows.values())
        assert published.broken() == []

    def test_what_is_taken_off_takes_its_relations_along(self) -> None:
        """No release names an organisation or a deed that is not public, and the tables lead to neither."""
        Published()
        Organisation.objects.get(code=UNIT).unpublish()
        DeedPage.objects.get(slug=DEED).unpublish()
        published = Published()
        assert published.broken() == []
        assert published.rows["agreement-units"] == [] and published.rows["good-deeds"] == []
        needs = [row for row in published.rows["commitments"] if row["list"] == "needs"]
        assert [(row["deed"], row["organisation"]) for row in needs] == [(None, None)]
        assert not [link for link in published.links("commitments") if DEED in link or UNIT in link]

    def test_the_check_finds_what_is_broken(self) -> None:
        """A code without its list entry, a reference without its row, an address without its page."""
        published = Published()
        published.rows["commitments"][0] |= {"deed": "none", "state": "none"}
        published.rows["honours"][0]["holder"] = "/brands/none/"
        published.rows["governance-indicators"][0]["id"] = "/id/obs/none/230822/2025/r1"
        assert sorted(published.broken()) == [
            "commitments.deed=none",
            "commitments.state=none",
            "governance-indicators.id=/id/obs/none/230822/2025/r1",
            "honours.holder=/brands/none/",
        ]

    def test_cells_lead_to_the_pages_of_what_they_name(self) -> None:
        published = Published()
        deed, unit, area = f"/deeds/{DEED}/", f"/organisations/{UNIT}/", f"/areas/{COMMUNITY}/"
        for dataset, wanted in (
            ("commitments", {deed, unit, f"/agreements/{AGREEMENT}/"}),
            ("agreement-units", {unit, f"/agreements/{AGREEMENT}/"}),
            ("agreements", {unit, area}),
            ("brands", {unit, area}),
            ("good-deeds", {unit, area, deed}),
            ("organisations", {unit, area}),
            ("governance-indicators", {"/indicators/wishes/", "/areas/230822/"}),
        ):
            with self.subTest(dataset=dataset):
                assert wanted <= published.links(dataset)


@pytest.mark.django_db
def test_every_id_of_the_seed_leads_to_what_it_names() -> None:
    seed()
    published = Published()
    assert published.rows["good-deeds"] and published.rows["governance-indicators"]
    assert published.broken() == []
