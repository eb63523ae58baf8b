"""Relations are shown on both sides, and what is not public is on neither."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import TestCase

from cms.models import (
    AgreementPage,
    AgreementUnit,
    Area,
    BrandDeed,
    BrandPage,
    ChairTerm,
    DeedPage,
    NeedItem,
    Organisation,
    SectionPage,
)
from cms.publish import publish
from cms.signing import data_folder
from tests.cms.conftest import publish_page
from tests.cms.desk_records import publish as publish_record
from tests.cms.seeded_database import restore_seed

DEED = "/deeds/wenzheng-pavilion/"
AGREEMENT = "/agreements/wenzheng/"
BRAND = "/brands/red-deliberation/"
AREA = "/areas/230822-wenzheng/"
TEAM = "/organisations/wenzheng-building-team/"
BRANCH = "/organisations/wenzheng-branch/"


def make_agreement() -> AgreementPage:
    """An agreement of 文政社区 with the building team, whose one need the pavilion met."""
    section = SectionPage.objects.get(slug="agreements")
    team = Organisation.objects.get(code="wenzheng-building-team")
    page = AgreementPage(
        title="文政社区协议",
        slug="wenzheng",
        community=Area.objects.get(code="230822-wenzheng"),
        signed_on=date(2025, 1, 1),
        units=[AgreementUnit(organisation=team)],
        needs=[NeedItem(text="一座凉亭", state="done", organisation=team, deed=DeedPage.objects.get())],
        chairs=[ChairTerm(organisation=team, first_day=date(2025, 1, 1))],
    )
    section.add_child(instance=page)
    publish_page(page)
    return page


@pytest.mark.usefixtures("data_dir")
class BothSides(TestCase):
    """The seed, an agreement, and a branch below the community."""

    @classmethod
    def setUpTestData(cls) -> None:
        """Once for all tests of the class; each builds what it changed."""
        restore_seed()
        make_agreement()
        area = Area.objects.get(code="230822-wenzheng")
        parent = Organisation.objects.get(code="wenzheng-community")
        publish_record(
            Organisation(
                code="wenzheng-branch", name="文政党支部", kind="branch", parent=parent, area=area, party_groups=3,
                member_households=12,
            )
        )  # fmt: skip

    def built(self) -> Path:
        """The folder of an edition of what is live now."""
        return data_folder().edition(publish().number)

    def links(self, edition: Path, path: str) -> set[str]:
        """Where the body of a page leads."""
        soup = BeautifulSoup((edition / path.strip("/") / "index.html").read_text(), "html.parser")
        main = soup.find("main")
        assert main is not None
        return {str(anchor["href"]) for anchor in main.find_all("a", href=True)}

    def twin(self, edition: Path, path: str) -> Any:
        """The JSON of a page."""
        return json.loads((edition / path.strip("/") / "index.json").read_bytes())

    def test_every_relation_from_both_ends(self) -> None:
        edition = self.built()
        pairs = [
            (DEED, AREA), (DEED, TEAM), (DEED, BRAND), (DEED, AGREEMENT),
            (AGREEMENT, AREA), (AGREEMENT, TEAM),
            (BRANCH, AREA), (TEAM, "/organisations/wenzheng-community/"),
            ("/brands/partner-plan/", "/organisations/fuqing-community/"),
            ("/brands/partner-plan/", "/areas/230822-fuqing/"),
            ("/brands/partner-plan/", "/indicators/partner-plan-families/"),
        ]  # fmt: skip
        for one, other in pairs:
            assert other in self.links(edition, one), f"{one} leads to {other}"
            assert one in self.links(edition, other), f"{other} leads to {one}"
            for here, there in ((one, other), (other, one)):
                urls = {relation["url"] for relation in self.twin(edition, here)["relations"]}
                figures = {
                    f"/indicators/{number['id'].split('/')[3]}/"
                    for number in self.twin(edition, here)["figures"]
                }
                assert settings.BASE_URL + there in urls or there in figures, f"twin of {here} names {there}"

    def test_the_tree_counts_what_is_below_a_branch(self) -> None:
        edition = self.built()
        page = (edition / BRANCH.strip("/") / "index.html").read_text()
        assert "网格党小组 3 个" in page and "党员中心户 12 户" in page
        record = self.twin(edition, BRANCH)["record"]
        assert (record["party_groups"], record["member_households"]) == (3, 12)

    def test_what_is_unpublished_is_unwrapped_everywhere(self) -> None:
        DeedPage.objects.get().unpublish()
        Organisation.objects.get(code="wenzheng-building-team").unpublish()
        edition = self.built()
        for path in (AREA, BRAND, AGREEMENT):
            found = self.links(edition, path)
            assert DEED not in found and TEAM not in found, path
        page = (edition / AGREEMENT.strip("/") / "index.html").read_text()
        assert "一座凉亭" in page and "文政社区共建小队" in page, "the words stay"
        folder = edition / "data"
        (item,) = json.loads((folder / "commitments/latest/commitments.json").read_bytes())["items"]
        assert item["deed"] is None and item["organisation"] is None
        assert (
            json.loads((folder / "agreement-units/latest/agreement-units.json").read_bytes())["items"] == []
        )
        codes = json.loads((edition / "codes/organisations.json").read_bytes())["codes"]
        assert "wenzheng-building-team" not in {code["code"] for code in codes}

    def test_not_even_the_name_of_a_draft_gets_out(self) -> None:
        draft = Organisation.objects.create(code="draft-unit", name="从未公开的单位", kind="team", live=False)
        page = AgreementPage.objects.get()
        page.units = [*page.units.all(), AgreementUnit(organisation=draft)]
        page.needs = [NeedItem(text="一件事", organisation=draft)]
        page.chairs = [ChairTerm(organisation=draft, first_day=date(2025, 1, 1))]
        publish_page(page)
        edition = self.built()
        files = [path for path in edition.rglob("*") if path.is_file()]
        leaks = [path for path in files if "从未公开的单位".encode() in path.read_bytes()]
        assert leaks == []
        assert "未公开" in (edition / AGREEMENT.strip("/") / "index.html").read_text()

    def test_a_renamed_area_and_a_moved_organisation_change_what_shows_them(self) -> None:
        area = Area.objects.get(code="230822-wenzheng")
        area.name = "新文政社区"
        area.save_revision().publish()
        team = Organisation.objects.get(code="wenzheng-building-team")
        team.parent = Organisation.objects.get(code="fuqing-community")
        team.save_revision().publish()
        edition = self.built()
        for path in (DEED, AGREEMENT, AREA, "/areas/"):
            assert "新文政社区" in (edition / path.strip("/") / "index.html").read_text(), path
        assert TEAM in self.links(edition, "/organisations/fuqing-community/")
        assert TEAM not in self.links(edition, "/organisations/wenzheng-community/")
        deed = self.links(edition, "/deeds/area/230822-wenzheng/")
        assert DEED in deed

    def test_a_brand_of_a_deleted_deed_stands(self) -> None:
        assert BrandDeed.objects.count() == 1
        AgreementPage.objects.get().delete()
        DeedPage.objects.get().delete()
        assert BrandPage.objects.get(slug="red-deliberation").live
        assert DEED not in self.links(self.built(), BRAND)
