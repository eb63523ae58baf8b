"""One declaration per register: what is added to it is found everywhere, and every column can be asked for."""

import dataclasses
import json
from http import HTTPStatus
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.test import TestCase
from django.urls import reverse

from cms.models import User
from cms.publish import publish
from cms.registers import GOOD_DEEDS, REGISTERS, RegisterColumn
from cms.signing import data_folder
from publishing.reader.current import CurrentEdition
from publishing.reader.rows_answer import rows_answer
from publishing.reader.served_edition import ServedEdition
from publishing.structure import Column, Kind
from tests.cms.county_records import COMMUNITY, UNIT, make_county, make_datasets
from tests.cms.desk_records import make_home

ADDED = RegisterColumn(
    Column("card", Kind.INTEGER, "卡片号", "Card", "记录在编辑台的序号。", nullable=True),
    lambda record: record.pk,
)


def built() -> ServedEdition:
    """An edition of what is live now, as the reader holds it."""
    publish()
    edition = CurrentEdition(data_folder()).get()
    assert edition is not None
    return edition


def folder_of(edition: ServedEdition, dataset: str) -> Path:
    """Where the pages of a dataset are."""
    return data_folder().edition(edition.number) / "data" / dataset


def rows(edition: ServedEdition, dataset: str, query: str, form: str = "json") -> tuple[int, Any]:
    """What the reader answers about the latest rows: the status, and the JSON or the lines of CSV."""
    # WSGI spells bytes as Latin-1.
    asked = {"REQUEST_METHOD": "GET", "QUERY_STRING": query.encode().decode("latin-1")}
    answer = rows_answer(edition, asked, dataset, "latest", form)
    assert isinstance(answer.body, bytes)
    return answer.status, json.loads(answer.body) if form == "json" else answer.body.decode().splitlines()


class OfACounty(TestCase):
    """Every register with rows."""

    @classmethod
    def setUpTestData(cls) -> None:
        """The county once; each test builds its own edition."""
        make_county()

    def test_every_register_is_whole(self) -> None:
        for name, register in REGISTERS.items():
            with self.subTest(register=name):
                structure = register.structure()
                assert len(set(structure.names())) == len(structure.columns)
                assert set(register.key) <= set(structure.names())
                assert structure.names()[-1] == "id"
                for column in structure.columns:
                    assert column.label_zh and column.label_en and column.description, column.name
                found = register.rows()
                assert found and all(len(row) == len(structure.columns) for row in found)

    def test_an_added_column_is_found_everywhere(self) -> None:
        """In the desk's release screen, schema, CSV, JSON, page, documentation, twin and queries, and nowhere else."""
        self.client.force_login(User.objects.create_superuser("admin"))
        before = built()
        for name, register in REGISTERS.items():
            assert "卡片号" not in (folder_of(before, name) / "index.html").read_text()
            wider = dataclasses.replace(register, columns=(*register.columns, ADDED))
            with self.subTest(register=name), patch.dict(REGISTERS, {name: wider}):
                screen = self.client.get(reverse("data_release:dataset", args=[name])).content.decode()
                assert "卡片号" in screen
                self.assert_everywhere(built(), name, wider.named_rows())

    def assert_everywhere(self, edition: ServedEdition, name: str, expected: list[dict[str, Any]]) -> None:
        """The column stands in everything that is published of the dataset."""
        folder = folder_of(edition, name)
        latest = folder / "latest"
        fields = {
            field["name"]: field for field in json.loads((latest / "schema.json").read_bytes())["fields"]
        }
        assert (fields["card"]["type"], fields["card"]["title"]) == ("integer", "卡片号")
        assert (latest / f"{name}.csv").read_text().splitlines()[0].endswith(",card")
        items = json.loads((latest / f"{name}.json").read_bytes())["items"]
        cards = [item["card"] for item in items]
        assert cards and sorted(cards) == sorted(row["card"] for row in expected)
        page = (folder / "index.html").read_text()
        table, documentation = page.split('id="columns-title"')
        assert "卡片号" in table and "卡片号" in documentation
        assert "记录在编辑台的序号。" in documentation and ">Card<" in documentation
        twin = json.loads((folder / "index.json").read_bytes())
        assert twin["columns"][-1]["name"] == "card" and "card" in twin["metadata"]["fields"]["value"]
        for form, counted in (("json", lambda found: found["count"]), ("csv", lambda found: len(found) - 1)):
            status, found = rows(edition, name, f"card={cards[0]}", form)
            assert (status, counted(found)) == (HTTPStatus.OK, cards.count(cards[0]))
        assert rows(edition, name, "order=-card")[1]["items"][0]["card"] == max(cards)

    def test_every_column_filters_its_rows(self) -> None:
        """Also by organisation, area and state; a code outside the list is refused and told where the list is."""
        edition = built()
        for name, register in REGISTERS.items():
            known = rows(edition, name, "")[1]["items"]
            for column in register.structure().columns:
                value = next((row[column.name] for row in known if row[column.name] is not None), None)
                with self.subTest(register=name, column=column.name):
                    if value is not None:
                        fitting = [row for row in known if row[column.name] == value]
                        status, found = rows(edition, name, f"{column.name}={value}")
                        assert (status, found["items"]) == (HTTPStatus.OK, fitting)
                    if column.kind is Kind.CODE:
                        status, refused = rows(edition, name, f"{column.name}=no-such-code")
                        assert (status, refused["errors"][0]["code"]) == (
                            HTTPStatus.BAD_REQUEST,
                            "unknown-code",
                        )
                        assert refused["errors"][0]["code_list"].endswith(f"/codes/{column.codes}.json")
                        assert refused["errors"][0]["allowed"]

    def test_the_filters_that_people_ask_for(self) -> None:
        edition = built()
        for dataset, query, count in (
            ("brands", f"organisation={UNIT}&area={COMMUNITY}&kind=carrier", 1),
            ("agreements", f"area={COMMUNITY}&status=in-force&chair={UNIT}", 1),
            ("agreements", "status=expired,terminated", 0),
            ("commitments", "list=needs&state=done", 1),
            ("commitments", "state=planned", 1),
            ("agreement-units", f"organisation={UNIT}", 1),
            ("organisations", f"kind=branch&parent={UNIT}", 1),
            ("areas", "kind=community,county", 2),
            ("good-deeds", f"organisation={UNIT}&from=2025-06&to=2025-06-30", 1),
            ("news", "topic=grid", 0),
        ):
            with self.subTest(dataset=dataset, query=query):
                status, found = rows(edition, dataset, query)
                assert (status, found["count"]) == (HTTPStatus.OK, count)
        status, refused = rows(edition, "commitments", "organisation=文政社区党工委")
        assert (status, refused["errors"][0]["did_you_mean"]) == (HTTPStatus.BAD_REQUEST, [UNIT])


class WithoutRows(TestCase):
    """Described datasets before the first record."""

    @classmethod
    def setUpTestData(cls) -> None:
        """A home page and the descriptions."""
        make_home().save_revision().publish()
        make_datasets()

    def test_an_empty_dataset_is_released_shown_and_answered(self) -> None:
        edition = built()
        for name, register in REGISTERS.items():
            with self.subTest(register=name):
                folder = folder_of(edition, name)
                header = ",".join(register.structure().names())
                assert (folder / f"latest/{name}.csv").read_text().splitlines() == [header]
                assert json.loads((folder / f"latest/{name}.json").read_bytes())["items"] == []
                page = (folder / "index.html").read_text()
                assert "这次发布里没有行" in page and "共 0 行" in page and "列的说明" in page
                twin = json.loads((folder / "index.json").read_bytes())
                assert twin["metadata"]["rows"]["value"] == 0
                assert rows(edition, name, "")[1]["items"] == []
                assert rows(edition, name, "", "csv")[1] == [header]
                assert rows(edition, name, "order=-id&limit=5")[0] == HTTPStatus.OK
        listed = {
            page["url"]: page
            for page in json.loads((data_folder().current / "content.json").read_bytes())["pages"]
        }
        for path in ("/data/", *(f"/data/{name}/" for name in REGISTERS)):
            (page,) = [entry for url, entry in listed.items() if url.endswith(path)]
            assert page["twin"] == f"{page['url']}index.json"


def test_no_column_can_hold_a_private_person() -> None:
    assert GOOD_DEEDS.structure().column("asked_by").kind is Kind.CODE  # type: ignore[union-attr]
